"""Machines of one machine: each a network namespace, so that it can be killed whole and cut off from
the others. Their switch is a bridge in a namespace of its own, where no rule of this machine's filter
meets it. Needs root, and touches nothing but what it made.
"""

import os
import pathlib
import shutil
import signal
import string
import subprocess
import sys
import time

SWITCH = "airside-switch"
# This machine's own end of the cable to the switch.
CABLE = "airside0"
# Where the programs of the application are.
GATE = "10.77.0.1"


def with_mounts_of_its_own():
    """Begins the program anew where what it mounts is seen by nobody else, and gone when it ends."""
    if os.environ.get("PROVE_MOUNTS") != "own":
        os.environ["PROVE_MOUNTS"] = "own"
        os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def tried(*command):
    return subprocess.run(command, check=False, capture_output=True, text=True)


class Debian:
    """Where the packages of Debian 13 are: this machine, or a folder made by debootstrap."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.enter = []
        if str(self.root) != "/":
            self.enter = ["chroot", str(self.root)]
            for folder in ["dev", "proc"]:
                run("mount", "--rbind", f"/{folder}", str(self.root / folder))
        self.home = self.root / "var/lib/airside-clusters"
        shutil.rmtree(self.home, ignore_errors=True)

    def inside(self, path):
        """A path as programs in it see it."""
        return "/" + str(path.relative_to(self.root))

    def as_user(self, user, *command):
        return [*self.enter, "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]


def on_switch(*command):
    run("ip", "netns", "exec", SWITCH, *command)


def plug_in(cable, port, *where):
    """A cable into a port of the switch; its other end is here, or in a namespace."""
    run("ip", "link", "add", cable, *where, "type", "veth", "peer", "name", port, "netns", SWITCH)
    on_switch("ip", "link", "set", port, "master", "bridge", "up")


class Network:
    def __enter__(self):
        self.machines = []
        self.__exit__()
        run("ip", "netns", "add", SWITCH)
        on_switch("ip", "link", "add", "bridge", "type", "bridge")
        on_switch("ip", "link", "set", "bridge", "up")
        plug_in(CABLE, "gate")
        run("ip", "address", "add", f"{GATE}/24", "dev", CABLE)
        run("ip", "link", "set", CABLE, "up")
        return self

    def __exit__(self, *_):
        for machine in self.machines:
            machine.kill()
            tried("ip", "netns", "del", machine.space)
        tried("ip", "link", "del", CABLE)
        tried("ip", "netns", "del", SWITCH)

    def machine(self, debian, name, address):
        made = Machine(debian, name, address)
        self.machines.append(made)
        return made


class Machine:
    def __init__(self, debian, name, address):
        self.debian, self.name, self.address = debian, name, address
        self.space = f"airside-{name}"
        self.folder = debian.home / name
        self.folder.mkdir(parents=True)
        tried("ip", "netns", "del", self.space)
        run("ip", "netns", "add", self.space)
        plug_in("eth0", name, "netns", self.space)
        self.inside("ip", "address", "add", f"{address}/24", "dev", "eth0")
        for device in ["lo", "eth0"]:
            self.inside("ip", "link", "set", device, "up")

    def inside(self, *command):
        run("ip", "netns", "exec", self.space, *command)

    def configured(self, template, owner, more=""):
        """Writes a file of this folder with the machine's own values, for a user of Debian's."""
        text = string.Template(template.read_text()).substitute(
            NAME=self.name, ADDRESS=self.address, FOLDER=self.debian.inside(self.folder))
        file = self.folder / template.name
        file.write_text(text + more)
        run(*self.debian.enter, "chown", "-R", f"{owner}:{owner}", self.debian.inside(self.folder))
        file.chmod(0o600)
        self.folder.chmod(0o700)
        return self.debian.inside(file)

    def start(self, user, *command, **variables):
        told = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": self.debian.inside(self.folder),
                "LANG": "C.UTF-8", **variables}
        program = pathlib.Path(command[0]).name
        with open(self.folder.with_name(f"{self.name}.{program}.log"), "ab") as log:
            subprocess.Popen(
                ["ip", "netns", "exec", self.space, *self.debian.as_user(user, *command)],
                env=told, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def kill(self):
        """Everything that runs on it, at once."""
        while pids := tried("ip", "netns", "pids", self.space).stdout.split():
            for pid in pids:
                try:
                    os.kill(int(pid), signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.1)

    def cut_off(self):
        on_switch("ip", "link", "set", self.name, "down")

    def cut_off_from(self, others):
        """Deaf to some, and still in reach of the application."""
        for other in others:
            self.inside("ip", "route", "add", "blackhole", f"{other.address}/32")

    def reconnect(self):
        on_switch("ip", "link", "set", self.name, "up")
        deaf = tried("ip", "netns", "exec", self.space, "ip", "route", "show", "type", "blackhole").stdout
        for line in deaf.splitlines():
            self.inside("ip", "route", "del", *line.split())
