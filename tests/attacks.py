"""Three files that put named people, as groups, under a score with chosen records: all made up."""

from __future__ import annotations

from pathlib import Path

PEOPLE = 20
DECLARED = 20_000

SOCIETY = """format: demerit/society/1
id: office
title: The office
people: {people}
margins:
  age_sex: {{columns: [age, sex], rows: [[18, female, 100], [18, male, 100]], assumed: true}}
groups:
{groups}
ties: {{friends: {{mean: 0}}, household: {{mean_size: 1}}}}
life:
  opportunities:
{days}
"""
SCHEME = """format: demerit/scheme/1
id: office-score
title: What the office thinks of each
score:
  start:
    by: group
    shares:
{starts}
  min: 0
  max: 1000
bands:
  - {id: low, from: 0}
  - {id: high, from: 610}
channels:
  - {id: manager, kind: report, detects: 1.0}
conducts:
  - {id: late, subject: person, family: work, context: work, points: -10, channels: [manager]}
"""
BEHAVIOUR = "format: demerit/behaviour/1\nid: as-told\ntitle: As told\n"


def attack(folder: Path, *, declared: int, telling: bool = False) -> tuple[Path, Path, Path]:
    """Scheme, society and behaviour; `telling`: with numbers of documents and telephones in the titles."""
    groups, days, starts = [], [], []
    for n in range(PEOPLE):
        number = f", passport C01X0{n:02}T47, +49 30 12345{n:02}" if telling else ""
        groups.append(f'  - {{id: m{n:02}, share: 0.05, title: "Member {n}{number}", assumed: true}}')
        who = f"who: {{group: [m{n:02}]}}, takes: late, assumed: true"
        days.append(f"    late-{n:02}: {{at_days: [{3 + n}, {9 + n}], act: 1.0, {who}}}")
        starts.append(f"      m{n:02}: {{{600 + n}: 1.0}}")
    text = SOCIETY.format(people=declared, groups="\n".join(groups), days="\n".join(days))
    files = {
        "scheme.yaml": SCHEME.replace("{starts}", "\n".join(starts)),
        "society.yaml": text,
        "behaviour.yaml": BEHAVIOUR,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    scheme, society, behaviour = (folder / name for name in files)
    return scheme, society, behaviour
