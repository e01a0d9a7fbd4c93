"""What the proof of backups runs: a PostgreSQL with archiving, a node and a worker on it, and as much of
S3 as it needs.
"""

import argparse
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import proving  # noqa: E402
from proving import request, until  # noqa: E402

# What operators take, and the proof as it is.
RECIPE = ["archiving.conf", "base-backup", "return-to"]


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def postgres_programs():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    done = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
    return pathlib.Path(done.stdout.strip())


class Postgres:
    """A cluster with archiving, and the recipe beside it, all owned by PostgreSQL's user."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.port = programs, folder, free_port()
        self.passwords = {"airside": secrets.token_hex(16), "backup": secrets.token_hex(16)}
        self.data, self.archive, self.backups = folder / "data", folder / "wal", folder / "backups"
        self.account = None
        if os.geteuid() == 0:
            known = {user.pw_name for user in pwd.getpwall()}
            self.account = next(name for name in ("postgres", "nobody") if name in known)
        for name in RECIPE:
            shutil.copy(HERE / name, folder)
        for each in [self.archive, self.backups]:
            each.mkdir()
        if self.account:
            user = pwd.getpwnam(self.account)
            for path in [folder, *folder.iterdir()]:
                os.chown(path, user.pw_uid, user.pw_gid)

    @property
    def url(self):
        return f"postgres://airside:{self.passwords['airside']}@127.0.0.1:{self.port}/airside"

    def run(self, program, *arguments, user="airside", check=True, said=None):
        environment = {
            "PATH": f"{self.programs}:/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self.folder),
            "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": user, "PGDATABASE": "airside",
            "PGPASSWORD": self.passwords[user], "WAL_ARCHIVE": str(self.archive),
        }
        done = subprocess.run(
            [program, *map(str, arguments)], cwd=self.folder, env=environment, user=self.account,
            group=self.account and pwd.getpwnam(self.account).pw_gid,
            extra_groups=[] if self.account else None,
            stdin=subprocess.DEVNULL, stdout=said or subprocess.PIPE, stderr=said or subprocess.PIPE,
            text=True, check=False,
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"{program} {arguments} ended with {done.returncode}:\n{done.stderr}")
        return done

    def recipe(self, name, *arguments, check=True):
        return self.run(self.folder / name, *arguments, user="backup", check=check)

    def sql(self, text, database="airside"):
        return self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text).stdout.strip()

    def make(self):
        password = self.folder / "password"
        password.write_text(self.passwords["airside"])
        password.chmod(0o644)
        self.run("initdb", "-D", self.data, "--username=airside", f"--pwfile={password}",
                 "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C")
        password.unlink()
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(f"listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
                           f"port = {self.port}\ninclude = '{self.folder}/archiving.conf'\n")
        self.start()
        self.sql("CREATE DATABASE airside", "postgres")
        self.sql(f"CREATE ROLE backup LOGIN REPLICATION PASSWORD '{self.passwords['backup']}'")

    def start(self, data=None, check=True):
        data = data or self.data
        with open(self.folder / f"{data.name}.log", "a", encoding="utf-8") as log:
            return self.run("pg_ctl", "-D", data, "-l", self.folder / f"{data.name}.server.log", "-w",
                            "-t", "120", "start", check=check, said=log).returncode == 0

    def stop(self):
        if not self.is_running():
            return
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "120", "stop")

    def pid(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def is_running(self):
        return self.run("pg_ctl", "-D", self.data, "status", check=False).returncode == 0

    def return_to(self, when, data, archive=None, timeline="latest"):
        """Lays the newest backup there, starts PostgreSQL on it, and waits; whether it came up."""
        newest = max(path for path in self.backups.iterdir() if path.suffix != ".part")
        self.recipe("return-to", "--backup", newest, "--archive", archive or self.archive,
                    "--data", data, "--timeline", timeline, when)
        self.data = data
        if not self.start(check=False):
            return False

        def came_to():
            """It answers while it recovers, and may end then."""
            try:
                return "open" if self.sql("SELECT pg_is_in_recovery()") == "f" else None
            except RuntimeError:
                return None if self.is_running() else "ended"

        return until(f"PostgreSQL is open at {when}", came_to)[0] == "open"

    def count(self, table):
        return int(self.sql(f"SELECT count(*) FROM {table}"))

    def log(self):
        return (self.folder / f"{self.data.name}.server.log").read_text(encoding="utf-8")


class Bucket:
    """As much of S3 as this needs: signed requests, the bucket in the path."""

    def __init__(self):
        told = {name: os.environ[f"AIRSIDE_S3__{name.upper()}"]
                for name in ("endpoint", "region", "bucket", "access_key", "secret_key")}
        self.told = argparse.Namespace(**told)

    def ask(self, method, key="", query="", body=b""):
        told, now = self.told, datetime.datetime.now(datetime.timezone.utc)
        moment, scope = now.strftime("%Y%m%dT%H%M%SZ"), f"{now:%Y%m%d}/{told.region}/s3/aws4_request"
        path, host = f"/{told.bucket}/{key}".rstrip("/"), urllib.parse.urlsplit(told.endpoint).netloc
        digest = hashlib.sha256(body).hexdigest()
        headers = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": moment}
        names = ";".join(headers)
        lines = [method, path, query, *(f"{name}:{value}" for name, value in headers.items()), "", names, digest]
        request_digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        signed = "\n".join(["AWS4-HMAC-SHA256", moment, scope, request_digest])
        secret = f"AWS4{told.secret_key}".encode()
        for part in [*scope.split("/"), signed]:
            secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
        headers["Authorization"] = (f"AWS4-HMAC-SHA256 Credential={told.access_key}/{scope}, "
                                    f"SignedHeaders={names}, Signature={secret.hex()}")
        url = told.endpoint + path + (f"?{query}" if query else "")
        asked = urllib.request.Request(url, data=body or None, headers=headers, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read()

    def keys(self):
        keys, more = [], ""
        while True:
            page = xml.etree.ElementTree.fromstring(self.ask("GET", query=f"{more}list-type=2"))
            keys += [each.text for each in page.iter() if each.tag.endswith("}Key")]
            token = next((each.text for each in page.iter() if each.tag.endswith("}NextContinuationToken")), None)
            if token is None:
                return keys
            more = f"continuation-token={urllib.parse.quote(token, safe='')}&"


class Airside:
    """One API node and one document worker, and the commands."""

    def __init__(self, program, postgres, folder):
        self.program, self.folder, self.port, self.running = program, folder, free_port(), {}
        proving.API = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "AIRSIDE_POSTGRES__URL": postgres.url, "AIRSIDE_SERVER__PORT": str(self.port),
            "AIRSIDE_SERVER__PUBLIC_URL": proving.API, "AIRSIDE_WORKER__PORT": "0",
            "AIRSIDE_WORLD__DEMO": "small", "AIRSIDE_LOG__FILTER": "info",
        }

    def start(self, *names):
        for name in names or ("serve", "worker"):
            with open(self.folder / f"airside-{name}.log", "a", encoding="utf-8") as log:
                self.running[name] = subprocess.Popen(
                    [self.program, name], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                    stdout=log, stderr=log)
        until("the node is ready", lambda: request("GET", "/readyz")[0] == 200)

    def stop(self, *names):
        for name in names or tuple(self.running):
            process = self.running.pop(name)
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name):
        return (self.folder / f"airside-{name}.log").read_text(encoding="utf-8", errors="replace")

    def command(self, *arguments):
        return subprocess.run([self.program, *arguments], cwd=ROOT, env=self.environment,
                              capture_output=True, text=True, check=False)

    def audit(self, *arguments):
        """What it found, as sentences."""
        done = self.command("audit", "--json", "--gateway", *arguments)
        try:
            return json.loads(done.stdout)["findings"]
        except ValueError:
            return [f"the audit came to no end: {done.stderr.strip()[-300:]}"]
