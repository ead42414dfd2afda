"""The head of the page: what a pack is, and the choices that make one."""

from dashboard import builds
from dashboard.markup import Html, tag
from dashboard.pages.export.choice import PUBLIC, Choice
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.report.words import rights_of
from data_contracts.text import LANGUAGES


def title(view: View) -> Html:
    """What the page is for."""
    return tag("header", tag("h1", view.text("export.title")), tag("p", view.text("export.says"), class_="sub"))


def nothing(view: View) -> Html:
    """Where the build has no figure to take out."""
    return tag("div", title(view), tag("div", tag("p", view.text("export.nothing")), class_="card empty"))


def choices(chosen: Choice, view: View) -> Html:
    """Year, languages, rights and build, each a link; below them what the rights suppress."""
    return tag(
        "div",
        title(view),
        tag(
            "dl",
            *_chosen(view.text("export.year"), _years(chosen, view), str(chosen.year)),
            *_chosen(view.text("export.languages"), _languages(chosen, view), LANGUAGES[chosen.languages[0]].name),
            *_chosen(view.text("export.rights"), _rights(chosen, view), None),
            tag("dd", rights_of(chosen.viewer, view.build, view.language), class_="foot"),
            *_chosen(view.text("export.build"), _builds(view), None),
            tag("dd", view.text("export.from", build=view.build.id, day=view.built), class_="foot"),
            class_="order",
        ),
    )


def _chosen(label: str, options: Html | None, alone: str | None) -> tuple[Html, ...]:
    """A choice with its label; what replaces one that is none."""
    shown = options if options is not None else alone
    return (tag("dt", label), tag("dd", shown)) if shown is not None else (tag("dt", label),)


def _years(chosen: Choice, view: View) -> Html | None:
    to = view.address.to
    options = [Option(str(year), to(year=str(year)), year == chosen.year) for year in chosen.years]
    return switch(view.text("export.year"), options)


def _languages(chosen: Choice, view: View) -> Html | None:
    to = view.address.to
    offered = view.build.config.languages
    if len(offered) == 1:
        return None
    every = Option(view.text("export.every_language"), to(languages=None), chosen.languages == offered)
    ones = [Option(LANGUAGES[one].name, to(languages=one), chosen.languages == (one,)) for one in offered]
    return switch(view.text("export.languages"), (every, *ones))


def _rights(chosen: Choice, view: View) -> Html | None:
    if builds.serving().viewer == PUBLIC:
        return None
    to = view.address.to
    public = Option(view.text("export.as_public"), to(rights=None), chosen.rights == "public")
    return switch(
        view.text("export.rights"), (public, Option(view.text("export.own"), to(rights="own"), chosen.rights == "own"))
    )


def _builds(view: View) -> Html | None:
    to, here = view.address.to, view.address.build
    latest = Option(view.text("frozen.latest"), to(build=None), here is None)
    kept = [
        Option(view.text("frozen.listed", name=name, day=view.short_day(day)), to(build=name), here == name)
        for name, day in builds.frozen().items()
    ]
    return switch(view.text("export.build"), (latest, *kept))
