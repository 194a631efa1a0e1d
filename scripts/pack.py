#!/usr/bin/env python3
"""Write each language of the built site as one zip into .build/pack/.

pack.py [LANGUAGE …]
"""

import os
import sys
from datetime import date
from pathlib import Path

from guide.content import LANGUAGES, load_site
from guide.make.pack import pack

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = os.environ.get("SITE_URL", "https://overdue-loan-guide.example/")


def main(arguments: list[str]) -> int:
    unknown = [each for each in arguments if each not in LANGUAGES]
    if unknown:
        print(f"error: no language {', '.join(unknown)}; there are {', '.join(LANGUAGES)}", file=sys.stderr)
        return 2
    if not (ROOT / "site" / "index.html").exists():
        print("error: there is no site yet: run make site", file=sys.stderr)
        return 2
    site = load_site(ROOT, date.today())
    folder = ROOT / ".build" / "pack"
    folder.mkdir(parents=True, exist_ok=True)
    for language in arguments or LANGUAGES:
        content = pack(site, ROOT / "site", language, SITE_URL)
        file = folder / f"overdue-loan-guide-{language}.zip"
        file.write_bytes(content)
        print(f"{file.relative_to(ROOT)}: {len(content) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
