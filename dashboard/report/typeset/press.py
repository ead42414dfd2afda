"""The typesetter: JSON and templates in, pdf and png out, with the fonts that ship and no clock but the build's."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.report.typeset.letters import FONTS, drawn

TEMPLATES = Path(__file__).parent
ACCESSIBLE: Final = "ua-1"
DOTS = 216  # per inch: two and a quarter for each unit of a drawing, 999 for its width


def pdf(content: dict[str, Any], built_at: str) -> bytes:
    """The report as tagged pdf (PDF/UA-1), dated by the build."""
    built = int(datetime.fromisoformat(built_at).timestamp())
    [made] = _made(_compiler("report.typ", content).compile(format="pdf", pdf_standards=ACCESSIBLE, timestamp=built))
    return made


def png(drawings: Sequence[str]) -> list[bytes]:
    """Every drawing (SVG) as a picture of dots."""
    if not drawings:
        return []
    return _made(_compiler("pictures.typ", {"drawings": list(drawings)}).compile(format="png", ppi=DOTS))


def _made(pages: bytes | list[bytes] | None) -> list[bytes]:
    """Without a file to write to, the typesetter gives one page as it is and several as a list."""
    if pages is None:
        raise RuntimeError("the typesetter gave no page")
    return [pages] if isinstance(pages, bytes) else pages


def _compiler(template: str, content: dict[str, Any]) -> typst.Compiler:
    document = json.dumps(drawn(content), ensure_ascii=False)
    return typst.Compiler(
        input=str(TEMPLATES / template), root=str(TEMPLATES), font_paths=_fonts(), sys_inputs={"content": document}
    )


@cache
def _fonts() -> typst.Fonts:
    """Ours, and those within the typesetter; none of the machine's, so that every machine gives the same bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
