"""A tiny inbox and a certifier that answers at once: what tests of the build are made of."""

import sys
from pathlib import Path

from models.config import Config, load_config

STAYS = """\
stay_id,person_id,direction,scheme,activity,country,unit_code,degree_level,date_from,date_to,status,citizenship
S1,P1,out,erasmus_plus,study,DE,631000,master,2025-01-10,2025-05-10,completed,NO
S2,P2,out,erasmus_plus,study,FR,999999,master,2025-01-10,2025-05-10,completed,NO
S3,P3,out,erasmus_plus,study,DE,631000,master,2025-05-10,2025-01-10,completed,NO
S1,P1,out,erasmus_plus,study,DE,631000,master,2025-01-10,2025-05-10,completed,NO
"""
# One in five is more than a feed's rules allow: a build with this row is not published.
CONFLICT = "S1,P1,out,erasmus_plus,study,ES,631000,master,2025-01-10,2025-05-10,completed,NO\n"
UNITS = """\
unit_code,parent_code,unit_level,name_nb,name_en,short_name,valid_from,valid_to,successor_code
000000,,institution,Universitetet,The University,U,2000-01-01,,
630000,000000,faculty,Fakultetet,The Faculty,F,2000-01-01,,
631000,630000,department,Instituttet,The Department,D,2000-01-01,,
"""
# Answers with the results given as JSON in its last argument.
CERTIFIER = """\
import json, sys
print("ready", flush=True)
sys.stdin.read()
print(json.dumps({"results": json.loads(sys.argv[1])}))
"""


def config() -> Config:
    """The default institution."""
    return load_config()


def write_inbox(inbox: Path) -> Path:
    """Two feeds, one file each; the stays hold a duplicate, an orphan and a stay that ends too early."""
    for name, text in (("stays/2025.csv", STAYS), ("units/units.csv", UNITS)):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return inbox


def certifier(results: str = "[]") -> tuple[str, ...]:
    """The command of a certifier that gives these results."""
    return (sys.executable, "-c", CERTIFIER, results)
