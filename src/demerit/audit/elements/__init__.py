"""The elements of clauses, one small test each: what a scheme file shows, negates, or leaves open."""

from __future__ import annotations

from demerit.audit.elements import biometrics, processing, scope, scoring, touched, uses
from demerit.audit.elements.element import ELEMENTS

__all__ = ["ELEMENTS", "biometrics", "processing", "scope", "scoring", "touched", "uses"]
