"""What the proofs of deployments have in common: a traveller over HTTP, a load of them, and a table
of what was seen. Set `API` first.
"""

import json
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

# Where the nodes, or what stands before them, answer.
API = ""
# What a part may take to answer again, in seconds.
PATIENCE = 120

rows = []


def tell(what, seen, holds=True):
    rows.append((what, seen, holds))
    print(f"{'ok ' if holds else 'NO '} {what}: {seen}", flush=True)


def finish():
    """The table of everything that was seen; ends with 0 when every line holds."""
    print("\n| what | seen | |\n| --- | --- | --- |")
    for what, seen, holds in rows:
        print(f"| {what} | {seen} | {'' if holds else '**no**'} |")
    sys.exit(0 if all(holds for *_, holds in rows) else 1)


def request(method, path, key=None, body=None, once=None, patience=30):
    """The status and the body; 0 where nobody answered."""
    url = path if path.startswith("http") else API + path
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    if once:
        headers["Idempotency-Key"] = once
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=patience) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except (urllib.error.URLError, OSError):
        return 0, b""


def insist(method, path, key=None, body=None, once=None):
    """The same, again and again until the server is there. The answer as JSON, if it is."""
    began = time.monotonic()
    while True:
        status, said = request(method, path, key, body, once)
        if 0 < status < 500 and status != 429:
            break
        if time.monotonic() - began > PATIENCE:
            raise RuntimeError(f"{method} {path}: {status} {said[:300]!r} for {PATIENCE} s")
        time.sleep(0.5)
    if status >= 400:
        raise RuntimeError(f"{method} {path}: {status} {said[:300]!r}")
    return json.loads(said) if said[:1] in (b"{", b"[") else said


class Traveller:
    def __init__(self):
        account = {
            "email": f"asha-{uuid.uuid4().hex[:12]}@example.com",
            "password": "correct horse battery", "given_name": "Asha", "family_name": "Rao",
        }
        self.key = insist("POST", "/v1/users", body=account)["api_key"]["key"]

    def offer(self, number=0):
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86_400 * (30 + number % 40)))
        asked = f"/v1/offers?origin=DEL&destination=BOM&departure_date={day}&max_stops=0&limit=20"
        found = insist("GET", asked, self.key)["departing"]
        return found[number % len(found)]["id"]

    def book(self, offer):
        trip = {
            "offers": [offer],
            "passengers": [{"given_name": "Asha", "family_name": "Rao", "gender": "FEMALE",
                            "date_of_birth": "1990-05-01"}],
            "contact": {"email": "asha@example.com"},
        }
        return insist("POST", "/v1/bookings", self.key, trip, str(uuid.uuid4()))["booking_ref"]

    def pay_by_card(self, reference):
        body = {"payment_method": "pm_card_visa"}
        insist("POST", f"/v1/bookings/{reference}/payments", self.key, body, str(uuid.uuid4()))

    def booking(self, reference):
        return insist("GET", f"/v1/bookings/{reference}", self.key)

    def ticket(self, reference):
        """The link to its PDF, or None."""
        listed = insist("GET", f"/v1/bookings/{reference}/documents", self.key)["data"]
        return listed[0]["url"] if listed and listed[0]["status"] == "READY" else None


def until(what, look, patience=PATIENCE):
    """Looks again until there is something, and tells how long that took."""
    began = time.monotonic()
    while not (found := look()):
        if time.monotonic() - began > patience:
            tell(what, f"not within {patience} s", False)
            return None, patience
        time.sleep(0.1)
    return found, time.monotonic() - began


class Load(threading.Thread):
    """Books and pays, so many times a second, until it is told to stop."""

    def __init__(self, rate):
        # What ends the proof ends the load.
        super().__init__(daemon=True)
        self.rate, self.stopped = rate, threading.Event()
        self.paid, self.wrong, self.lock = [], [], threading.Lock()
        # When bookings were answered and paid.
        self.answered = []
        self.traveller = Traveller()
        self.offers = [self.traveller.offer(number) for number in range(40)]

    def run(self):
        number, trips = 0, []
        while not self.stopped.wait(1 / self.rate):
            trips.append(threading.Thread(target=self.once, args=(number,), daemon=True))
            trips[-1].start()
            number += 1
        for each in trips:
            each.join()

    def once(self, number):
        try:
            reference = self.traveller.book(self.offers[number % len(self.offers)])
            self.traveller.pay_by_card(reference)
            with self.lock:
                self.paid.append(reference)
                self.answered.append(time.monotonic())
        except RuntimeError as error:
            with self.lock:
                self.wrong.append(str(error))

    def longest_pause(self, began):
        """The longest time without a booking that was answered and paid, since then, in seconds."""
        times = [began, *sorted(it for it in list(self.answered) if it > began), time.monotonic()]
        return max(after - before for before, after in zip(times, times[1:]))

    def wait_for_ticket(self, what):
        """Books once more, and tells when that has its ticket."""
        reference = self.traveller.book(self.offers[0])
        self.traveller.pay_by_card(reference)
        _, took = until(what, lambda: self.traveller.ticket(reference))
        tell(what, f"{took:.1f} s", took < PATIENCE)

    def end(self):
        """Stops, and tells whether every booking that was paid has its ticket."""
        self.stopped.set()
        self.join()
        tell("calls that were refused for good", f"{len(self.wrong)} {self.wrong[:2] or ''}", not self.wrong)
        left = list(self.paid)

        def all_done():
            while left and self.traveller.booking(left[-1])["status"] == "CONFIRMED" \
                    and self.traveller.ticket(left[-1]):
                left.pop()
            return not left

        until("every booking that was paid", all_done, 300)
        tell("booked, paid, confirmed, with a ticket",
             f"{len(left)} of {len(self.paid)} are not" if left else f"{len(self.paid)} of {len(self.paid)}",
             not left)
