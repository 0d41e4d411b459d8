"""Reading one file of the catalogue: strict YAML, and Markdown with front matter."""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from helpdesk.errors import CatalogueError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StrictLoader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """YAML as a clerk expects it: no key twice, `no` is a word and `12:00` is no number."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")
        ]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are all different."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise yaml.constructor.ConstructorError(
                    None, None, "kunci harus berupa kata", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"kunci '{key}' ditulis dua kali", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _resolve(tag: str, pattern: str, first: str) -> None:
    StrictLoader.add_implicit_resolver(tag, re.compile(pattern), list(first))


_resolve("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf")
_resolve("tag:yaml.org,2002:int", r"^(?:0|-?[1-9][0-9]*)$", "-0123456789")


def read_text(path: Path, name: str) -> str:
    """The file's text; `name` is how messages call the file. Raises `CatalogueError`."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CatalogueError(f"{name}: berkas tidak ditemukan.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{name}: berkas tidak dapat dibaca ({error}).") from None


def parse(text: str, name: str) -> Any:
    """The YAML value of `text`. Raises `CatalogueError` naming file and line."""
    try:
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506 - derived from the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"baris {mark.line + 1}" if mark else "isi berkas"
        raise CatalogueError(f"{name}: {line}: {_problem(error)}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueError(f"{name}: isi berkas: bukan YAML yang benar ({error}).") from None


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "penulisan tidak dikenali"
    if problem.startswith("kunci"):
        return problem
    return f"penulisan YAML keliru, periksa jarak dan tanda baca ({problem})"


def read_yaml(path: Path, name: str) -> Any:
    """The value in a YAML file."""
    return parse(read_text(path, name), name)


def read_front_matter(path: Path, name: str) -> dict[str, Any]:
    """The front matter of a Markdown file, its text under the key `body`."""
    text = read_text(path, name)
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise CatalogueError(f"{name}: baris 1: harus diawali bagian di antara dua baris '---'.")
    head = parse(parts[1], name)
    if not isinstance(head, dict):
        raise CatalogueError(f"{name}: baris 2: bagian awal harus berisi 'kunci: isi'.")
    return {**head, "body": parts[2].strip()}
