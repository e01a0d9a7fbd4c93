"""Checks that both edges let through every route that clients, payers and browsers use.

An edge lists what may pass, so a new page answers 404 behind it until the list grows. The
routes are read where the API declares them. Usage: lint-edges.py (from the root).
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

SOURCES = Path("crates/http/src")
COMPOSE = Path("deploy/compose/edge.cfg")
INGRESS = Path("deploy/kubernetes/overlays/production/ingress.yaml")
# The description of the API, and where its page was: declared without an attribute.
API_PAGE = {"/docs/", "/docs/index.html", "/openapi.json", "/openapi-3.0.json"}
INSIDE = "/metrics"
# Moves the time of a sandbox: for whoever reaches its server, not for the world.
TRIED_OUT = "/sandbox/clock/advance"


def routes() -> set[str]:
    """Every path that a handler declares, a placeholder filled in."""
    declared = re.compile(r'#\[(?:get|post|put|patch|delete)\(\s*"([^"]+)"')
    found = {path for file in SOURCES.rglob("*.rs") for path in declared.findall(file.read_text())}
    return {re.sub(r"\{[^}]*\}", "x", path) for path in found if path != TRIED_OUT} | API_PAGE


def compose() -> Callable[[str], bool]:
    """What the ACL `api` of HAProxy matches."""
    begins, whole = set(), set()
    for line in COMPOSE.read_text().splitlines():
        match line.split():
            case ["acl", "api", "path_beg", *paths]:
                begins |= set(paths)
            case ["acl", "api", "path", *paths]:
                whole |= set(paths)
    return lambda path: path in whole or path.startswith(tuple(begins))


def ingress() -> Callable[[str], bool]:
    """What the rules of the production ingress match."""
    rules = yaml.safe_load(INGRESS.read_text())["spec"]["rules"]
    paths = [path for rule in rules for path in rule["http"]["paths"]]

    def passes(wanted: str) -> bool:
        return any(
            wanted == it["path"]
            or (it["pathType"] == "Prefix" and wanted.startswith(it["path"].rstrip("/") + "/"))
            for it in paths
        )

    return passes


def main() -> int:
    public = sorted(routes())
    if len(public) < 10:
        print(f"only {len(public)} routes were found below {SOURCES}: are they declared otherwise now?")
        return 1
    wrong = 0
    for file, passes in ((COMPOSE, compose()), (INGRESS, ingress())):
        for path in public:
            if not passes(path):
                print(f"{file}: {path} does not pass")
                wrong += 1
        if passes(INSIDE):
            print(f"{file}: {INSIDE} passes, and is for inside only")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
