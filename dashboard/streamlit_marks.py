"""The marks that Streamlit puts on its own elements and that our style and scripts rely on, all in one place.

They are not part of what Streamlit promises, and may change with any version: `tests/dashboard/test_streamlit_marks.py`
names the one that went, and its line here is the only one to change. Style sheets and scripts write `.streamlit-main`.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit

STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"
# the scripts that draw what is on our pages; a browser learns of them only when the first piece has come
DRAWS_MARKUP, DRAWS_CHARTS = "BidiComponent", "PlotlyChart"
# in its page: its language, what starts it, and the font of text with the family's name that its script gives it later
LANGUAGE = re.compile(rb'<html lang="[^"]*"')
ENTRY = re.compile(rb'<script type="module" crossorigin src="([^"]+)"></script>')
FONT, FONT_FAMILY = re.compile(rb'href="(\./static/media/SourceSans[^"]+)"'), "Source Sans"
IMPORTS = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
MARKS = {
    "app": "stAppViewContainer",
    "main": "stMain",
    "content": "stMainBlockContainer",
    "block": "stVerticalBlock",
    "element": "stElementContainer",
    "header": "stHeader",
    "skip": "stSkipToContent",
    "menu": "stMainMenu",
    "deploy": "stAppDeployButton",
    "status": "stStatusWidget",
    "skeleton": "stSkeleton",
    "icon": "stIconMaterial",
    "sidebar": "stSidebar",
    "sidebar-inside": "stSidebarContent",
    "sidebar-content": "stSidebarUserContent",
    "sidebar-header": "stSidebarHeader",
    "sidebar-open": "stExpandSidebarButton",
    "sidebar-close": "stSidebarCollapseButton",
    "chart": "stPlotlyChart",
    "download": "stDownloadButton",
    "button-primary": "stBaseButton-primary",
    "button-secondary": "stBaseButton-secondary",
}
OURS = re.compile(r"\.streamlit-([a-z-]+)")


def with_marks(text: str) -> str:
    """A style sheet or script with Streamlit's marks in the place of our names. Raises KeyError for an unknown one."""
    return OURS.sub(lambda name: f"[data-testid={MARKS[name[1]]}]", text)


@cache
def scripts_of(component: str) -> tuple[str, ...]:
    """The script that draws a component and all that it imports; none where Streamlit names it otherwise."""
    names: dict[str, None] = {}
    waiting: Iterable[str] = sorted(path.name for path in STATIC.glob(f"{component}.*.js"))
    while waiting:
        names |= dict.fromkeys(waiting)
        imported = [name for one in waiting for name in IMPORTS.findall((STATIC / one).read_text(encoding="utf-8"))]
        waiting = [name for name in dict.fromkeys(imported) if name not in names and (STATIC / name).is_file()]
    return tuple(names)
