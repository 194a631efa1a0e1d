"""What we ask of our own site besides. By name these rules can be run on any folder."""

from guide.built.rules import languages, links, pages, redirects
from guide.rule import Rule

RULES: tuple[Rule, ...] = (
    links.broken_idref,
    languages.wrong_lang,
    languages.wrong_locale_link,
    languages.hreflang_not_reciprocal,
    languages.unconverted_text,
    redirects.redirect_chain,
    redirects.lost_url,
    pages.foreign_request,
    pages.insecure_link,
    pages.duplicate_title,
    pages.bad_json_ld,
)
