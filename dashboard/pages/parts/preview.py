"""Looking as others do: the choice in the sidebar, and the band above what is seen so."""

from collections.abc import Iterator

from dashboard.access.person import PUBLIC, Person
from dashboard.address import Address
from dashboard.markup import Html, tag
from dashboard.text import text
from dashboard.text.labels import word
from models.question import Viewer


def preview_choice(person: Person, address: Address, language: str) -> Html | None:
    """The viewers that this person may look as, and the way back; None where there is none."""
    own_rights = person.own or person.viewer
    others = [viewer for viewer in _viewers(address) if own_rights.may_preview(viewer)]
    if not others:
        return None
    links = [_link(None, own_rights, person, address, language)]
    links += [_link(str(viewer), own_rights.previewing(viewer), person, address, language) for viewer in others]
    label = text("preview.label", language)
    return tag("nav", tag("p", label, class_="over"), *links, aria_label=label, class_="builds")


def preview_band(person: Person, address: Address, language: str) -> Html | None:
    """What is above every page while somebody looks as another viewer does."""
    if person.own is None:
        return None
    sentence = text("preview.page", language, rights=_named(person.viewer, language))
    back = tag("a", text("preview.back", language), href=address.to(seen_as=None).href, data_go="preview-back")
    return tag("p", tag("strong", sentence), " ", back, class_="notice frozen", role="status")


def _viewers(address: Address) -> Iterator[Viewer]:
    yield PUBLIC
    yield Viewer("viewer")
    unit = address.department or address.faculty
    if unit:  # one that is not there gives words
        yield Viewer("unit_analyst", unit)


def _link(requested: str | None, viewer: Viewer, person: Person, address: Address, language: str) -> Html:
    name = text("preview.own", language) if requested is None else _named(viewer, language)
    return tag(
        "a",
        name,
        href=address.to(seen_as=requested).href,
        data_go=f"preview-{requested or 'own'}",
        aria_current="true" if viewer == person.viewer else None,
    )


def _named(viewer: Viewer, language: str) -> str:
    name = word("rights", viewer.role, language)
    return f"{name} {viewer.unit}" if viewer.unit else name
