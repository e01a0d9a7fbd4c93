"""Checks that each program is given the secrets that it works with, and no others.

In Kubernetes a workload refers to no Secret but that of its role, `airside-ROLE`, and no role's
Secret has a setting that the role has no use for; in Compose no service is given one. Where the
settings insist on a secret that a program has no use for, it gets a stand-in that everybody may
know. Usage: lint-secrets.py KUBERNETES.yaml… (from the root).
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

FORMS = Path("deploy/kubernetes/base/secrets.example.yaml")
COMPOSE = Path("docker-compose.yml")
COMPOSE_STRIPE = Path("deploy/compose/stripe.yml")
# Its test lists every setting that is a secret.
SETTINGS = Path("crates/bootstrap/src/settings.rs")

# What each role has a use for, and why. A role is the component that a pod's label names, and the
# name of a service of Compose.
USES = {
    # Everything: it signs tokens, offers and links, charges and refunds, takes Stripe's events, and
    # sends mail.
    "api": {
        "AIRSIDE_EMAIL__SMTP_PASSWORD",
        "AIRSIDE_KEYS__SECRET",
        "AIRSIDE_PAYMENTS__SECRET_KEY",
        "AIRSIDE_PAYMENTS__WEBHOOK_SECRET",
        "AIRSIDE_PERSONAL_DATA__KEYS",
        "AIRSIDE_POSTGRES__URL",
        "AIRSIDE_RABBITMQ__URL",
        "AIRSIDE_REDIS__URL",
        "AIRSIDE_S3__ACCESS_KEY",
        "AIRSIDE_S3__SECRET_KEY",
    },
    "pdf-worker": {
        # It reads a booking, and marks its document ready.
        "AIRSIDE_POSTGRES__URL",
        # What is sealed in a booking is opened whenever one is read.
        "AIRSIDE_PERSONAL_DATA__KEYS",
        # It takes jobs, and hears that the world has changed.
        "AIRSIDE_RABBITMQ__URL",
        # It writes the files.
        "AIRSIDE_S3__ACCESS_KEY",
        "AIRSIDE_S3__SECRET_KEY",
        # Whether it is a live key: with another, tickets are not valid for travel. Its /readyz reads
        # the balance with it. One of its own, which may do no more.
        "AIRSIDE_PAYMENTS__SECRET_KEY",
        # Its /readyz asks Redis; it counts nothing there.
        "AIRSIDE_REDIS__URL",
    },
    "audit": {
        # It reads all bookings and answers, and opens what is sealed in them.
        "AIRSIDE_POSTGRES__URL",
        "AIRSIDE_PERSONAL_DATA__KEYS",
        # It compares the checksums of files.
        "AIRSIDE_S3__ACCESS_KEY",
        "AIRSIDE_S3__SECRET_KEY",
        # It asks about payments, refunds and disputes. One of its own, which only reads.
        "AIRSIDE_PAYMENTS__SECRET_KEY",
    },
    # It touches tables, and reads no row that is sealed.
    "migrate": {"AIRSIDE_POSTGRES__URL"},
    # It signs its events.
    "stripe-sandbox": {"AIRSIDE_PAYMENTS__WEBHOOK_SECRET"},
}
# These read the settings, which are checked whole before a program knows what it is going to do.
INSISTENT = USES.keys() - {"stripe-sandbox"}
# What the settings insist on, and what is given to a role that has no use for it.
STAND_INS = {
    "AIRSIDE_KEYS__SECRET": "no-secret-for-this-program-signs-nothing",
    "AIRSIDE_PAYMENTS__SECRET_KEY": "sk_test_no-secret-for-this-program-takes-no-money",
    "AIRSIDE_PAYMENTS__WEBHOOK_SECRET": "whsec_no-secret-for-this-program-takes-no-events",
}
# Of Compose: whose a variable of .env is.
VARIABLES = {
    "AIRSIDE_KEYS__SECRET": {"api"},
    "AIRSIDE_PERSONAL_DATA__KEYS": {"api", "pdf-worker"},
    "POSTGRES_PASSWORD": {"api", "pdf-worker", "migrate", "postgres"},
    "RABBITMQ_PASSWORD": {"api", "pdf-worker", "rabbitmq"},
    "REDIS_PASSWORD": {"api", "pdf-worker", "redis"},
    "S3_ACCESS_KEY": {"api", "pdf-worker", "objects"},
    "S3_SECRET_KEY": {"api", "pdf-worker", "objects"},
    "STRIPE_SECRET_KEY": {"api", "tunnel"},
    "STRIPE_WEBHOOK_SECRET": {"api"},
    "STRIPE_WORKER_KEY": {"pdf-worker"},
}
SECRETS = frozenset().union(*USES.values())
COMPONENT = "app.kubernetes.io/component"


def documents(file: Path) -> list[dict]:
    return [it for it in yaml.safe_load_all(file.read_text()) if isinstance(it, dict)]


def parts(node: object) -> Iterator[tuple[str, object]]:
    """Every key of a tree with what it holds; what pulls images is given to no program."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "imagePullSecrets":
                yield key, value
                yield from parts(value)
    elif isinstance(node, list):
        for each in node:
            yield from parts(each)


def secrets_named(pod: dict) -> Iterator[tuple[str | None, str | None]]:
    """The Secrets that a pod refers to, and the key, where it is one."""
    for name, value in parts(pod):
        if isinstance(value, dict) and (name == "secret" or name.lower().endswith(("secretref", "secretkeyref"))):
            yield value.get("name", value.get("secretName")), value.get("key")


def pod_of(document: dict) -> dict | None:
    """The template of a workload's pods; `None` for what is no workload."""
    spec = document.get("spec") or {}
    match document.get("kind"):
        case "Pod":
            return document
        case "CronJob":
            return ((spec.get("jobTemplate") or {}).get("spec") or {}).get("template")
        case "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job":
            return spec.get("template")
    return None


def given(role: str, setting: str, value: object) -> str | None:
    """What is wrong with a secret setting that stands in the open."""
    if setting in USES[role]:
        return f"{setting} stands in the open, and belongs into the Secret of its role"
    if value != STAND_INS.get(setting):
        return f"{setting} is of no use to it, and is not the stand-in of deploy/lint-secrets.py"
    return None


def workload(name: str, pod: dict) -> Iterator[str]:
    role = name.removeprefix("airside-")
    labels = (pod.get("metadata") or {}).get("labels") or {}
    if role not in USES:
        yield "is of no role that deploy/lint-secrets.py knows: say there which secrets it uses"
        return
    if labels.get(COMPONENT, role) != role:
        yield f"is of another component, {labels[COMPONENT]}"
    own = f"airside-{role}"
    named = list(secrets_named(pod))
    for secret, key in named:
        if secret != own:
            yield f"refers to the Secret {secret}, which is not its own: {own}"
        if key is not None and key not in USES[role]:
            yield f"takes {key} from a Secret, and has no use for it"
    spec = pod.get("spec") or {}
    for container in (spec.get("containers") or []) + (spec.get("initContainers") or []):
        # A patch of an overlay holds only what differs.
        is_whole = "image" in container
        if is_whole and own not in (secret for secret, _ in secrets_named(container)):
            yield f"does not refer to its own Secret: {own}"
        env = {it["name"]: it for it in container.get("env") or []}
        for setting in SECRETS & env.keys():
            if "value" in env[setting] and (fault := given(role, setting, env[setting]["value"])):
                yield fault
            elif "valueFrom" in env[setting] and setting not in USES[role]:
                yield f"is given {setting}, and has no use for it"
        if is_whole and role in INSISTENT:
            for setting in STAND_INS.keys() - USES[role] - env.keys():
                yield f"has no stand-in for {setting}, without which it does not start"


def secret(name: str, document: dict) -> Iterator[str]:
    role = name.removeprefix("airside-")
    if role == name or role not in USES:
        yield "is the Secret of no role that deploy/lint-secrets.py knows"
        return
    keys = {**(document.get("data") or {}), **(document.get("stringData") or {})}.keys()
    for key in keys - USES[role]:
        yield f"has {key}, which its role has no use for"
    for key in USES[role] - keys:
        yield f"lacks {key}, which its role uses"


def scalers(found: list[tuple[Path, dict]]) -> Iterator[str]:
    """What KEDA is given: nothing but the Secret of the role that it scales."""
    scales = {}
    for _, document in found:
        if document.get("kind") == "ScaledObject":
            target = document["spec"]["scaleTargetRef"]["name"]
            for trigger in document["spec"]["triggers"]:
                scales[trigger.get("authenticationRef", {}).get("name")] = target
    for file, document in found:
        if document.get("kind") != "TriggerAuthentication":
            continue
        name = document["metadata"]["name"]
        for it in document["spec"].get("secretTargetRef") or []:
            if it["name"] != scales.get(name):
                yield f"{file}: TriggerAuthentication {name} refers to the Secret {it['name']}, not to {scales.get(name)}"
            elif it["key"] != "AIRSIDE_RABBITMQ__URL":
                yield f"{file}: TriggerAuthentication {name} takes {it['key']}, and needs the broker alone"


def kubernetes(files: list[Path]) -> Iterator[str]:
    found = [(file, document) for file in files for document in documents(file)]
    roles, forms = set(), set()
    for file, document in found:
        kind, name = document.get("kind"), (document.get("metadata") or {}).get("name", "")
        pod, faults = pod_of(document), []
        if pod is not None:
            roles.add(name)
            faults = workload(name, pod)
        elif kind == "Secret":
            forms.add(name)
            faults = secret(name, document)
        elif kind == "ConfigMap":
            faults = (f"has {it}, which is a secret" for it in SECRETS & (document.get("data") or {}).keys())
        yield from (f"{file}: {kind} {name} {fault}" for fault in sorted(set(faults)))
    yield from scalers(found)
    if len(roles) < 4:
        yield f"only {len(roles)} workloads were found: are they kept elsewhere now?"
    yield from (f"{FORMS}: there is no form for {name}" for name in sorted(roles - forms))


def compose(base: dict, over: dict, names: str) -> Iterator[str]:
    for name in sorted(base["services"].keys() | over.get("services", {}).keys()):
        layers = [it["services"].get(name) or {} for it in (base, over) if it.get("services")]
        environment = {}
        for layer in layers:
            if layer.get("env_file"):
                yield f"{names}: {name} has an env_file, which would give it every secret there is"
            environment |= layer.get("environment") or {}
        uses = USES.get(name, set())
        for setting in sorted(SECRETS & environment.keys() - uses):
            if environment[setting] != STAND_INS.get(setting):
                yield f"{names}: {name} is given {setting}, and has no use for it"
        if name in INSISTENT:
            for setting in sorted(STAND_INS.keys() - uses - environment.keys()):
                yield f"{names}: {name} has no stand-in for {setting}, without which it does not start"
        # What a layer over it takes the place of is given to nobody.
        texts = [value for layer in layers for key, value in parts({**layer, "environment": None})]
        for text in [*environment.values(), *texts]:
            for line in text if isinstance(text, list) else [text]:
                for variable in re.findall(r"\$\{?([A-Z0-9_]+)", line if isinstance(line, str) else ""):
                    if name not in VARIABLES.get(variable, {name}):
                        yield f"{names}: {name} is given ${variable}, and has no use for it"


def listed() -> Iterator[str]:
    """Whether every setting that is a secret is in the table above."""
    found = re.search(r"const SECRETS: \[&str; \d+\] = \[(.*?)\];", SETTINGS.read_text(), re.DOTALL)
    secret = set(re.findall(r'"(AIRSIDE_\w+)"', found[1])) if found else set()
    if not secret:
        yield f"{SETTINGS}: no list of secret settings was found: is it kept elsewhere now?"
    for setting in sorted(secret ^ SECRETS):
        yield f"{setting} is a secret in one of {SETTINGS} and deploy/lint-secrets.py alone"


def main(arguments: list[str]) -> int:
    files = sorted({*map(Path, arguments), FORMS})
    base, stripe = (yaml.safe_load(file.read_text()) for file in (COMPOSE, COMPOSE_STRIPE))
    faults = [
        *listed(),
        *kubernetes(files),
        *compose(base, {}, str(COMPOSE)),
        *compose(base, stripe, f"{COMPOSE} with {COMPOSE_STRIPE}"),
    ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
