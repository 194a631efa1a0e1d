"""What is true of any folder of HTML, whoever made it. It imports no more than that takes."""

from guide.built.rules import files, ids, links, redirects
from guide.rule import Rule

RULES: tuple[Rule, ...] = (
    links.broken_href,
    links.broken_fragment,
    links.broken_asset,
    ids.duplicate_id,
    redirects.redirect_loop,
    files.unreadable_file,
)
