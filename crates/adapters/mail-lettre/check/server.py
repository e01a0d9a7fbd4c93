"""An SMTP server in its three ways: STARTTLS with a password, TLS from the first byte, in the clear.

    server.py FOLDER CERTIFICATE KEY

Lays what it takes into FOLDER as it came, and writes its ports to FOLDER/ports once it listens. It
refuses for good who is called nobody@…, and for now who is called later@….
"""

import asyncio
import json
import ssl
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import AuthResult, SMTP

folder, certificate, key = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)
numbers = count(1)
servers = []


class Handler:
    def __init__(self, way):
        self.way = way

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return f"550 5.1.1 <{address}>: there is no such user"
        if address.startswith("later@"):
            return f"451 4.3.0 <{address}>: try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (folder / f"{self.way}-{next(numbers)}.eml").write_bytes(envelope.content)
        return "250 taken"


def check_password(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"airside", b"hush-hush"))


async def listening(way, settings, encryption=None):
    """The port of a server that listens until the program ends."""
    make = lambda: SMTP(Handler(way), hostname="localhost", **settings)
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=encryption)
    servers.append(server)
    return server.sockets[0].getsockname()[1]


async def main():
    asks = {"tls_context": tls, "require_starttls": True, "auth_required": True}
    ports = {
        "starttls": await listening("starttls", {"authenticator": check_password, **asks}),
        "implicit": await listening("implicit", {}, tls),
        "none": await listening("none", {}),
    }
    (folder / "unfinished").write_text(json.dumps(ports))
    (folder / "unfinished").rename(folder / "ports")
    await asyncio.Event().wait()


asyncio.run(main())
