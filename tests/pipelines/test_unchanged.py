"""`--if-changed`: the same files, definitions and settings make no new build; whatever is another makes one."""

from pathlib import Path

import pytest

from models import definitions
from models.definitions import definitions_digest
from pipelines.build import BuildReport, Unchanged, build
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.pipelines.building import STAYS, certifier, config, write_inbox


@pytest.mark.slow
def test_what_is_published_already_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    inbox, home = write_inbox(tmp_path / "inbox"), Warehouse(tmp_path / "warehouse")

    def again(*, hold: bool = False) -> BuildReport:
        return build(config(), inbox, home.root, lambda *_: None, if_changed=True, hold=hold)

    first = again()
    (inbox / "units" / "README.md").write_text("no row")
    for hold in (False, True):
        with pytest.raises(Unchanged, match=first.build):
            again(hold=hold)
    assert [ref.id for ref in home.builds()] == [first.build]
    (inbox / "stays" / "2025.csv").write_text(STAYS.replace("2025-05-10,completed,NO", "2025-05-11,completed,NO"))
    assert again().published


def test_definitions_and_settings_are_part_of_what_a_build_is_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = definitions_digest(config())
    assert definitions_digest(config()) == now
    stricter = config().settings.model_copy(update={"suppress_below": 10})
    assert definitions_digest(config().model_copy(update={"settings": stricter})) != now
    (tmp_path / "campuses.csv").write_text("code,name_en\nhere,Here\n")
    own = {**config().code_lists, "campuses": tmp_path / "campuses.csv"}
    assert definitions_digest(config().model_copy(update={"code_lists": own})) != now
    (tmp_path / "stays.sql").write_text("select 1")
    monkeypatch.setitem(definitions.COPIED, "facts", tmp_path)
    assert definitions_digest(config()) != now
