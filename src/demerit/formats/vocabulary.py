"""The words that files may use: DESIGN section 4's lists, one name each."""

from typing import Final, Literal

YEAR_DAYS: Final = 365
"""A year, wherever days are counted in years: leap days do not exist here."""

Authority = Literal[
    "state", "company", "lender", "insurer", "landlord", "employer", "platform", "school", "community"
]
Status = Literal["enacted", "piloted", "described", "hypothetical", "ended"]
Kind = Literal["person", "company", "government", "organisation"]
OrganisationKind = Literal["company", "government", "organisation"]
Family = Literal[
    "traffic",
    "expression",
    "belief",
    "care",
    "leisure",
    "finance",
    "kindness",
    "praise",
    "work",
    "compliance",
]
TraitFamily = Literal["health", "status", "origin", "means"]
"""What a trait that scores tells: of body and mind; of household, work and paper; of descent; of money."""
Context = Literal[
    "traffic", "politics", "speech", "religion", "family", "care", "justice", "leisure", "civic", "finance",
    "work", "education", "health", "housing", "transport", "travel", "consumption", "telecom",
    "public-services", "environment", "insurance",
]  # fmt: skip
Right = Literal[
    "expression", "religion", "conscience", "assembly", "association", "privacy", "family", "movement",
    "property", "fair-hearing",
]  # fmt: skip
Gravity = Literal["minor", "serious", "grave"]
UnlawfulUnder = Literal["scheme", "general-law"]
ChannelKind = Literal["camera", "registry", "platform", "report", "self-report", "inspection"]
Biometric = Literal["none", "verification", "remote-post", "remote-real-time"]
Special = Literal[
    "political-opinions", "religion", "health", "ethnic-origin", "sex-life", "biometric", "union", "criminal"
]
About = Literal["conduct", "trait", "inferred", "predicted"]
AiUse = Literal["none", "inputs", "score", "decision"]
DecidedBy = Literal["machine", "person"]
InfluenceTies = Literal["friends", "household", "colleagues", "employer", "responsible"]

EXPRESSIVE_RIGHTS: frozenset[str] = frozenset(
    {"expression", "religion", "conscience", "assembly", "association"}
)
