"""Looking as somebody with fewer rights does: `seen_as=public` in the address of a page, a picture or a file."""

from dataclasses import replace

from dashboard.access.person import Person
from models.question import QuestionError, Viewer

SEEN_AS = "seen_as"  # the name of a query parameter


def previewing(person: Person, requested: str | None) -> Person:
    """The person with the rights asked for, where the person's own allow that; else as the person is."""
    if not requested:
        return person
    try:
        viewer = Viewer.parse(requested)
    except QuestionError:
        return person
    if not person.viewer.may_preview(viewer):
        return person
    return replace(person, viewer=person.viewer.previewing(viewer), own=person.viewer)
