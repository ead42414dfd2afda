"""Serving on this machine."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.dashboard import HOST
from dashboard.server import ServerError, run
from models.config import DEFAULT_CONFIG


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UTSYN_CONFIG", "UTSYN_WAREHOUSE"):  # which the server sets, and which must not outlast the test
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port, words = taken.getsockname()[1], list[str]()
        with pytest.raises(ServerError, match=f"port {port} .* --port"):
            run(DEFAULT_CONFIG, tmp_path, port, open_browser=False, say=words.append)
    assert words == []


@pytest.mark.slow
def test_the_landing_page_loads_no_charts_and_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import dashboard.builds, dashboard.pages, dashboard.pages.parts.frame, dashboard.pages.plan.page\n"
        "print([name for name in ('dashboard.figures.style', 'pandas', 'great_expectations') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.slow
def test_the_pages_keep_their_own_settings_of_streamlit() -> None:
    """Streamlit reads them from beside the app: an option that is set before it knows of the app hides the file."""
    code = (
        "from dashboard.server import application\n"
        "from streamlit import config\n"
        "application()\n"
        "print(config._config_options is None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "True"
