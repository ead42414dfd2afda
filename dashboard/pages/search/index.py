"""Everything that can be found, as whoever asks may see it, in one language."""

from collections.abc import Iterator
from typing import Final

from dashboard.address import Address, PageName
from dashboard.builds import per_viewer, register
from dashboard.help import help_page
from dashboard.lists import lists
from dashboard.pages.lists.table import list_says
from dashboard.pages.parts.entity_links import NOBODY, entity_name
from dashboard.pages.parts.view import View
from dashboard.pages.search.matching import Index, Named
from dashboard.topics import topics
from models.question import Viewer
from models.registers import registers
from models.store import OpenBuild

KEPT_INDEXES = 60
UNITS = ("faculty", "department")
NAMED: Final[tuple[PageName, ...]] = ("definitions", "quality", "export")
REGISTERS = {"partners": "partner", "programmes": "programme", "agreements": "agreement", "projects": "project"}
ALSO = ("erasmus_code", "pic", "oid", "ror_id", "schac", "isced_f", "programme_code", "call_id")


@per_viewer(KEPT_INDEXES)
def index(viewer: Viewer, build: OpenBuild, language: str, lang: str | None) -> Index:  # noqa: ARG001  # a key of the cache
    """What there is to find; `lang` is kept in the links where the reader's address has it."""
    view = View(Address(lang=lang, build=build.asked.name if build.asked else None), language, build)
    return Index([*_plan(view), *_indicators(view), *_pages(view), *_units(view), *_registers(view)])


def _plan(view: View) -> Iterator[Named]:
    for goal in view.build.plan.goals:
        to = view.address.to(goal=goal.id)
        name = f"{goal.id} {goal.short[view.language]}"
        yield Named("goal", name, to.href, goal.text[view.language], view.heading("dimension", "goal"))


def _indicators(view: View) -> Iterator[Named]:
    for indicator in view.build.indicators.values():
        name, definition = indicator.name[view.language], indicator.definition[view.language]
        yield Named(
            "indicator",
            name,
            view.address.indicator_page(indicator.id).href,
            indicator.id,
            view.text("search.indicator"),
            1,
        )
        yield Named(
            "definition",
            name,
            view.address.definitions(indicator.id).href,
            definition,
            view.text("search.definition"),
            4,
        )


def _pages(view: View) -> Iterator[Named]:
    """Topics, lists, help, and the pages that the menu names."""
    note, home = view.text("search.page"), view.address
    for topic in topics():
        says = view.text(f"topic_says.{topic.id}")
        yield Named("page", view.text(f"topic.{topic.id}"), home.topic_page(topic.id).href, says, note, 1)
    for listed in lists():
        says = list_says(listed, view)
        yield Named(
            "page", view.text(f"list.{listed.id}"), home.listed(listed.id).href, says, view.text("search.list"), 1
        )
    for name in ("reading", "limits"):
        page = help_page(name)
        words = " ".join([page.says[view.language], *(section.title[view.language] for section in page.sections)])
        yield Named("help", page.title[view.language], home.named(name).href, words, view.text("nav.help"), 1)
    for page_name in NAMED:
        yield Named("page", view.text(f"nav.{page_name}"), home.named(page_name).href, "", note, 1)


def _units(view: View) -> Iterator[Named]:
    """Units and countries; what represents none, and countries that nobody goes to or comes from, are left out."""
    for kind in (*UNITS, "country"):
        for key, names in view.build.labels.get(kind, {}).items():
            if key not in NOBODY:
                also = " ".join((key, names.get("short", "")))
                to = view.address.entity(kind, key)
                note = view.heading("dimension", kind)
                yield Named(kind, view.name_of(kind, key), to.href, also, note, 2)


def _registers(view: View) -> Iterator[Named]:
    for name, kind in REGISTERS.items():
        key = registers()[name].key
        note = view.heading("dimension", kind)
        for row in register(name, view.build):
            key_value = str(row[key])
            also = " ".join([key_value, *(str(row[column]) for column in ALSO if row.get(column))])
            weight = 2 if kind in ("partner", "programme") else 3
            yield Named(
                kind, entity_name(kind, key_value, view), view.address.entity(kind, key_value).href, also, note, weight
            )
    calls = {str(row["call_id"]) for row in register("projects", view.build)}
    for call in sorted(calls):
        note = view.heading("dimension", "call")
        yield Named("call", entity_name("call", call, view), view.address.entity("call", call).href, call, note, 3)
