"""The pages' own pure functions, run in quickjs, and the cases that they share with Python."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import quickjs
import yaml

from guide.make.scripts import joined

ROOT = Path(__file__).resolve().parents[2]
LIB = ROOT / "overrides" / "assets" / "lib"


def cases(name: str) -> Any:
    """The shared cases of `tests/cases/<name>.yml`."""
    return yaml.safe_load((ROOT / "tests" / "cases" / f"{name}.yml").read_text("utf-8"))


@cache
def library(name: str) -> quickjs.Context:
    """A context in which the exported names of `assets/lib/<name>.js` are global."""
    context = quickjs.Context()
    context.eval(joined((LIB / f"{name}.js").resolve()))
    return context


def called(name: str, expression: str, *arguments: Any) -> Any:
    """The JSON value of a JavaScript function of `...arguments`, run with a library."""
    context = library(name)
    text = ", ".join(json.dumps(argument, ensure_ascii=True) for argument in arguments)
    return json.loads(context.eval(f"JSON.stringify(({expression})({text}) ?? null)"))


def bytes_of(name: str, expression: str, *arguments: Any) -> bytes:
    """The same for a function that gives bytes."""
    return bytes(called(name, f"(...all) => Array.from(({expression})(...all))", *arguments))
