"""The law's own texts, as shipped: what a provision may quote, and the dates that are known."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path

DATA = Path(str(resources.files("demerit.law"))) / "data"


def plain(text: str) -> str:
    """A text with every run of white space as one space: how quotes are compared."""
    return re.sub(r"\s+", " ", text).strip()


@cache
def texts(file: str) -> dict[str, str]:
    """Article to text, from a JSON list of articles or a CSV of articles and titles."""
    raw = (DATA / file).read_text(encoding="utf-8")
    if file.endswith(".csv"):
        return {row["article"]: row["title"] for row in csv.DictReader(raw.splitlines())}
    return {entry["article"]: plain(entry["text"]) for entry in json.loads(raw)}


@cache
def timeline() -> dict[str, dict[str, str]]:
    """Event to instrument, date, status and source."""
    raw = (DATA / "timeline.csv").read_text(encoding="utf-8")
    return {row["event"]: row for row in csv.DictReader(raw.splitlines())}
