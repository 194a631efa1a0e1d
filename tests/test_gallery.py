"""The gallery that `make gallery` renews."""

from pathlib import Path

from PIL import Image

import gallery

SITE = Path(__file__).resolve().parents[1] / "site"


def test_each_template_has_its_sheet_and_all_are_small() -> None:
    """One sheet a template and no other, each with three columns; at most 2 MB in all."""
    files = {file.stem: file for file in gallery.GALLERY.glob("*.webp")}
    assert files.keys() == gallery.TEMPLATES.keys()
    for file in files.values():
        assert Image.open(file).width == 3 * (gallery.SHRUNK + gallery.GAP)
    assert sum(file.stat().st_size for file in files.values()) <= 2_100_000


def test_each_template_is_a_page() -> None:
    """The pages of the gallery are built, in each language."""
    for path in gallery.TEMPLATES.values():
        for home in gallery.LANGUAGES:
            name = home + path.partition("#")[0]
            assert (SITE / name / "index.html").is_file() or (SITE / name).is_file(), name
