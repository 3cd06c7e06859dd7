"""A small town that was lived under a scheme which soon sinks whoever crosses, with its report's folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demerit.report.folder import RunFolder, read_folder
from worlds import BEHAVIOUR, SOCIETY, channel, conduct, text_of


def a_town(folder: Path, life: Mapping[str, Any], **parts: Any) -> RunFolder:
    """200 people over 200 days; `parts` of the scheme are as they are given."""
    import demerit as dm  # noqa: PLC0415 - tests that need no run should not wait for it

    scheme = {
        "format": "demerit/scheme/1", "id": "rules", "title": "Rules",
        "score": {"start": 1000, "min": 600, "max": 1300},
        "bands": [{"id": "low", "from": 600, "weight": 1.0}, {"id": "high", "from": 980}],
        "channels": [channel()],
        "conducts": [conduct("crossing", channels=["camera"], lawful=False, unlawful_under="general-law")],
        **parts,
    }  # fmt: skip
    plain = {key: part for key, part in SOCIETY.items() if key not in {"error_tables", "groups"}}
    files = {"scheme": scheme, "society": {**plain, "life": life}, "behaviour": BEHAVIOUR}
    for name, held in files.items():
        (folder / f"{name}.yaml").write_text(text_of(held), encoding="utf-8")
    dm.run(
        folder / "scheme.yaml", folder / "society.yaml", behaviour=folder / "behaviour.yaml", people=200,
        days=200, workers=1, out=folder / "run",
    )  # fmt: skip
    return read_folder(folder / "run")
