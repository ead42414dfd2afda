"""The terms of a figure explained: what it is, how it was counted, what was left out, when it was made."""

from datetime import date

from dashboard.definitions.description import break_years, terms_of
from dashboard.format import cell, day, number, rounded_count
from dashboard.incomplete_years import incomplete_words
from dashboard.text import text
from dashboard.text.labels import member_name, word
from models.answer import Row
from models.explanation import About, QuarantinedRows

JOINED = " · "


def terms(about: About, language: str) -> list[tuple[str, str]]:
    """(term, words) in the order they are read."""
    indicator, meta = about.indicator, about.meta
    of_indicator = terms_of(indicator, about.goals, language)
    pairs = [(text("about.figure", language), cell(about.row, meta.unit, language))] if about.row else []
    pairs += _parts(about, language)
    pairs.append((text("about.asked", language), _asked(about, language)))
    if words := incomplete_words(meta, language):
        pairs.append((text("about.incomplete", language), JOINED.join(words)))
    if not meta.has_history:
        pairs.append((text("about.history", language), text("foot.no_history", language)))
    pairs.append((text("definitions.reference_date", language), word("reference_date", meta.dated_by, language)))
    pairs += [of_indicator[name] for name in ("calendar", "kind", "direction", "evidence")]
    pairs.append((text("about.suppression", language), _suppression(about, language)))
    pairs.append((text("about.quarantined", language), _quarantined(about, language)))
    pairs += [(text("definitions.caveat", language), caveat[language]) for caveat in indicator.caveats]
    pairs += [(f"{text('definitions.break', language)} {break_years(b)}", b.text[language]) for b in about.breaks]
    pairs += [of_indicator[name] for name in ("goals", "owner", "version")]
    pairs.append((text("about.build", language), _build(about, language)))
    return pairs


def _parts(about: About, language: str) -> list[tuple[str, str]]:
    """Numerator and denominator: their numbers, where there is one figure, and how each is counted."""
    indicator, row = about.indicator, about.row
    parts = [
        (text("goal.numerator", language), _part(indicator.numerator, row, row.numerator if row else None, language))
    ]
    if indicator.denominator:
        words = _part(indicator.denominator, row, row.denominator if row else None, language)
        parts.append((text("goal.denominator", language), words))
    return parts


def _part(sql: str, row: Row | None, count: float | None, language: str) -> str:
    if row is None:
        return sql
    return f"{row.sign or '' if count is None else number(count, language)} = {sql}"


def _asked(about: About, language: str) -> str:
    question, labels = about.question, about.meta.labels
    years = question.years and (
        str(question.years[0]) if len(set(question.years)) == 1 else "–".join(map(str, question.years))
    )
    parts = [years or text("about.all_years", language)]
    for dimension, members in question.where.items():
        names = ", ".join(member_name(labels, dimension, member, language) for member in members)
        parts.append(f"{word('dimension', dimension, language)}: {names}")
    if not question.where:
        parts.append(text("plan.whole", language))
    if question.by:
        dimensions = ", ".join(word("dimension", name, language) for name in question.by)
        parts.append(text("about.by", language, dimensions=dimensions))
    if {"faculty", "department"} & {*question.by, *question.where}:
        parts.append(text("foot.units", language, units=word("units", question.units, language)))
    return JOINED.join(parts)


def _suppression(about: About, language: str) -> str:
    parts = [word("rounding", about.meta.rounding, language)]
    if not about.indicator.persons:
        parts.append(text("definitions.no_persons", language))
    if about.suppresses_below is not None:
        parts.append(text("about.suppresses_below", language, n=about.suppresses_below))
    if about.meta.suppressed_cells:
        parts.append(text("about.suppressed_cells", language, n=number(about.meta.suppressed_cells, language)))
    return JOINED.join(parts)


def _quarantined(about: About, language: str) -> str:
    if about.quarantined is None:
        return text("about.quarantined_unknown", language)
    return JOINED.join(
        sentence for feed in about.quarantined for sentence in _of_feed(feed, about.meta.rounding == "exact", language)
    ) or text("about.quarantined_none", language)


def _rows(count: int, is_exact: bool, language: str) -> str:
    """A row is most often a person: small counts of rows are suppressed for whoever does not see exact figures."""
    return number(count, language) if is_exact else rounded_count(count, language)


def _of_feed(quarantined: QuarantinedRows, is_exact: bool, language: str) -> list[str]:
    feed = word("feed", quarantined.feed, language)
    sentences = []
    if quarantined.in_years:
        rows = _rows(quarantined.in_years, is_exact, language)
        sentences.append(text("about.quarantined_in", language, rows=rows, feed=feed, column=quarantined.dated_by))
    if quarantined.undated:
        sentences.append(
            text("about.quarantined_undated", language, rows=_rows(quarantined.undated, is_exact, language), feed=feed)
        )
    return sentences


def _build(about: About, language: str) -> str:
    meta = about.meta
    certified = "plan.certified" if meta.certified else "plan.not_certified"
    parts = [meta.build, text(certified, language, day=day(date.fromisoformat(meta.built_at[:10]), language))]
    if about.data_until is not None:
        parts.append(text("foot.data_until", language, day=day(about.data_until, language)))
    parts.append(text("foot.as_of", language, day=day(about.as_of, language)))
    return JOINED.join(parts)
