"""What was found in each file, kept between runs: keyed by content, deleted at any time.

The cache is a shortcut only. It is used while the code that wrote it is the same, to the letter, and
whatever is wrong with it means that everything is read again. Like any pickle it must come from
oneself: it lies in .build/ of the project, which is never shared.
"""

import contextlib
import gc
import hashlib
import pickle
import sys
import tempfile
from pathlib import Path

from guide.content import Files

CHECKED = Path(".build/check.cache")  # below the project: what the check of the sources has read


def version() -> str:
    """A hash of the Python that runs and of all code that can change what is found."""
    state = hashlib.sha256(sys.version.encode())
    here = Path(__file__).parent
    for file in sorted(here.rglob("*.py")):
        state.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()


def load(path: Path, wanted: str) -> Files:
    """The files of an earlier run; none if there is no cache that can be used."""
    # Thousands of small objects come at once; looking for cycles among them takes longer than all else.
    gc.disable()
    try:
        found, files = pickle.loads(path.read_bytes())
        return files if found == wanted and isinstance(files, dict) else {}
    except Exception:  # a damaged pickle can raise anything
        return {}
    finally:
        gc.enable()


def save(path: Path, current: str, files: Files) -> None:
    """Write the cache in one step; where that is not possible, do without."""
    with contextlib.suppress(OSError, pickle.PicklingError, RecursionError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            pickle.dump((current, dict(files)), file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(path)


def is_new(known: Files, files: Files) -> bool:
    """Whether a run has found something that the cache has not."""
    return {path: found[0] for path, found in known.items()} != {
        path: found[0] for path, found in files.items()
    }
