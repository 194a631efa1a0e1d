"""Names of assets that hold the hash of their content."""

from pathlib import Path

import pytest

from guide.make.assets import AssetError, hash_assets
from guide.make.compressed import write_compressed
from guide.make.inline import PageError, finished

HEAD = '<html><head>\n<meta charset="utf-8">\n'


def assets(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / "assets" / name.replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def test_a_change_goes_up_through_all_that_name_a_file(tmp_path: Path) -> None:
    """A script that names another gets a new name when the other changes; one that does not, keeps its."""
    first = hash_assets(assets(tmp_path / "a", a_js='load("assets/b.js");', b_js="1", c_js="3"))
    second = hash_assets(assets(tmp_path / "b", a_js='load("assets/b.js");', b_js="2", c_js="3"))
    assert first["assets/a.js"] != second["assets/a.js"]
    assert first["assets/c.js"] == second["assets/c.js"]
    text = (tmp_path / "a" / first["assets/a.js"]).read_text("utf-8")
    assert text == f'load("{first["assets/b.js"]}");'
    assert not (tmp_path / "a/assets/b.js").exists()


def test_names_beside_the_script_are_found(tmp_path: Path) -> None:
    """A script may name a file as it stands from itself; texts that name no asset stay."""
    names = hash_assets(assets(tmp_path, a_js='new URL("b.css", here); "c.js"', b_css="p{}"))
    text = (tmp_path / names["assets/a.js"]).read_text("utf-8")
    assert text == f'new URL("{Path(names["assets/b.css"]).name}", here); "c.js"'


def test_what_cannot_be_renamed_is_an_error(tmp_path: Path) -> None:
    """A name put together at run time, and scripts that name each other, stop the build."""
    with pytest.raises(AssetError, match=r"a\.js mentions b\.js"):
        hash_assets(assets(tmp_path / "a", a_js="load(`${SITE}b.js`);", b_js=""))
    with pytest.raises(AssetError, match="names itself"):
        hash_assets(assets(tmp_path / "b", a_js='"b.js"', b_js='"a.js"'))


def test_pages_name_the_renamed_files_below_any_root(tmp_path: Path) -> None:
    """Relative addresses, and those from the root of a site in a folder, are both rewritten."""
    renamed = {"assets/a.js": "assets/a.0123456789.js"}
    for path, address in (("x/y/index.html", "../../assets/a"), ("404.html", "/guide/assets/a")):
        html = f'{HEAD}<script defer src="{address}.js"></script>\n</head>'
        made, _ = finished(html, path, "/guide/", tmp_path, renamed)
        assert f'src="{address}.0123456789.js"' in made


def test_a_page_with_a_policy_of_its_own_gets_ours(tmp_path: Path) -> None:
    """One source: what a template says of the policy is replaced."""
    html = f'{HEAD}<meta http-equiv="Content-Security-Policy" content="default-src *">\n</head>'
    made, _ = finished(html, "index.html", "/", tmp_path, {})
    assert made.count("Content-Security-Policy") == 1
    assert "default-src 'none'" in made
    with pytest.raises(PageError):
        finished("<html></html>", "index.html", "/", tmp_path, {})


def test_a_style_sheet_that_names_files_stays_out_of_pages(tmp_path: Path) -> None:
    """Its addresses would be read from each page's place."""
    names = hash_assets(assets(tmp_path, a_css="p { background: url(b.png) }"))
    html = f'{HEAD}<link rel="stylesheet" href="assets/a.css">\n</head>'
    with pytest.raises(PageError, match="names files"):
        finished(html, "index.html", "/", tmp_path, names)


def test_packing_is_the_same_with_and_without_its_cache(tmp_path: Path) -> None:
    """Without the cache, with it, and beside an older one, the same files come out; what is not smaller is not written."""
    made = []
    for name, cache in (("a", "cold"), ("b", "cold"), ("c", "other")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "page.html").write_text("<p>逾期</p>" * 200, encoding="utf-8")
        (folder / "tiny.txt").write_text("x", encoding="utf-8")
        write_compressed(folder, tmp_path / cache)
        made.append({f.name: f.read_bytes() for f in folder.iterdir()})
    assert made[0] == made[1] == made[2]
    assert sorted(made[0]) == ["page.html", "page.html.br", "page.html.gz", "page.html.zst", "tiny.txt"]
