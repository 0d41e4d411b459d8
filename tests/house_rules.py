"""Reading a module's syntax tree for what design.md section 2 forbids; returns readable lines."""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

STANDARD = frozenset(sys.stdlib_module_names)

# What of ours each package may import besides itself; `helpdesk.errors` is open to all of helpdesk.
MAY_IMPORT = {
    "helpdesk.errors": "",
    "helpdesk.clock": "",
    "helpdesk.terms": "",
    "helpdesk.domain": "",
    "helpdesk.dialogue": "domain",
    "helpdesk.catalogue": "domain",
    "helpdesk.db": "",
    "helpdesk.models": "domain db",
    "helpdesk.usecases": "domain catalogue models dialogue db terms",
    "helpdesk.queries": "domain catalogue models db terms",
    "helpdesk.reports": "domain catalogue queries wording",
    "helpdesk.wording": "domain catalogue queries",
    "helpdesk.storage": "domain",
    "helpdesk.delivery": "domain catalogue models queries db wording",
    "faq": "",
}
# What of others' the strictest packages may use besides the standard library.
THIRD_PARTY = {
    "helpdesk.errors": "",
    "helpdesk.clock": "",
    "helpdesk.terms": "snowballstemmer",
    "helpdesk.domain": "",
    "helpdesk.dialogue": "",
    "helpdesk.catalogue": "marshmallow yaml holidays",
    "faq": "yaml rapidfuzz numpy snowballstemmer Sastrawi",
}
# Names that tie a rule to one web request; use cases and queries answer every door alike.
REQUEST_NAMES = frozenset({"request", "session", "g", "current_user"})
NO_REQUEST = ("helpdesk.usecases", "helpdesk.queries", "helpdesk.models", "helpdesk.delivery")
DOORS = ("helpdesk.web", "helpdesk.api", "helpdesk.worker", "helpdesk.cli", "helpdesk.mail", "bot")
# The one place that puts everything together, and the one command that starts the worker.
DOOR_TO_DOOR = {("helpdesk.cli", "helpdesk.worker")}
CLOCK_READS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "func": {"now", "current_timestamp"},  # the database server's clock is a clock too
}
FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "misc"})
UNFINISHED = frozenset({"TODO", "FIXME", "XXX", "HACK"})
SESSION_WRITES = frozenset({"add", "add_all", "delete", "merge", "flush"})
OUR_TOPS = frozenset({"helpdesk", "bot", "faq", "tests"})


@dataclass(frozen=True)
class Module:
    """One source file: its path from the repository's top and its text."""

    path: str
    source: str

    @property
    def name(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def within(self, package: str) -> bool:
        # cli_sla.py is a part of the command door as cli.py is.
        return is_within(self.name, package) or self.name.startswith(f"{package}_")


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def violations(module: Module) -> list[str]:
    """Every broken rule as `path:line: what`."""
    tree = ast.parse(module.source)
    found = [
        *_imports(module, tree),
        *_clock_reads(module, tree),
        *_writes(module, tree),
        *_names(module),
        *_docstring(module, tree),
        *_unfinished(module, tree),
        *_sleeps_in_tests(module, tree),
    ]
    return [f"{module.path}:{line}: {what}" for line, what in sorted(found)]


Found = Iterator[tuple[int, str]]


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name); `from a import b` counts as a.b, so that packages are told apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _imports(module: Module, tree: ast.AST) -> Found:
    for line, name in imported(tree):
        for reason in _reasons_against(module, name):
            yield line, f"imports {name}: {reason}"


def _reasons_against(module: Module, name: str) -> Iterator[str]:
    top = name.partition(".")[0]
    package = next((p for p in MAY_IMPORT if module.within(p)), None)
    if package and top in OUR_TOPS:
        if not any(is_within(name, each) for each in _open_to(package)):
            yield f"{package} may import only {', '.join(_open_to(package))}"
    elif package in THIRD_PARTY and top not in STANDARD | set(THIRD_PARTY[package].split()):
        allowed = THIRD_PARTY[package] or "nothing else"
        yield f"{package} may use the standard library and {allowed}"
    if is_within(name, "telegram") and not module.within("bot") and not module.within("tests"):
        yield "telegram belongs in bot/"
    # Measurements are no product; they take the tests' PostgreSQL.
    if top == "tests" and not module.within("tests") and not module.within("bench"):
        yield "the product does not know its tests"
    if any(module.within(p) for p in NO_REQUEST) and _of_a_request(name):
        yield "no request and no current user below a door"
    yield from _door_to_door(module, name)


def _open_to(package: str) -> tuple[str, ...]:
    errors = ("helpdesk.errors",) if package.startswith("helpdesk") else ()
    return (package, *(f"helpdesk.{name}" for name in MAY_IMPORT[package].split()), *errors)


def _of_a_request(name: str) -> bool:
    top, _, rest = name.partition(".")
    return top in ("flask", "flask_login") and rest in REQUEST_NAMES


def _door_to_door(module: Module, name: str) -> Iterator[str]:
    mine = next((door for door in DOORS if module.within(door)), None)
    theirs = next((door for door in DOORS if is_within(name, door)), None)
    if mine and theirs and mine != theirs and (mine, theirs) not in DOOR_TO_DOOR:
        yield "a door does not use another door"


def _clock_reads(module: Module, tree: ast.AST) -> Found:
    if module.path == "helpdesk/clock.py" or module.within("tests") or module.within("bench"):
        return
    reason = "only helpdesk/clock.py reads the wall clock"
    for line, name in imported(tree):
        owner, _, last = name.partition(".")
        if owner == "time" and last in CLOCK_READS["time"]:
            yield line, f"imports {name}: {reason}"
    real = _real_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = real.get(last_name(node.value), last_name(node.value))
            if node.attr in CLOCK_READS.get(owner, ()):
                yield node.lineno, f"{owner}.{node.attr}: {reason}"


def _real_names(tree: ast.AST) -> dict[str, str]:
    """What `import time as t` and `from datetime import datetime as dt` stand for."""
    aliases = (
        alias
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )
    return {alias.asname: alias.name for alias in aliases if alias.asname}


def last_name(node: ast.expr) -> str:
    """`session` of `db.session` and of `session`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _writes(module: Module, tree: ast.AST) -> Found:
    commits = (
        module.path == "helpdesk/db.py" or module.within("tests") or module.within("migrations")
    )
    reads_only = module.within("helpdesk.queries") or module.within("helpdesk.reports")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr == "commit" and not commits:
            yield node.lineno, ".commit: only helpdesk/db.py commits"
        if reads_only and node.attr in SESSION_WRITES and last_name(node.value) == "session":
            yield node.lineno, f"session.{node.attr}: queries and reports write nothing"


def _names(module: Module) -> Found:
    for part in PurePosixPath(module.path).with_suffix("").parts:
        for word in sorted(FORBIDDEN_NAMES & set(part.lower().split("_"))):
            yield 1, f"the name {part} says {word}, which says nothing of the domain"


def _docstring(module: Module, tree: ast.Module) -> Found:
    if not module.source.strip() or module.within("migrations"):
        return
    text = ast.get_docstring(tree)
    if not text:
        yield 1, "no docstring that says what belongs in the module"


def _unfinished(module: Module, tree: ast.AST) -> Found:
    for token in tokenize.generate_tokens(io.StringIO(module.source).readline):
        if token.type == tokenize.COMMENT:
            for mark in UNFINISHED & set(re.findall(r"[A-Z]+", token.string)):
                yield token.start[0], f"{mark}: finish it or leave it out"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "NotImplementedError: finish it or leave it out"


def _sleeps_in_tests(module: Module, tree: ast.AST) -> Found:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr != "sleep":
            continue
        if module.within("tests") and last_name(node.value) == "time":
            yield node.lineno, "time.sleep: poll with a deadline (tests.processes.wait_until)"
