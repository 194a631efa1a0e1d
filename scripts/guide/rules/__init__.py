"""The rules, in a list one can read. A rule goes in here when it has a fixture in tests/sites/."""

from guide.rule import Rule
from guide.rules import built, files, headings, law, ledger, links, parameters, reach, translations, words

SOURCE_RULES: tuple[Rule, ...] = (
    files.unreadable_file,
    files.claim_without_place,
    files.unknown_page,
    ledger.page_without_permalink,
    ledger.reused_code,
    ledger.altered_ledger,
    ledger.lost_address,
    ledger.broken_redirect,
    links.unknown_reference,
    links.broken_link,
    links.broken_anchor,
    links.missing_snippet,
    links.recursive_snippet,
    links.unknown_listing,
    headings.heading_without_id,
    headings.duplicate_id,
    headings.skipped_heading_level,
    translations.untranslated_page,
    translations.stale_translation,
    translations.heading_mismatch,
    translations.reference_mismatch,
    translations.fact_in_translation,
    translations.number_mismatch,
    law.unsourced_claim,
    law.unused_source,
    law.overdue_review,
    law.expired_claim,
    parameters.unknown_article,
    reach.orphan_page,
    reach.dead_end_page,
    reach.unused_snippet,
    reach.unlinked_first_mention,
    words.long_sentence,
    words.long_title,
    words.heavy_page,
    words.off_term,
)

BUILT_RULES: tuple[Rule, ...] = (
    built.broken_href,
    built.wrong_lang,
    built.wrong_locale_link,
)
