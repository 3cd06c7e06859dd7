"""The libraries as the page lists them: schemes with their cards, societies with their groups."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from demerit import api
from demerit.findings.wording import spoken
from demerit.formats.library import files
from demerit.formats.values import every_number
from demerit.report.life.story import scored
from demerit.schemes.loading import library
from demerit.schemes.model import Scheme
from demerit.schemes.treatments import PREFERRING, Price, Taxation, Treatment
from demerit.societies.loading import BEHAVIOURS, load_behaviour, societies
from demerit.societies.model import Society
from demerit.web.data import shipped
from demerit.web.findings import card


@cache
def library_told() -> dict[str, Any]:
    """All that ships: schemes, societies, behaviours."""
    return {
        "schemes": [_scheme(document.model) for document in library()],
        "societies": [_society(document.model) for document in societies()],
        "behaviours": [
            {"id": file.stem, "title": load_behaviour(file).model.title} for file in files(BEHAVIOURS)
        ],
    }


def _scheme(scheme: Scheme) -> dict[str, Any]:
    """A scheme of the library: what it is, of whom, and what is disputed."""
    shown = settings().get(scheme.id, {})
    return {
        "id": scheme.id, "title": scheme.title, "authority": scheme.authority, "status": scheme.status,
        "years": scheme.years, "card": card(scheme), "use": scheme.use.model_dump(mode="json"),
        "scores": scored(scheme), "society": shown.get("society", api.DEFAULT_SOCIETY),
        "behaviour": shown.get("behaviour", api.DEFAULT_BEHAVIOUR),
        "counts": {
            "bands": len(scheme.bands), "channels": len(scheme.channels), "conducts": len(scheme.conducts),
            "treatments": len(scheme.treatments), "rewards_only": rewards_only(scheme),
        },
        "sources": [{"id": id_, **source.model_dump(mode="json")} for id_, source in scheme.sources.items()],
    }  # fmt: skip


def rewards_only(scheme: Scheme) -> bool:
    """Whether nothing costs points and nobody is treated worse."""
    losing = any(min(every_number(conduct.points)) < 0 for conduct in scheme.conducts)
    return not losing and not any(map(is_worse, scheme.treatments))


def is_worse(treatment: Treatment) -> bool:
    """Whether a treatment makes anything worse for whoever it meets: a lower price or tax does not."""
    if isinstance(treatment, Price):
        return max(every_number(treatment.factor)) > 1
    if isinstance(treatment, Taxation):
        return max(every_number(treatment.tax.share)) > 0
    return treatment.effect not in PREFERRING


def _society(society: Society) -> dict[str, Any]:
    """A society of the library, with its groups."""
    groups = [
        {"id": group.id, "title": group.title or spoken(group.id), "share": group.share}
        for group in society.groups
    ]
    return {
        "id": society.id, "title": society.title, "people": society.people, "groups": groups,
        "district_people": society.district_people,
    }  # fmt: skip


@cache
def settings() -> dict[str, dict[str, str]]:
    """In which society and with which behaviour each scheme of the library is shown."""
    return cast("dict[str, dict[str, str]]", shipped("settings"))
