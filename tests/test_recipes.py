"""The recipes of CONTRIBUTING.md work: a stranger who follows one to the letter gets what it promises."""

import re
from pathlib import Path

import pytest
from recipes import ROOT, Block, Recipe, Unclear, change, copied, follow, recipes, run

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = recipes(TEXT)
FOLLOWED = [recipe for recipe in RECIPES if recipe.blocks]


class Followed:
    """A copy of the project in which one recipe after the other is followed, and what is left to prove."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.proofs: dict[str, list[str]] = {}

    def do(self, recipe: Recipe) -> None:
        if recipe.question not in self.proofs:
            self.proofs[recipe.question] = follow(recipe, self.root)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    return Followed(copied(tmp_path_factory.mktemp("clone")))


@pytest.fixture(scope="module")
def built(copy: Followed) -> Followed:
    """The same, built once after all recipes were followed."""
    for recipe in FOLLOWED:
        copy.do(recipe)
    run("make site", copy.root)
    return copy


@pytest.mark.parametrize("recipe", FOLLOWED, ids=lambda recipe: recipe.question)
def test_a_recipe_can_be_followed(copy: Followed, recipe: Recipe) -> None:
    """Its files, changes and commands fit the project, and the checks that it ends in are green."""
    copy.do(recipe)


@pytest.mark.parametrize("recipe", FOLLOWED, ids=lambda recipe: recipe.question)
def test_what_a_recipe_promises_is_on_the_site(built: Followed, recipe: Recipe) -> None:
    """What it looks for after `make site` is there."""
    for commands in built.proofs[recipe.question]:
        run(commands, built.root)


def test_each_recipe_ends_in_a_proof() -> None:
    """A command stands in each answer."""
    for recipe in RECIPES:
        assert re.search(r"make [a-z]+|\.venv/bin/|\.py\b", "\n".join(recipe.lines)), recipe.question


def test_the_commands_named_exist() -> None:
    """Each verb of make, each program and each of its options that CONTRIBUTING.md and README.md name."""
    verbs = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for text in (TEXT, (ROOT / "README.md").read_text("utf-8")):
        named = re.findall(r"(?:`|^)make ((?:[a-z-]+ ?)*)", text, re.M)
        assert {verb for words in named for verb in words.split()} <= verbs
        for program, words in re.findall(r"\.venv/bin/python (scripts/[\w/]+\.py)([^`\n]*)", text):
            code = (ROOT / program).read_text("utf-8")
            for option in re.findall(r"(?<!\S)--[a-z-]+", words):
                assert f'"{option}"' in code, (program, option)


def test_the_paths_named_exist() -> None:
    """A path in a recipe, outside its example, is one of the project's, or made by it."""
    made = (".build/", "site/", "/", "en/", "docs/_data/links.yml")
    for recipe in RECIPES:
        for path in re.findall(r"`((?:\w[\w-]*/)+[\w.-]*)`", "\n".join(recipe.lines)):
            if not path.startswith(made) and not (ROOT / path).exists():
                beside = [
                    folder
                    for folder in ("overrides", "scripts/guide", "overrides/tools")
                    if (ROOT / folder / path).exists()
                ]
                assert beside or "<" in path, (recipe.question, path)


def test_an_example_that_no_longer_fits_is_told(tmp_path: Path) -> None:
    """A sentence that is gone, or stands twice, is named with the line of the recipe."""
    file = tmp_path / "page.md"
    file.write_text("one\ntwo\ntwo\n")
    for old, times in (("three", 0), ("two", 2)):
        with pytest.raises(Unclear, match=f"line 7: page.md has {times} times: {old}"):
            change(file, Block("diff", "page.md", (f"-{old}", "+new"), 7))
    change(file, Block("diff", "page.md", ("+three",), 7))
    assert file.read_text() == "one\ntwo\ntwo\nthree\n"


def test_only_what_is_folded_is_followed() -> None:
    """A block outside a fold is an illustration; what stands in one belongs to the file named before."""
    text = "## … x?\n\n```sh\nfalse\n```\n\n<details><summary>E</summary>\n\nIn `a/b.md`:\n\n```diff\n+x\n```\n\n</details>\n"
    assert recipes(text)[0].blocks == [Block("diff", "a/b.md", ("+x",), 11)]
