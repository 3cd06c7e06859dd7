"""Audits of the whole library as a table: `python benchmarks/audits.py` writes docs/audit-library.md anew."""

from __future__ import annotations

from pathlib import Path

from demerit.law.audit import Audit, audit_scheme
from demerit.schemes.loading import library

PAGE = Path(__file__).resolve().parent.parent / "docs" / "audit-library.md"
SIGNS = {"indicated": "●", "needs-facts": "?", "absent": "·", "not-applicable": "–"}
HEAD = """\
# Audits of the library

Made by `python benchmarks/audits.py` from the files as they ship, without a run; a test holds it against
them. What a status means, and what it never means, stands in [audits](audit.md).

● indicated, mostly provided conditions that no file settles; **?** needs facts; **·** absent: the file says
the contrary of an element; **–** not applicable: the clause protects nobody whom the file scores or treats

No sign clears a scheme, and the signs are not counted: they differ in weight, and one ● may be all there is.
"""


def page() -> str:
    """The page: a row a provision, a column a scheme; then why, for the two limbs of Article 5(1)(c)."""
    audits = [audit_scheme(document) for document in library()]
    names = [f"[{a.scheme.model.id}](schemes/{a.scheme.model.id}.md)" for a in audits]
    lines = [HEAD, _row(["provision", "", *names]), _row(["---"] * (len(names) + 2))]
    for clause in audits[0].clauses:
        signs = [SIGNS[audit.clause(clause.provision.id).status] for audit in audits]
        lines.append(_row([f"`{clause.provision.id}`", clause.provision.title, *signs]))
    lines += ["", "## Social scoring, scheme by scheme", ""]
    for audit in audits:
        lines += _limbs(audit)
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _limbs(audit: Audit) -> list[str]:
    """The reasons of both limbs of Article 5(1)(c)."""
    lines = [f"**{audit.scheme.model.id}**", ""]
    limbs = ("ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)")
    return [*lines, *(f"- `{limb}`: {audit.clause(limb).reason}" for limb in limbs), ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
