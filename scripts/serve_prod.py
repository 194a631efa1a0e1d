#!/usr/bin/env python3
"""Serve the built site on this machine as it is served to readers, by nginx, until Control-C.

serve_prod.py [--site FOLDER] [--listen ADDRESS] [--print]

FOLDER is a site, or a folder that `scripts/deploy.py` releases into.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from guide.release.deploy import CURRENT, KEPT
from guide.release.nginx import Places, UnsafePath, brotli_module, filled

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "scripts" / "production" / "nginx.conf"
STATE = ROOT / ".build" / "production"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Serve the built site with nginx, as to readers.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="FOLDER")
    parser.add_argument("--listen", default="127.0.0.1:8080", metavar="ADDRESS")
    parser.add_argument("--state", type=Path, default=STATE, metavar="FOLDER", help="logs, process file")
    parser.add_argument("--print", action="store_true", help="print the configuration, do not serve")
    options = parser.parse_args(argv)
    folder = options.site.absolute()
    released = (folder / CURRENT).is_symlink()
    site = folder / CURRENT if released else folder
    places = Places(
        site,
        folder / KEPT if released else site,
        options.state.absolute(),
        options.listen,
        brotli_module(),
        # Whose the site is may read it, wherever it is; nginx's own choice, nobody, often may not.
        site.owner() if os.geteuid() == 0 and site.exists() else "",
    )
    try:
        text = filled(TEMPLATE.read_text(encoding="utf-8"), places)
    except UnsafePath as error:
        return _stop(str(error))
    if options.print:
        print(text, end="")
        return 0
    if not (site / "headers.nginx").is_file():
        return _stop(f"{site}: there is no built site: run make site")
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not nginx:
        return _stop("nginx is not installed: install nginx-light and libnginx-mod-http-brotli-static")
    places.state.mkdir(parents=True, exist_ok=True)
    configuration = places.state / "nginx.conf"
    configuration.write_text(text, encoding="utf-8")
    print(f"http://{options.listen}/", flush=True)
    os.execv(
        nginx,
        [nginx, "-p", str(places.state), "-e", str(places.state / "error.log"), "-c", str(configuration)],
    )


def _stop(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
