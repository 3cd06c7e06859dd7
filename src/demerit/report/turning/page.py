"""A page of its own for what a study of turning found: what was asked of which schemes, then the answer."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.report.document import document, status_card
from demerit.report.markup import Child, tag
from demerit.report.sections.section import Section
from demerit.report.words import years
from demerit.world.job import Job


def page(jobs: Sequence[Job], question: str, body: Sequence[Child]) -> str:
    """Each scheme's card, what was lived, the question and its answer."""
    schemes, job = [job.scheme.model for job in jobs], jobs[0]
    title = " and ".join(dict.fromkeys(model.title for model in schemes))
    society = job.society.model.title
    setting = f"{society} · {job.people:,} synthetic people · {years(job.days)} · seed {job.seed}"
    head = tag(
        "header",
        tag("h1", question),
        tag("p", setting, class_="setting"),
        [status_card(model, whose=f"{model.title}: ") for model in schemes],
    )
    section = Section(anchor="answer", question=title, body=tuple(body)).markup()
    footer = tag("footer", tag("p", "Simulations in a synthetic society; nobody real was scored."))
    main = tag("main", head, section, id="top")
    skip = tag("a", "Skip to the answer", href="#answer", class_="skip")
    return document(f"{question} {title}", skip, main, footer, styles=("style.css",))
