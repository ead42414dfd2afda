"""Which thing a page is about: its kind, its key, its row of the register, and how its figures are narrowed to it."""

from dataclasses import dataclass

from dashboard.builds import entry
from dashboard.entities import Entity, Section, entities
from dashboard.pages.lists.scopes import is_there
from dashboard.pages.parts.entity_links import entity_name
from dashboard.pages.parts.view import View
from models.question import Where
from models.registers import Entry


@dataclass(frozen=True)
class Subject:
    """A thing that is there; `row` is empty where no register holds more of it than its name."""

    entity: Entity
    key: str
    row: Entry
    name: str

    @property
    def scope(self) -> tuple[str, str]:
        """What keeps the rows of a list that belong to it."""
        return self.entity.id, self.key

    def where(self, section: Section) -> Where:
        """What keeps the figures of a section: the thing itself, or another that its row names."""
        if section.as_:
            return {section.as_: (str(self.row[section.of]),)}
        return {self.entity.narrow: (self.key,)} if self.entity.narrow else {}


def subject(view: View) -> Subject | None:
    """What the address names; None where it is not there or this reader may not see it."""
    entity, key = entities()[view.address.view or ""], view.address.id or ""
    if not is_there(entity.id, key, view):
        return None
    row = entry(entity.register_, key, view.build, entity.key or None) if entity.register_ else None
    return Subject(entity, key, row or {}, entity_name(entity.id, key, view))
