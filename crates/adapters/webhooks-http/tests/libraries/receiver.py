"""Receives webhooks of a server and verifies them as its users would: receiver.py URL"""

import json
import queue
import sys
import threading
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

server = sys.argv[1]
received: queue.Queue = queue.Queue()


class Receiver(BaseHTTPRequestHandler):
    """Takes everything, and keeps it for whoever waits."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        received.put((dict(self.headers.items()), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def call(method, path, body=None, key=None, status=200):
    """The answer to one request, which has this status."""
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == status, (path, answer.status)
        return json.load(answer)


listener = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=listener.serve_forever, daemon=True).start()
person = {
    "email": f"{uuid.uuid4()}@example.com",
    "password": "correct horse battery",
    "given_name": "Asha",
    "family_name": "Rao",
}
key = call("POST", "/v1/users", person, status=201)["api_key"]["key"]
url = f"http://127.0.0.1:{listener.server_port}/hooks"
endpoint = call(
    "POST", "/v1/webhook-endpoints", {"url": url, "events": ["booking.created"]}, key, 201
)
endpoints = f"/v1/webhook-endpoints/{endpoint['id']}"

sent = call("POST", endpoints + "/ping", key=key, status=202)
headers, body = received.get(timeout=30)
event = Webhook(endpoint["secret"]).verify(body, headers)
assert event == sent, (event, sent)
assert headers["webhook-id"] == sent["id"]

# What somebody changed on the way is refused.
for changed in (body.replace("ping", "pong"), body + " "):
    try:
        Webhook(endpoint["secret"]).verify(changed, headers)
    except WebhookVerificationError:
        pass
    else:
        raise AssertionError("a changed body was taken")

# For a day both secrets verify.
rotated = call("POST", endpoints + "/rotate-secret", key=key)
call("POST", endpoints + "/ping", key=key, status=202)
headers, body = received.get(timeout=30)
for secret in (endpoint["secret"], rotated["secret"]):
    assert Webhook(secret).verify(body, headers)["type"] == "ping"
print("standardwebhooks for Python verifies what was sent")
