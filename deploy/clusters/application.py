"""Airside on the clusters: two nodes, two workers, the sandbox and an object store on the machine that
the clusters are reached from, each a process of its own.
"""

import os
import pathlib
import signal
import subprocess
import time

from proving import request, until

SETTINGS = {
    "AIRSIDE_STACK": "server",
    "AIRSIDE_POSTGRES__URL": "postgres://airside:for-trials-only@127.0.0.1:15432/airside",
    "AIRSIDE_POSTGRES__MIGRATE": "true",
    "AIRSIDE_RABBITMQ__URL": "amqp://airside:for-trials-only@127.0.0.1:15672/%2f",
    "AIRSIDE_REDIS__URL": "redis://:for-trials-only@127.0.0.1:16379/0",
    "AIRSIDE_S3__ENDPOINT": "http://127.0.0.1:18333",
    "AIRSIDE_S3__BUCKET": "airside",
    "AIRSIDE_S3__ACCESS_KEY": "airside",
    "AIRSIDE_S3__SECRET_KEY": "for-trials-only",
    "AIRSIDE_WORLD__DEMO": "small",
    "AIRSIDE_SERVER__HOST": "127.0.0.1",
    "AIRSIDE_SERVER__PUBLIC_URL": "http://127.0.0.1:18096",
    "AIRSIDE_SERVER__FORWARDED_HOPS": "1",
    "AIRSIDE_PAYMENTS__GATEWAY": "sandbox",
    "AIRSIDE_PAYMENTS__SANDBOX_URL": "http://127.0.0.1:18111",
    "AIRSIDE_PAYMENTS__WEBHOOK_URL": "http://127.0.0.1:18096/v1/webhooks/stripe",
    "AIRSIDE_PAYMENTS__WEBHOOK_SECRET": "whsec_for-trials-only",
    "AIRSIDE_KEYS__SECRET": "for-trials-only-known-to-everybody",
    # The load is one traveller with many hands.
    "AIRSIDE_BOOKING__MAX_UNPAID_SEATS": "0",
    "AIRSIDE_LIMITS__API_PER_SECOND": "1000000",
    "AIRSIDE_LIMITS__API_BURST": "1000000",
}


class Part:
    def __init__(self, name, command, settings, health):
        self.name, self.command, self.health = name, [str(it) for it in command], health
        self.settings, self.process = settings, None

    def start(self, folder):
        ours = ("AIRSIDE_", "DATABASE_", "REDIS_", "CLOUDAMQP_", "BUCKETEER_", "AWS_", "PORT")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        with open(folder / f"{self.name}.log", "ab") as log:
            self.process = subprocess.Popen(
                self.command, env={**inherited, **self.settings}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True)

    def is_up(self):
        return self.process.poll() is None and 0 < request("GET", self.health)[0] < 500

    def stop(self):
        """In order; how it ended."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Application:
    """Programs of one release; `roll` brings those of another."""

    def __init__(self, folder, release, objects):
        self.folder, self.parts = folder, {}
        files = folder / "objects" / "airside"
        files.mkdir(parents=True)
        self.add("objects", [objects, "--host", "127.0.0.1", "--port", "18333", "--access-key", "airside",
                             "--secret-key", "for-trials-only", files.parent],
                 {"RUST_LOG": "off"}, "http://127.0.0.1:18333/")
        self.add("sandbox", [*release.sandbox, "--port", "18111", "--data", folder / "sandbox",
                             "--public-url", SETTINGS["AIRSIDE_SERVER__PUBLIC_URL"]],
                 SETTINGS, "http://127.0.0.1:18111/healthz")
        self.on(release)

    def on(self, release):
        for number in [1, 2]:
            port = {"AIRSIDE_SERVER__PORT": f"1818{number}"}
            self.add(f"node{number}", release.serve, SETTINGS | port, f"http://127.0.0.1:1818{number}/readyz")
            port = {"AIRSIDE_WORKER__PORT": f"1819{number}"}
            self.add(f"worker{number}", release.worker, SETTINGS | port, f"http://127.0.0.1:1819{number}/readyz")

    def add(self, name, command, settings, health):
        former = self.parts.get(name)
        self.parts[name] = Part(name, command, settings, health)
        self.parts[name].process = former and former.process

    def start(self, *names):
        for name in names or self.parts:
            self.parts[name].start(self.folder)
        for name in names or self.parts:
            until(f"{name} is up", self.parts[name].is_up)

    def roll(self, release):
        """One after the other, each after the one before is ready. How long the longest took to end."""
        self.on(release)
        longest = 0
        for name in ["node1", "worker1", "node2", "worker2"]:
            began = time.monotonic()
            code = self.parts[name].stop()
            if code != 0:
                raise RuntimeError(f"{name} ended with {code}")
            longest = max(longest, time.monotonic() - began)
            self.start(name)
        return longest

    def end(self):
        for part in self.parts.values():
            part.kill()


class Release:
    """The programs of a folder: one for everything, or one for each as it was before."""

    def __init__(self, folder):
        folder = pathlib.Path(folder).resolve()
        one = folder / "airside"
        if one.exists():
            self.serve, self.worker, self.sandbox = [one, "serve"], [one, "worker"], [one, "sandbox"]
        else:
            self.serve, self.worker = [folder / "airside-api"], [folder / "airside-pdf-worker"]
            self.sandbox = [folder / "airside-stripe-sandbox"]
        self.airside = one
