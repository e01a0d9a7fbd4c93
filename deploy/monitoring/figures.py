"""Holds the alerts and the dashboard against what a server tells: every figure that they ask for is
there. Writes the dashboard's questions as rules, for promtool to read.

Usage: figures.py METRICS PANELS, with the text of /metrics and the file to write.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
# What Prometheus itself adds, and words of its language.
GIVEN = {"up", "time", "sum", "max", "by", "rate", "increase", "topk", "histogram_quantile", "ignoring"}


def told(metrics: str) -> set[str]:
    """The names that can be asked for."""
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", metrics, re.M):
        names |= {f"{name}_{part}" for part in ("bucket", "sum", "count")} if kind == "histogram" else {name}
    return names


def asked(expression: str) -> set[str]:
    """The names that an expression asks for: not what stands in braces, quotes or after `by`."""
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|\b(by|ignoring) \([^)]*\)", "", expression)
    return set(re.findall(r"[a-z_]{2,}", bare)) - GIVEN


def main() -> None:
    metrics, panels = map(pathlib.Path, sys.argv[1:])
    dashboard = json.loads((HERE / "dashboard.json").read_text())
    of_panels = [
        target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])
    ]
    readable = [it.replace("$__rate_interval", "5m").replace("$job", "airside.*") for it in of_panels]
    rules = [{"record": f"airside:panel_{n}", "expr": it} for n, it in enumerate(readable)]
    # JSON is YAML.
    panels.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))

    alerts = (HERE / "alerts.yml").read_text()
    of_alerts = re.findall(r"expr: (?:>-\n)?((?:.|\n)*?)\n +(?:for|labels):", alerts)
    assert len(of_alerts) == alerts.count("- alert:")
    missing = set().union(*map(asked, readable + of_alerts)) - told(metrics.read_text())
    if missing:
        sys.exit(f"no server tells these figures: {', '.join(sorted(missing))}")
    print(f"{len(readable)} panels' questions and {len(of_alerts)} alerts ask for what is told.")


main()
