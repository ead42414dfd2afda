"""The marks that Streamlit puts on its own elements and that our style and scripts rely on, all in one place.

They are no part of what Streamlit promises, and may change with any version: `tests/dashboard/test_streamlit_marks.py`
names the one that went, and its line here is the only one to change. Style sheets and scripts write `.streamlit-main`.
"""

import re

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
