"""Each piece of markup names the script, and a browser fetches it once."""

import re

from starlette.requests import Request

from dashboard.environment import SCRIPT
from dashboard.pages.parts.script import loader, script


def test_the_loader_names_a_script_that_a_browser_may_keep() -> None:
    (address,) = re.findall(r'import\(new URL\("([^"]+)", document.baseURI\)\)', loader())
    answered = script(Request({"type": "http"}))
    sent = bytes(answered.body).decode()
    assert f"/{address}".startswith(f"{SCRIPT}?v=")
    assert answered.media_type == "text/javascript"
    assert "immutable" in answered.headers["cache-control"]
    assert "export default function (component)" in sent
    assert len(loader()) < len(sent) / 10
