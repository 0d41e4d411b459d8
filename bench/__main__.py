"""`python -m bench` lists the measurements, `python -m bench NAME` runs one."""

import ast
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def measurements() -> dict[str, str]:
    """Name and first docstring line of each measurement."""
    found = {}
    for path in sorted(HERE.glob("[a-z]*.py")):
        told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        found[path.stem] = told.partition("\n")[0]
    return found


def main(names: list[str]) -> int:
    """Run the named measurements in order; without a name, list what there is."""
    known = measurements()
    for name in names:
        if name not in known:
            print(f"no measurement {name!r}; there are: {', '.join(known)}", file=sys.stderr)
            return 2
    for name in names:
        importlib.import_module(f"bench.{name}").main()
    if not names:
        for name, told in known.items():
            print(f"{name:12} {told}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    raise SystemExit(main(sys.argv[1:]))
