"""What a reader compares with: any day of which a build is kept, or an edition that was frozen."""

from dashboard.builds import frozen, kept_before
from dashboard.earlier_builds import Earlier, NothingEarlier
from dashboard.markup import Html, tag
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from pipelines.build_id import day_of

OFFERED = 6  # editions to choose from


def since_choice(since: Earlier | NothingEarlier, view: View) -> Html | None:
    """The field for a day, with the days that are kept, and the editions; None where nothing earlier is kept."""
    days, editions = [ref.day for ref in kept_before(view.build)], _editions(since, view)
    if not days:
        return editions
    kept = view.text(
        "changed.kept",
        n=view.number(len(days)),
        first=view.short_day(days[0]),
        last=view.short_day(days[-1]),
    )
    requested = day_of(view.address.since or "") or (since.day if isinstance(since, Earlier) else None)
    field = tag(
        "label",
        view.text("changed.day"),
        " ",
        tag(
            "input",
            type="date",
            name_="since",
            value=None if requested is None else requested.isoformat(),
            required=True,
        ),
    )
    form = tag("form", field, " ", tag("button", view.text("changed.compare"), class_="act"),
               data_query=view.address.to(since=None).href, class_="since-day")  # fmt: skip
    return tag("div", form, tag("p", kept, class_="foot"), editions, class_="since-choice")


def nothing(why: NothingEarlier, view: View, class_: str = "card") -> Html:
    """Why nothing is compared, and what to do."""
    kept = kept_before(view.build)
    oldest = view.short_day(kept[0].day) if kept else ""
    requested = day_of(view.address.since or "")
    since = view.address.since if requested is None else view.short_day(requested)
    return tag("p", view.text(f"changed_why.{why.reason}", since=since, oldest=oldest), class_=class_, role="status")


def since_words(since: Earlier, view: View) -> Html:
    """`12 Jun 2026 board-june`, or the day alone."""
    return tag("p", tag("b", view.short_day(since.day)), f" {since.name}" if since.name else None)


def _editions(since: Earlier | NothingEarlier, view: View) -> Html | None:
    """The frozen editions to compare with."""
    name = since.name if isinstance(since, Earlier) else None
    options = [
        Option(view.short_day(day), view.address.to(since=each), each == name, f"{each}, {view.short_day(day)}")
        for each, day in list(frozen().items())[:OFFERED]
    ]  # fmt: skip
    if len(options) == 1 and not options[0].chosen:
        [only] = options
        return tag("p", tag("a", only.title, href=only.address.href, data_go="edition"), class_="foot")
    return switch(view.text("changed.editions"), options)
