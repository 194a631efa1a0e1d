"""The scripts are joined into classic ones, which also run where a browser runs no modules."""

from pathlib import Path

import pytest
import quickjs

from guide.make.scripts import ScriptError, joined, slim, write_scripts


def written(folder: Path, **modules: str) -> Path:
    """A folder of modules by name, `_` standing for a slash; the path of the one named main."""
    for name, text in modules.items():
        file = folder / f"{name.replace('_', '/')}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return (folder / "main.js").resolve()


def evaluated(entry: Path) -> quickjs.Context:
    context = quickjs.Context()
    context.eval(joined(entry))
    return context


def test_what_an_entry_exports_becomes_global(tmp_path: Path) -> None:
    """An exported class and function can be used from outside, strictly; the rest cannot."""
    main = "const inner = 1;\nexport class Outer {}\nexport function strict() { return !this; }\n"
    context = evaluated(written(tmp_path, main=main))
    assert context.eval("typeof Outer") == "function"
    assert context.eval("strict.call(undefined)") is True
    assert context.eval("typeof inner") == "undefined"


def test_an_entry_that_exports_nothing_is_only_wrapped(tmp_path: Path) -> None:
    """Without exports nothing becomes global."""
    before = quickjs.Context().eval("Object.keys(globalThis).length")
    context = evaluated(written(tmp_path, main="const exported = 'export class X';\n"))
    assert context.eval("Object.keys(globalThis).length") == before


def test_imports_are_joined_once_each(tmp_path: Path) -> None:
    """A part that two modules import stands once, before both, and stays inside."""
    main = (
        'import { twice } from "./lib/twice.js";\nimport { one } from "./lib/one.js";\n'
        "export const three = twice(one) + one;\n"
    )
    twice = 'import { one } from "./one.js";\nexport const twice = (n) => n * 2 * one;\n'
    context = evaluated(written(tmp_path, main=main, lib_twice=twice, lib_one="export const one = 1;\n"))
    assert context.eval("three") == 3
    assert context.eval("typeof one") == "undefined"


@pytest.mark.parametrize(
    ("main", "part", "message"),
    [
        ('import { a } from "./missing.js";\n', "", "there is no ./missing.js"),
        ('import { a } from "./part.js";\n', "const a = 1;\n", "does not export a"),
        ('import { a } from "./part.js";\nconst b = 1;\n', "export const a = 1;\nconst b = 2;\n", "b is declared"),
        ('import { a } from "./part.js";\nexport const b = 1;\n', 'import { b } from "./main.js";\n', "itself"),
        ('import * as a from "./part.js";\n', "export const a = 1;\n", "write imports as"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_said(tmp_path: Path, main: str, part: str, message: str) -> None:
    """A missing file, a missing name, a name twice, a cycle and another form of import are errors."""
    with pytest.raises(ScriptError, match=message):
        joined(written(tmp_path, main=main, part=part))


def test_comments_are_not_served() -> None:
    """Comments and indentation are left out; the code stays, and what may be a string."""
    script = "/** What.\n * More. */\nconst a = {\n  // why\n  b: 'http://c', // d\n  e: 'f // g',\n};\n"
    assert slim(script) == "const a = {\nb: 'http://c',\ne: 'f // g',\n};\n"


def test_a_built_site_keeps_the_entries_alone(tmp_path: Path) -> None:
    """Scripts of the folder and of tools/ stay, joined; their parts are not served."""
    written(
        tmp_path / "assets",
        main='import { a } from "./lib/a.js";\nglobalThis.seen = a;\n',
        lib_a="export const a = 1;\n",
        tools_plan='import { a } from "../lib/a.js";\nglobalThis.seen = a + 1;\n',
    )
    write_scripts(tmp_path)
    found = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == {"assets/main.js", "assets/tools/plan.js"}
    assert "import" not in (tmp_path / "assets/tools/plan.js").read_text(encoding="utf-8")
