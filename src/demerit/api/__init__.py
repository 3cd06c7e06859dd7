"""The Python API, and what the command line and the page are thin layers over.

Nothing here takes rows of persons: a run is made of a scheme, a society's published figures and a behaviour.
"""

from __future__ import annotations

# what the commands and the page use besides what is public
from demerit.api.given import DEFAULT_BEHAVIOUR as DEFAULT_BEHAVIOUR
from demerit.api.given import DEFAULT_SCHEME as DEFAULT_SCHEME
from demerit.api.given import DEFAULT_SOCIETY as DEFAULT_SOCIETY
from demerit.api.given import BehaviourLike as BehaviourLike
from demerit.api.given import SchemeLike as SchemeLike
from demerit.api.given import SizedSociety, behaviour, scheme, society
from demerit.api.given import SocietyLike as SocietyLike
from demerit.api.given import jobs_for as jobs_for
from demerit.api.given import with_reference as with_reference
from demerit.api.lived import Run, audit, compare, open_run, run
from demerit.api.lived import compare_jobs as compare_jobs
from demerit.api.lived import run_job as run_job
from demerit.api.studies import run_study as run_study
from demerit.api.studies import study_for as study_for
from demerit.study.living import OnProgress as OnProgress
from demerit.study.living import unheard as unheard
from demerit.study.result import Comparison, StudyResult
from demerit.study.seeds import Seeds

__all__ = [
    "Comparison",
    "Run",
    "Seeds",
    "SizedSociety",
    "StudyResult",
    "audit",
    "behaviour",
    "compare",
    "open_run",
    "run",
    "scheme",
    "society",
]
