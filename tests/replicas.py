"""A small replication as a folder: people who walk once a day, of whom half go up."""

from __future__ import annotations

from pathlib import Path

from worlds import BEHAVIOUR, SCHEME, SOCIETY, channel, conduct, text_of

EXPECT = """format: demerit/expect/1
id: walkers
title: Walkers
paper: "Nobody 2001"
run: {people: 1000, days: 5, seed: 7, ledger: true}
variants:
  always: {society.life.opportunities.walk.act: 1.0}
  longer: {run.days: 9, scheme.conducts.walk.points: 3}
expect:
  - figure: walks a person
    sql: SELECT AVG(x) AS value, STDDEV(x) / SQRT(COUNT(*)) AS se FROM (SELECT acts * 1.0 AS x FROM people)
    runs: 2
    paper: 2.5
    tolerance: 0
    paper_place: p. 1
  - figure: walks a person who always goes
    variant: always
    sql: SELECT SUM(acts) * 1.0 / COUNT(*) FROM people
    paper: 5
    tolerance: 0
    paper_place: p. 2
  - figure: score after nine days
    variant: longer
    finding: score.mean
    runs: 3
    paper: 1013.5
    tolerance: 0.5
    paper_place: p. 3
  - figure: scatter of that
    variant: longer
    finding: score.mean
    stat: sd
    runs: 4
    paper: 0.7
    tolerance: 0.1
    paper_place: p. 4
"""


def a_replication(folder: Path, expect: str = EXPECT) -> Path:
    """Write the small replication into a folder."""
    walk = {"at_days": list(range(9)), "act": 0.5}
    files = {
        "scheme": text_of(
            {**SCHEME, "conducts": [conduct("walk", 1, channels=["camera"])], "channels": [channel()]}
        ),
        "society": text_of({**SOCIETY, "life": {"opportunities": {"walk": walk}}}),
        "behaviour": text_of(BEHAVIOUR),
        "expect": expect,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
