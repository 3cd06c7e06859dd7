"""The house rules as ratchets: sizes, shape, mirrored tests, luck, the lock, what no file may hold."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "demerit"
TESTS = ROOT / "tests"

FILE_LINES_P95 = 400
FUNCTION_LINES_MEDIAN = 12
FUNCTION_LINES_P95 = 40
FUNCTION_LINES_MOST = 80

TESTED_ELSEWHERE: dict[str, str] = {}
"""Source files without a test file of their own, and why; files without code need none."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> list[Path]:
    """Every Python file of the package."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions() -> Iterator[tuple[Path, Function]]:
    """Every function of the package with its file."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield path, node


def lines_of(node: Function) -> int:
    """Lines from `def` to the end, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def percentile_95(numbers: list[int]) -> int:
    """The smallest of the numbers that at least 95 % do not exceed."""
    return sorted(numbers)[-(-95 * len(numbers) // 100) - 1]


def where(path: Path, node: ast.AST | None = None) -> str:
    """A place as people read it."""
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return f"{path.relative_to(ROOT)}{line}"


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git tracks or would, as text; outside a work tree, none."""
    call = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        pytest.skip("not a git work tree")
    return tuple(path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Tracked files that are text."""
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" not in raw[:8192]:
            yield path, raw.decode("utf-8")


# ---------------------------------------------------------------- sizes


def test_files_are_short() -> None:
    """Nineteen files of twenty have at most 400 lines."""
    lengths = {where(path): len(path.read_text("utf-8").splitlines()) for path in sources()}
    longest = sorted(lengths.items(), key=lambda item: -item[1])[:5]
    assert percentile_95(list(lengths.values())) <= FILE_LINES_P95, longest


def test_functions_are_short() -> None:
    """Half the functions have at most 12 lines, nineteen of twenty at most 40."""
    lengths = [lines_of(node) for _, node in functions()]
    assert statistics.median(lengths) <= FUNCTION_LINES_MEDIAN
    assert percentile_95(lengths) <= FUNCTION_LINES_P95


def test_no_function_is_long() -> None:
    """No function has more than 80 lines."""
    assert [] == [
        f"{where(path, node)} {node.name}: {lines_of(node)} lines"
        for path, node in functions()
        if lines_of(node) > FUNCTION_LINES_MOST
    ]


# ---------------------------------------------------------------- shape


def module_name(path: Path) -> str:
    """A file's dotted name."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, known: frozenset[str]) -> set[str]:
    """The modules of the package that a file imports, whether at its head or inside a function."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & known) or {node.module}
    return found & known


def test_no_import_cycle() -> None:
    """No module leads back to itself, imports inside functions included."""
    known = frozenset(map(module_name, sources()))
    arrows = {module_name(path): imported(path, known) for path in sources()}
    left = dict(arrows)
    while free := left.keys() - {n for n, targets in left.items() if targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    while left and (free := left.keys() - set().union(*left.values())):
        left = {name: targets for name, targets in left.items() if name not in free}
    left = {name: targets & left.keys() for name, targets in left.items()}
    assert {} == left


def test_imports_are_absolute() -> None:
    """A module is named in full where it is imported, so that one search finds every use."""
    assert [] == [
        where(path, node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def test_a_class_name_stands_once() -> None:
    """One name, one meaning: no class at a module's head is called as another of the package."""
    places: dict[str, list[str]] = {}
    for path in sources():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(where(path, node))
    assert {} == {name: found for name, found in places.items() if len(found) > 1}


def unannotated(node: Function) -> list[str]:
    """The parts of a signature that have no annotation; `self` and `cls` need none."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    arguments += [a for a in (node.args.vararg, node.args.kwarg) if a]
    bare = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
    return bare + (["return"] if node.returns is None else [])


def test_everything_is_annotated() -> None:
    """Every argument and every result has its type."""
    assert [] == [
        f"{where(path, node)} {node.name}: {', '.join(bare)}"
        for path, node in functions()
        if (bare := unannotated(node))
    ]


def test_annotations_are_not_evaluated() -> None:
    """Every file with code defers its annotations, so that they may name what comes later."""
    plain = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    assert [] == [
        where(path)
        for path in sources()
        if any(not isinstance(node, plain) for node in tree(path).body)
        and "from __future__ import annotations" not in path.read_text("utf-8")
    ]


def has_code(path: Path) -> bool:
    """Whether a file defines a function or a class."""
    return any(isinstance(node, Function | ast.ClassDef) for node in tree(path).body)


def test_tests_mirror_the_source() -> None:
    """src/demerit/<room>/<file>.py is tested in tests/<room>/test_<file>.py, exceptions with a reason."""
    missing: list[str] = []
    for path in sources():
        inside = path.relative_to(SOURCE)
        if inside.as_posix() in TESTED_ELSEWHERE or not has_code(path):
            continue
        name = "test_init" if inside.stem == "__init__" else f"test_{inside.stem}"
        expected = TESTS / inside.with_name(f"{name}.py")
        if not expected.exists():
            missing.append(expected.relative_to(ROOT).as_posix())
    assert [] == missing


def test_exceptions_are_needed() -> None:
    """An exception from mirroring goes when its file goes."""
    assert [] == [name for name in TESTED_ELSEWHERE if not (SOURCE / name).exists()]


def test_test_files_test_something() -> None:
    """Every test file holds a test, and every test says what it claims."""
    silent: list[str] = []
    for path in sorted(TESTS.rglob("test_*.py")):
        tests = [n for n in ast.walk(tree(path)) if isinstance(n, Function) and n.name.startswith("test_")]
        silent += [where(path)] if not tests else []
        silent += [where(path, node) for node in tests if not ast.get_docstring(node)]
    assert [] == silent


# ---------------------------------------------------------------- what no file may hold


def names_used(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Dotted names that a file's code uses or imports, comments and strings left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node, ast.unparse(node)
        elif isinstance(node, ast.Name):
            yield node, node.id


@pytest.mark.parametrize(
    "stateful",
    [
        r"(np|numpy)\.random\b",
        r"(^|\.)(default_rng|RandomState|SeedSequence)\b",
        r"^random(\.|$)",
        r"^secrets(\.|$)",
        r"^uuid\.uuid[14]",
    ],
)
def test_luck_has_addresses_only(stateful: str) -> None:
    """No stateful generator anywhere: every draw comes from demerit.luck."""
    pattern = re.compile(stateful)
    imports = (ast.Import, ast.ImportFrom, ast.Attribute)
    assert [] == [
        f"{where(path, node)} {name}"
        for path in sources()
        for node, name in names_used(path)
        if isinstance(node, imports) and pattern.search(name)
    ]


def test_nothing_is_left_undone() -> None:
    """No note to come back later, and no body that only says it is not there."""
    undone = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"]))
    assert [] == [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in texts()
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".html", ".js", ".css"}
        for number, line in enumerate(text.splitlines(), 1)
        if undone.search(line)
    ]


ELSEWHERE = re.compile(
    "|".join(
        [
            r"(?<![\w.<-])/(?:work|home|root|Users|opt|mnt|srv)/\w",  # a path of one machine
            r"\b[A-Z]:\\\\",
            r"\b(?:"
            + "|".join(["py" + "pi", "pythonhosted", "conda", "npm" + "js"])
            + r")\.(?:org|com|io|anaconda)",
            r"\bregistry\.\w+\.\w+",
            r"\bfiles\.\w+hosted\b",
        ]
    )
)


def test_no_machine_and_no_registry_is_named() -> None:
    """No tracked file holds an absolute path of somebody's machine or the host of a package registry."""
    this = Path(__file__).resolve()
    assert [] == [
        f"{path.relative_to(ROOT)}:{number}: {found.group()}"
        for path, text in texts()
        if path != this
        for number, line in enumerate(text.splitlines(), 1)
        if (found := ELSEWHERE.search(line))
    ]


@pytest.mark.parametrize("kept", ["../shared/data", "/shared/", "shared/checks"])
def test_the_shared_folder_is_not_read(kept: str) -> None:
    """What the package needs ships with it: no code reaches for the folder it was made from."""
    assert [] == [where(path) for path in sources() if kept in path.read_text("utf-8")]


# ---------------------------------------------------------------- the lock


def normalised(name: str) -> str:
    """A distribution's name as installers compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: str) -> dict[str, list[str]]:
    """What a lock file pins: name to the hashes under its last pin."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements" / lock).read_text("utf-8").splitlines():
        if pin := re.match(r"([A-Za-z0-9._-]+)==\S+", line):
            name = normalised(pin[1])
            found.setdefault(name, [])
        elif hashed := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            found[name].append(hashed[1])
        else:
            pytest.fail(f"requirements/{lock}: not a pin and not a hash: {line}")
    return found


def declared(*groups: str) -> set[str]:
    """What pyproject.toml asks for: the package's own dependencies and those of some groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wishes = [*project["project"]["dependencies"]]
    wishes += [wish for group in groups for wish in project["dependency-groups"][group]]
    return {normalised(re.split(r"[\[<>=!~ ;]", wish)[0]) for wish in wishes}


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("run.txt", ["build"]), ("serve.txt", ["build", "page"]), ("dev.txt", ["build", "page", "dev"])],
)
def test_the_lock_pins_what_is_declared(lock: str, groups: list[str]) -> None:
    """Every dependency is pinned, every pin has a hash, and nothing in the lock names a host."""
    pins = pinned(lock)
    assert set() == declared(*groups) - pins.keys()
    assert [] == [name for name, hashes in pins.items() if not hashes]
    assert "://" not in (ROOT / "requirements" / lock).read_text("utf-8")


def test_the_lock_is_whole() -> None:
    """Installed without resolving, it pins whatever its packages need here, in versions that they take."""
    pins = pinned("dev.txt")
    lacking: list[str] = []
    for name in pins:
        with suppress(PackageNotFoundError):  # pinned for another system
            for wish in map(Requirement, requires(name) or []):
                if wish.marker is not None and not wish.marker.evaluate({"extra": ""}):
                    continue
                if normalised(wish.name) not in pins or version(wish.name) not in wish.specifier:
                    lacking.append(f"{name} needs {wish}")
    assert [] == lacking


@pytest.mark.parametrize("lock", ["run.txt", "serve.txt"])
def test_the_locks_agree(lock: str) -> None:
    """Who tests has the versions of who runs and of who serves."""
    dev = (ROOT / "requirements" / "dev.txt").read_text("utf-8")
    run = (ROOT / "requirements" / lock).read_text("utf-8")
    pins = re.compile(r"^\S+==\S.*?(?= \\$)", re.MULTILINE)
    assert [] == [pin for pin in pins.findall(run) if pin not in pins.findall(dev)]


def test_the_build_backend_is_locked() -> None:
    """What builds the package is what the lock's build group pins."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(project["build-system"]["requires"]) <= set(project["dependency-groups"]["build"])
