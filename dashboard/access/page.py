"""The few pages of signing in that are drawn without Streamlit: why it did not work, and what to do."""

from starlette.responses import HTMLResponse

from dashboard.markup import Html, tag
from dashboard.text import text
from dashboard.theme.tokens import COLOURS, DARK

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-content:center;"
    f"background:{COLOURS['ground']};color:{COLOURS['ink']}}}main{{max-width:34rem;padding:2rem}}"
    f"a{{color:{COLOURS['blue']}}}@media(prefers-color-scheme:dark){{"
    f"body{{background:{DARK['ground']};color:{DARK['ink']}}}a{{color:{DARK['blue']}}}}}"
)


def page(reason: str, language: str, status: int, *, again: str, **values: str) -> HTMLResponse:
    """A page that says one thing: `sign_in.<reason>_title`, `sign_in.<reason>`, and the way to try again."""
    title = text(f"sign_in.{reason}_title", language)
    link = tag("a", text("sign_in.again", language), href=again)
    body = tag("main", tag("h1", title), tag("p", text(f"sign_in.{reason}", language, **values)), tag("p", link))
    head = tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
        tag("title", title),
        tag("style", Html(STYLE)),
    )
    return HTMLResponse(
        f"<!doctype html>{tag('html', head, tag('body', body), lang=language)}",
        status,
        headers={"cache-control": "no-store"},
    )
