"""Checks that each setting that a deployment names is one: AIRSIDE_SECTION__NAME.

The programs refuse to start with a name that they do not know, so a slip of the pen here
is found before anything is deployed. Usage: lint-settings.py CONFIG.toml… -- FILE…
"""

import re
import sys
import tomllib
from pathlib import Path

# Read before the settings are, or by Compose alone to make settings of.
NO_SETTINGS = {
    "AIRSIDE_CONFIG",
    "AIRSIDE_IMAGE",
    "AIRSIDE_BIND",
    "AIRSIDE_PORT",
    "AIRSIDE_PUBLIC_URL",
    "AIRSIDE_FORWARDED_HOPS",
}


def variables(table: dict, prefix: str = "AIRSIDE_") -> set[str]:
    """The variables of a table of settings, its sub-tables among them."""
    found = set()
    for name, value in table.items():
        if isinstance(value, dict):
            found |= variables(value, f"{prefix}{name.upper()}__")
        else:
            found.add(f"{prefix}{name.upper()}")
    return found


def main(arguments: list[str]) -> int:
    middle = arguments.index("--")
    known = set(NO_SETTINGS)
    for config in arguments[:middle]:
        known |= variables(tomllib.loads(Path(config).read_text()))
    wrong = 0
    for name in arguments[middle + 1 :]:
        for number, line in enumerate(Path(name).read_text().splitlines(), start=1):
            for variable in re.findall(r"AIRSIDE_[A-Z0-9_]*[A-Z0-9]", line):
                if variable not in known:
                    print(f"{name}:{number}: {variable} is no setting")
                    wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
