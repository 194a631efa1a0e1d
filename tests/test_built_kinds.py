"""Each kind of fault that link checkers look for, and what looks like one and is none."""

from pathlib import Path

import pytest

from guide.built.load import load_built
from guide.built.rules.of_any_folder import RULES
from guide.rule import run

MAP = "<map name=m><area href=a.html></map>"


def found(root: Path, name: str = "page.html") -> list[str]:
    """The rules that find something on one page of a folder."""
    return [p.rule for p in run(RULES, load_built(root)) if p.place.path == name]


def folder(root: Path) -> Path:
    """A folder with two pages, a picture, and a page that leads on to another."""
    (root / "a.html").write_text('<h2 id="in">x</h2><h2 id="user-content-made">x</h2>')
    (root / "pic.png").write_bytes(b"")
    (root / "moved").mkdir()
    (root / "moved" / "index.html").write_text('<meta http-equiv=refresh content="0; url=../a.html">')
    (root / "away").mkdir()
    (root / "away" / "index.html").write_text('<meta http-equiv=refresh content="0;url=//host.example/">')
    return root


@pytest.mark.parametrize(
    "text",
    [
        "<img alt=x>",
        "<img src='' alt=x>",
        "<img src=' '>",
        "<img>",
        "<picture><source srcset=pic.png><img alt=x></picture>",
        "<img srcset='gone.png 1x, pic.png 2x' src=pic.png>",
        "<img srcset='pic.png 1x, gone.png 2x'>",
        "<link rel=icon href=''>",
        "<link rel=stylesheet>",
        "<link rel=stylesheet href=gone.css>",
        "<script src=''></script>",
        "<script></script>",
        "<script src=gone.js></script>",
        "<video src=gone.mp4></video>",
        "<video poster=gone.png></video>",
        "<audio><source src=gone.mp3></audio>",
        "<video><track src=gone.vtt></video>",
        "<object data=gone.svg></object>",
        "<embed src=gone.svg>",
        "<iframe src=gone.html></iframe>",
        "<meta http-equiv=refresh content=''>",
        "<meta http-equiv=refresh>",
        "<meta http-equiv=refresh content='soon'>",
        "<meta http-equiv=refresh content='0; url=gone.html'>",
        "<meta property=og:image content=''>",
        "<meta property=og:image>",
        "<meta property=og:image content=gone.png>",
        "<meta property=og:url content=''>",
        "<meta property=og:url>",
        f"{MAP}<img src=pic.png usemap=m>",
        f"{MAP}<img src=pic.png usemap=''>",
        f"{MAP}<img src=pic.png usemap=#n>",
        f"{MAP}<a href=a.html><img src=pic.png usemap=#m></a>",
        f"{MAP}<button><b><img src=pic.png usemap=#m></b></button>",
        f"{MAP}<map name=n><area href=gone.html></map>",
        "<a href=mailto:>x</a>",
        "<a href='mailto: '>x</a>",
        "<a href=mailto:me>x</a>",
        "<a href=mailto:@host.example>x</a>",
        "<a href=mailto:me%@host.example>x</a>",
        "<a href=tel:>x</a>",
        "<a href='https://'>x</a>",
        "<a href='https:/ /host'>x</a>",
        "<a href='https;//host.example/'>x</a>",
        "<a href='https://ho]st/'>x</a>",
        "<a href='https://host.example:port/'>x</a>",
        "<a href='//////'>x</a>",
        "<a href=me@host.example>x</a>",
        "<a href='?q=1#gone'>x</a>",
        "<a href=a.html#gone>x</a>",
        "<a href=a.html#IN>x</a>",
        "<a href=moved/#gone>x</a>",
        "<area href=gone.html>",
        "<form action=gone.html></form>",
        "<pre><code><a href=gone.html>x</a></code></pre>",
        "<noscript><img src=gone.png></noscript>",
        "<a rel=nofollow href=gone.html>x</a>",
    ],
)
def test_a_fault_is_found(tmp_path: Path, text: str) -> None:
    """One fault on the page, and one finding."""
    folder(tmp_path).joinpath("page.html").write_text(f"<!doctype html><title>x</title>{text}")
    assert len(found(tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<a>x</a>",
        "<a name=x></a><a id=y></a><a href=#x>x</a>",
        "<a href=''>x</a>",
        "<a href=#>x</a>",
        "<a href=#top>x</a>",
        "<a href=a.html#>x</a>",
        "<a href=a.html#:~:text=x>x</a>",
        "<a href=a.html#in:~:text=x>x</a>",
        "<a href=a.html#made>x</a>",
        "<a href=moved/#in>x</a>",
        "<a href=away/#gone>x</a>",
        "<a href=moved>x</a>",
        "<a href=a.html?q=1#in>x</a>",
        "<a href=pic.png#xywh=1,2,3,4>x</a>",
        "<img src=pic.png>",
        "<img srcset='pic.png 1x' alt=x>",
        "<img data-src=pic.png alt=x>",
        "<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= alt=x>",
        "<link rel=preconnect href=https://host.example><link rel=dns-prefetch href=//host.example>",
        "<link rel=stylesheet href=gone.css disabled>",
        "<link rel=preload as=image imagesrcset='pic.png 1x'>",
        "<script>1</script><script type=module>1</script>",
        "<script type=text/plain><a href=gone.html>x</a></script>",
        "<!-- <a href=gone.html>x</a> -->",
        "<template><a href=gone.html>x</a></template>",
        "<textarea><a href=gone.html>x</a></textarea>",
        "<meta http-equiv=refresh content=300>",
        "<meta http-equiv=content-type content='text/html; charset=utf-8'>",
        "<meta name=description content=gone.png>",
        f"{MAP}<img src=pic.png usemap=#m>",
        f"{MAP}<object data=pic.png usemap=#m></object>",
        "<map id=i><area href=a.html></map><img src=pic.png usemap=#i>",
        "<a href='mailto:me@host.example?subject=%5Bx%5D'>x</a>",
        "<a href='mailto:?subject=x'>x</a>",
        "<a href=tel:+86-10-12345678>x</a>",
        "<a href=irc://host.example/%23room>x</a>",
        "<a href=data:,x>x</a>",
        "<a href=javascript:void(0)>x</a>",
        "<a href='https://例子.example/路?a|b'>x</a>",
        "<a href=gone.html data-proofer-ignore>x</a>",
        "<div data-proofer-ignore><p><a href=gone.html>x</a></p></div>",
        "<div class='a data-proofer-ignore'><p><img src=gone.png></p></div>",
        "<html prefix='og: https://ogp.me/ns#'>",
        "<base href=''><a href=a.html>x</a>",
        "<base href=moved/><a href=../a.html>x</a>",
        "<base href=https://host.example/><a href=gone.html>x</a><img src=gone.png>",
        "<base target=_blank><a href=a.html>x</a>",
    ],
)
def test_what_is_fine_is_left_alone(tmp_path: Path, text: str) -> None:
    """Nothing on the page is at fault, and nothing is found."""
    folder(tmp_path).joinpath("page.html").write_text(f"<!doctype html><title>x</title>{text}")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "is_fine"),
    [
        ("/old /a.html", True),
        ("/old /gone", False),
        ("/old/* /gone", False),
        ("/old/* /new/:splat", True),
        ("/old/:name /new/:name", True),
        ("/old/@name/x /new/@name", True),
        ("/old /@name", False),
        ("/old https://host.example/gone", True),
    ],
)
def test_redirects_of_the_host_lead_somewhere(tmp_path: Path, line: str, is_fine: bool) -> None:
    """A target is checked, unless only the host can know what it will be."""
    folder(tmp_path).joinpath("_redirects").write_text(f"{line}\n")
    assert (found(tmp_path, "_redirects") == []) is is_fine
