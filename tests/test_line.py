"""The line: demerit studies scoring and is no tool for it. Each test bars one way of becoming one."""

from __future__ import annotations

import ast
import csv
import html
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

import demerit as dm
from attacks import DECLARED, PEOPLE, attack
from demerit import api
from demerit.errors import FileInvalid
from demerit.formats.columns import traits
from demerit.law.audit import audit_scheme
from demerit.report.annex.page import render
from demerit.runs.manifest import write_inputs, write_manifest
from demerit.schemes.loading import library, load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society, TableMargin
from demerit.study.checking import check_file
from demerit.study.inquiry.model import SAMPLES, Base, Study, Vary
from demerit.study.plan import Options, plan
from demerit.study.replication import read_replication
from demerit.study.rerun import planned_again

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "demerit"
SOURCES = sorted(SOURCE.rglob("*.py"))

IDENTITY = re.compile(
    r"(?:^|_)(?:name|names|firstname|lastname|surname|photo|photos|picture|portrait|face|voice|gait|fingerprint|iris"
    r"|passport|licence_plate|license_plate|plate|id_?number|id_?card|ssn|national_?id|document_?number"
    r"|phone|telephone|mobile|e[_-]?mail|address|street_address|postcode|zip|birthday|birth_?date|date_of_birth"
    r"|account|username|user_?id|handle|imei|ip_?address|latitude|longitude|gps)(?:$|_)"
)
"""Keys and columns that could hold who somebody is."""

NAMES_OF_PLACES = {"wpp2019_age5_sex_2020.csv": ["name"]}
"""Published tables with a column that the pattern catches and that names countries."""


def identities(keys: Iterator[str] | set[str] | list[str]) -> list[str]:
    """Those of some keys that could hold who somebody is."""
    return sorted({key for key in keys if IDENTITY.search(key.lower())})


def imports(path: Path) -> set[str]:
    """What a file imports, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def yaml_keys(raw: Any) -> Iterator[str]:
    """Every key of a YAML document, however deep."""
    if isinstance(raw, dict):
        for key, part in raw.items():
            yield str(key)
            yield from yaml_keys(part)
    elif isinstance(raw, list):
        for part in raw:
            yield from yaml_keys(part)


# ---------------------------------------------------------------- no row about a real person


@pytest.mark.parametrize("model", [Scheme, Society, Behaviour])
def test_no_format_has_a_place_for_who_somebody_is(model: type[BaseModel]) -> None:
    """No field of any file format holds a name, picture, document number or contact."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    assert [] == identities({field for part in parts for field in part.get("properties", {})})


@pytest.mark.parametrize(
    "identifying", ["name", "photo", "id_number", "phone", "e_mail", "email", "date_of_birth"]
)
def test_the_guard_knows_what_it_looks_for(identifying: str) -> None:
    """The pattern above would catch each of these, and the same words inside a longer key."""
    assert {identifying, f"owner_{identifying}"} == set(
        identities([identifying, f"owner_{identifying}", "id"])
    )


def test_margins_count_people_by_coarse_columns_only() -> None:
    """A table written into a society has columns age, sex, group and income_decile, and no other.

    But for three of two or three values each, of which no table joins two: nobody is told by them.
    """
    named = TableMargin.model_json_schema()["properties"]["columns"]["items"]["enum"]
    apart = [each for each in traits() if each.apart]
    assert ["benefits", "labour", "licence"] == sorted(each.name for each in apart)
    assert all(2 <= len(each.names) <= 3 for each in apart)
    assert ["age", "group", "income_decile", "sex"] == sorted({*named} - {each.name for each in apart})


SOCIETY = """
format: demerit/society/1
id: rows
title: A table with a row a person
people: 2000
margins:
  age_sex: {table}
  income: {{gini: 0.3}}
"""


def refused(tmp_path: Path, table: str) -> str:
    """The message with which a society of this age-by-sex table is refused."""
    file = tmp_path / "rows.yaml"
    file.write_text(SOCIETY.format(table=table), encoding="utf-8")
    with pytest.raises(FileInvalid) as refusal:
        load_society(file)
    return str(refusal.value)


@pytest.mark.parametrize("clones", [1, 9])
def test_a_row_a_person_is_refused(tmp_path: Path, clones: int) -> None:
    """Rows that stand for one person each, or for nine, are refused at their line."""
    rows = ", ".join(f"[{age}, {sex}, {clones}]" for age in range(18, 60, 5) for sex in ("female", "male"))
    message = refused(tmp_path, f"{{columns: [age, sex], rows: [{rows}], assumed: true}}")
    assert "rows.yaml:" in message
    assert "10" in message


def test_a_table_of_persons_is_refused(tmp_path: Path) -> None:
    """A file with a line a person is no margin."""
    (tmp_path / "persons.csv").write_text("name,age,sex\nA,34,female\nB,52,male\n", encoding="utf-8")
    assert "persons.csv" in refused(tmp_path, "{file: persons.csv}")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.csv")), ids=lambda path: path.name)
def test_shipped_tables_have_no_column_for_who_somebody_is(path: Path) -> None:
    """No table that ships with demerit has a column of names, numbers or contacts."""
    with path.open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(line for line in lines if not line.startswith("#")))
    assert NAMES_OF_PLACES.get(path.name, []) == identities(columns)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_files_have_no_key_for_who_somebody_is(path: Path) -> None:
    """No scheme, society or behaviour that ships with demerit says who somebody is."""
    assert [] == identities(list(yaml_keys(YAML(typ="safe", pure=True).load(path))))


def test_a_run_has_no_column_for_who_somebody_is(finished_run: Path) -> None:
    """No table of a run has such a column, and subjects are numbers within numbered districts."""
    tables = {
        path: pl.scan_parquet(path).collect_schema().names() for path in finished_run.rglob("*.parquet")
    }
    assert tables
    assert [] == identities([column for columns in tables.values() for column in columns])
    subjects = pl.read_parquet(finished_run / "people.parquet")["subject"].cast(pl.String)
    assert subjects.str.contains(r"^\d+-\d{4,}$").all()


# ---------------------------------------------------------------- nobody is meant


def test_persons_as_groups_are_refused_by_check(tmp_path: Path) -> None:
    """The society of twenty groups of one is refused at each group, before any scheme is there."""
    _, society, _ = attack(tmp_path, declared=PEOPLE)
    with pytest.raises(FileInvalid) as refusal:
        check_file(society)
    assert PEOPLE == str(refusal.value).count("expected a group of at least 20 people")


def test_persons_as_groups_are_refused_with_their_numbers(tmp_path: Path) -> None:
    """However many people are declared, titles with numbers of documents and telephones are refused."""
    _, society, _ = attack(tmp_path, declared=DECLARED, telling=True)
    with pytest.raises(FileInvalid, match=r"society\.yaml:8:\d+  what looks like the number of a document"):
        check_file(society)


def replicated(folder: Path) -> None:
    """The attack as a replication's folder."""
    expect = (
        "format: demerit/expect/1\nid: office\ntitle: The office\npaper: none\n"
        f"run: {{people: {PEOPLE}, days: 30, seed: 1}}\nexpect:\n"
        "  - {figure: late, finding: score.mean, paper: 1, tolerance: 0, paper_place: none}\n"
    )
    (folder / "expect.yaml").write_text(expect, encoding="utf-8")
    (read,) = read_replication(folder).settings.values()
    read.job(1)


def rerun(folder: Path) -> None:
    """The attack as a run that was never lived: inputs and a manifest, written past the floors."""
    scheme, society, behaviour = (folder / f"{name}.yaml" for name in ("scheme", "society", "behaviour"))
    asked = Options(people=PEOPLE, days=30, workers=1)
    (job,) = plan(
        [load_scheme(scheme)], load_society(society), load_behaviour(behaviour), asked, floored=False
    )
    write_manifest(job, folder, write_inputs(job, folder), {})
    planned_again(folder)


DOORS: dict[str, Callable[[Path, Path, Path], object]] = {
    "run": lambda scheme, society, _: api.run(scheme, society, people=PEOPLE, days=30),
    "run of a sized society": lambda scheme, society, behaviour: api.run(
        scheme, api.society(society, people=PEOPLE), behaviour, days=30
    ),
    "compare": lambda scheme, society, _: api.compare(
        scheme, scheme, society=society, people=PEOPLE, days=30
    ),
    "compare with a set": lambda scheme, society, _: api.compare(
        scheme, scheme, sets=["score.max=1100"], society=society, people=PEOPLE, days=30
    ),
    "rerun": lambda scheme, *_: rerun(scheme.parent),
    "replicate": lambda scheme, *_: replicated(scheme.parent),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_no_door_lets_twenty_persons_in(door: Callable[..., object], tmp_path: Path) -> None:
    """A society that declares 20,000 and is lived by twenty is refused at every door, with the remedy."""
    with pytest.raises(FileInvalid) as refusal:
        door(*attack(tmp_path, declared=DECLARED))
    message = str(refusal.value)
    assert "conducts[0].id: one person, expected at least 1,000 people alike" in message
    assert "groups: one person, expected at least 20" in message
    assert "live at least 400 of this society" in message
    assert "score.start.shares: one person, expected at least 1,000" in message


def test_a_set_makes_nobody_of_a_shipped_society(tmp_path: Path) -> None:
    """A rule that is set into a shipped scheme is one's own, and is held to the floors."""
    sets = ["channels.street-camera.detects={by: income_decile, values: {1: 0.1, 10: 0.9}}"]
    with pytest.raises(FileInvalid, match=r"channels\[0\]\.detects: one person, expected at least 20"):
        api.compare(
            "brackwater-standing", "brackwater-standing", sets=sets, society="brackwater", people=10, days=3,
            out=tmp_path / "out",
        )  # fmt: skip


def test_no_public_callable_takes_rows() -> None:
    """What `demerit` shows takes files, words and numbers: no frame, array or mapping about people."""
    rows = re.compile(r"Frame|[Aa]rray|Iterable|list\[|dict\[|Sequence\[(?!str\])|Mapping\[")
    told = {
        f"{name}({parameter})"
        for name in dm.__all__
        if callable(getattr(dm, name)) and not isinstance(getattr(dm, name), type)
        for parameter in inspect.signature(getattr(dm, name)).parameters.values()
        if parameter.name != "seeds"  # where luck begins: no rows
    }
    assert told
    assert set() == {each for each in told if rows.search(each)}


# ---------------------------------------------------------------- no recognition, no feed, no service

ALLOWED = {
    "annotated_types", "click", "demerit", "distributed", "llvmlite", "numba", "numpy", "polars", "pydantic",
    "pydantic_core", "rich", "ruamel", "scipy", "starlette", "uvicorn",
}  # fmt: skip
RECOGNISES = re.compile(
    r"opencv|^cv2|dlib|face|insight|mediapipe|pillow|^pil$|imageio|scikit-image|skimage|torch|tensorflow|keras"
    r"|onnx|transformers|whisper|librosa|speech|voice|pyannote|moviepy|ffmpeg|^av$|biometr|yolo|ultralytics"
)
TALKS = {
    "asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl", "telnetlib",
    "urllib.request", "wsgiref", "xmlrpc",
}  # fmt: skip


def test_the_package_stands_on_a_short_list() -> None:
    """Beyond the standard library, only these packages are imported; another is decided here."""
    outer = {name.split(".")[0] for path in SOURCES for name in imports(path)} - set(sys.stdlib_module_names)
    assert set() == outer - ALLOWED


DRAWN_WITH = {"pillow"}
"""What the tests' oracle of sensitivity (SALib) draws its own charts with; no part of what runs or serves."""


@pytest.mark.parametrize(
    ("lock", "besides"), [("run.txt", set[str]()), ("serve.txt", set[str]()), ("dev.txt", DRAWN_WITH)]
)
def test_no_dependency_recognises_anybody(lock: str, besides: set[str]) -> None:
    """Neither a dependency nor a dependency's dependency sees, hears or recognises."""
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    locked = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert len(locked) > len(declared)
    assert besides == {name for name in [*locked, *declared] if RECOGNISES.search(name.lower())}


def test_nothing_talks_to_the_network() -> None:
    """No server, listener or client is imported; only a room of local pages (web) might ever be."""
    assert [] == [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in SOURCES
        if path.relative_to(SOURCE).parts[0] != "web"
        for name in sorted(imports(path))
        if name in TALKS or name.split(".")[0] in TALKS
    ]


WATCHED = """
import socket, sys
def on_progress(event, args):
    inet = (socket.AF_INET, socket.AF_INET6)
    if event == "socket.__new__" and args[1] in inet or event in ("socket.getaddrinfo", "webbrowser.open"):
        print("reached for the network:", event, args, file=sys.stderr)
        sys.stderr.flush()
        import os; os._exit(99)
sys.addaudithook(on_progress)
from demerit.cli.main import main
sys.argv = ["demerit", *sys.argv[1:]]
main()
"""


def test_a_run_touches_no_network(tmp_path: Path) -> None:
    """A whole run, report included, opens no internet socket and looks up no host."""
    words = [
        "run",
        "as-described",
        "--society",
        "brackwater",
        "--people",
        "600",
        "--days",
        "30",
        "--workers",
        "1",
    ]
    call = [sys.executable, "-c", WATCHED, *words, "--out", str(tmp_path / "run")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (0, "") == (done.returncode, "".join(re.findall("reached for.*", done.stderr))), done.stderr


def test_the_watch_would_notice(tmp_path: Path) -> None:
    """The hook used above does stop a program that opens a socket."""
    opens = WATCHED.split("from demerit", maxsplit=1)[0] + "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
    call = [sys.executable, "-c", opens]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 99


# ---------------------------------------------------------------- nobody's code, nobody's traits

EXECUTES = {"eval", "exec", "compile", "__import__", "entry_points"}
UNPICKLES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "runpy", "code"}
COMPILERS_OWN = ["luck/cache.py"]
"""Reads back what the compiler wrote, from a folder of one's own and behind checksums: no input of a run."""


def test_no_code_of_a_user_is_called() -> None:
    """Nothing evaluates text, unpickles or looks up plug-ins: inputs about people meet this code only."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in EXECUTES
        if not ast.unparse(node.func).startswith(("re.", "compiled."))  # patterns; numba
    ]
    assert [] == calls
    unpickling = [path for path in SOURCES if UNPICKLES & {name.split(".")[0] for name in imports(path)}]
    assert COMPILERS_OWN == [str(path.relative_to(SOURCE)) for path in unpickling]


TOLD = {
    "scheme", "schemes", "society", "behaviour", "ref", "sets", "people", "days", "seed", "ledger",
    "baseline", "frozen_behaviour", "workers", "out", "on_progress", "folder", "path",
    "cluster",  # who lives districts and draws: the address of a scheduler
    "seeds",  # the same under each of several
    "by_rule",  # whether rules are left out one by one
    "assumed",  # how many draws of assumed numbers
    "run",  # a finished run, as evidence beside a clause
    "file", "draws",  # a study, and how many samples its method takes
}  # fmt: skip


def test_the_api_takes_rules_and_figures_only() -> None:
    """The public functions take schemes, societies and options; none takes rows, frames or persons."""
    functions = [getattr(api, name) for name in api.__all__]
    told = {
        parameter
        for function in functions
        if inspect.isfunction(function)
        for parameter in inspect.signature(function).parameters
    }
    assert told
    assert set() == told - TOLD


def test_a_study_seeks_nothing() -> None:
    """Its methods are designs fixed beforehand; no key of its file names a goal, a bound or a direction."""
    assert {"grid", "latin-hypercube", "morris", "sobol"} == set(SAMPLES)
    keys = {*Study.model_fields, *Base.model_fields, *Vary.model_fields}
    assert keys == {
        "format", "id", "title", "base", "seeds", "vary", "method", "samples", "outcomes", "note",
        "scheme", "society", "behaviour", "people", "days", "path", "values", "range", "scale",
    }  # fmt: skip


def test_the_report_asks_nothing(finished_run: Path) -> None:
    """A report has no form, no text field and no place to put a file: nobody is asked for their traits."""
    page = (finished_run / "report.html").read_text("utf-8").lower()
    assert [] == re.findall(r"<form|<textarea|<select|type=\"?(?:text|file|number|date|search|email)\b", page)


@pytest.mark.parametrize("name", ["as-described", "volunteer-rewards"])
def test_the_annex_asks_the_assessor_only_and_gives_no_verdict(name: str) -> None:
    """Boxes for the assessor's own answers, no other form, no tick, no sentence of legal or illegal."""
    page = render(audit_scheme(load_scheme(name)))
    assert [] == re.findall(r"<form|<input|<select|[✓✔✅]", page.lower())
    boxes = re.findall(r"<textarea[^>]*aria-label=\"([^\"]*)\"", page)
    form = {"Deployer", "System", "Version", "Purpose", "Author of the assessment", "Date of the assessment"}
    assert page.count("<textarea") == len(boxes)
    assert form == {box for box in boxes if not box.startswith("Answer: ")}
    told = re.sub(
        r"<blockquote>.*?</blockquote>|<code>.*?</code>|<style>.*?</style>|<script>.*?</script>",
        "",
        page,
        flags=re.DOTALL,
    )
    words = re.sub(r"<[^>]+>", " ", told).replace("no legal advice", "").replace("Legal basis", "")
    assert [] == re.findall(r"\b(?:is legal|illegal|compliant|passed|certified|cleared)\b", words)


# ---------------------------------------------------------------- a simulation says so, first


def visible(page: str) -> str:
    """The text that a page shows, in order, without scripts and styles."""
    body = page[page.index("<body") :]
    bare = re.sub(r"(?s)<(script|style|svg|template)\b.*?</\1>|<!--.*?-->|<[^>]*>", " ", body)
    return " ".join(html.unescape(bare).split())


def test_the_report_opens_with_the_card(finished_run: Path) -> None:
    """The first words of a report say that it is a simulation of a disputed scheme, before any figure."""
    text = visible((finished_run / "report.html").read_text("utf-8"))
    head = text[:400].lower()
    assert "simulation" in head
    assert "disputed" in head
    assert not re.search(r"\d", head[: head.index("simulation")])


def test_the_report_shows_every_disputed_claim(finished_run: Path) -> None:
    """What published sources contradict stands beside the results, sentence by sentence."""
    text = visible((finished_run / "report.html").read_text("utf-8"))
    (described,) = [document.model for document in library() if document.model.id == "as-described"]
    missing = [claim for claim in described.disputed if " ".join(claim.split()) not in text]
    assert [] == missing


def test_the_described_system_carries_its_contradictions() -> None:
    """`as-described` ships with the nine points in which published sources contradict it."""
    (described,) = [document.model for document in library() if document.model.id == "as-described"]
    assert len(described.disputed) == 9
    assert described.status == "described"


def test_described_schemes_are_never_shown_undisputed() -> None:
    """Every library scheme that only describes a state's system says what is disputed about it."""
    assert [] == [
        document.model.id
        for document in library()
        if document.model.status == "described" and document.model.authority == "state"
        if not document.model.disputed
    ]


# ---------------------------------------------------------------- no axis of achievement

ACHIEVES = re.compile(
    r"optimi[sz]|maximi[sz]|improve_scheme|best_scheme|tune_|recommend|effectiveness|success_rate|obedien"
    r"|compliance_(?:rate|score|gain)|trustworth|leaderboard|ranking|rank_(?:people|subjects|persons)|score_person"
)


def named(path: Path) -> Iterator[str]:
    """What a file defines: functions, classes, arguments, variables, and strings that name something."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value if re.fullmatch(r"(--)?[a-z][\w.-]+", node.value) else ""


def test_nothing_searches_for_obedience() -> None:
    """No function, option, finding or file is there to make a scheme work better on people."""
    assert [] == [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in [path.stem, *named(path)]
        if ACHIEVES.search(name.lower())
    ]
