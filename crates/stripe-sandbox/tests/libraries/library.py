"""Stripe's library for Python against the sandbox: every call that the sandbox has, and each kind of
error as the library tells it. Run by `run`, with the sandbox's address."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from urllib.request import Request, urlopen

import stripe
from stripe import StripeClient

URL = sys.argv[1]


def client(key="sk_test_python", retries=0):
    return StripeClient(key, base_addresses={"api": URL}, max_network_retries=retries).v1


api = client()


def refused(kind, call, **expected):
    """The error that a call ends with, which must be of this kind and say this."""
    try:
        call()
    except kind as error:
        said = {name: getattr(error.error, name, None) for name in expected}
        assert said == expected, said
        assert error.request_id.startswith("req_"), error.request_id
        return error
    raise AssertionError(f"no {kind.__name__}")


def purchase(card="pm_card_visa", **more):
    return {"amount": 458_900, "currency": "inr", "payment_method": card, "confirm": True, **more}


def post(path, body=None, key=None):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    data = json.dumps(body or {}).encode()
    with urlopen(Request(f"{URL}/sandbox/{path}", data, headers)) as answer:
        return answer.read()


def payments():
    made = api.payment_intents.create({"amount": 5_000, "currency": "usd"})
    assert made.status == "requires_payment_method"
    paid = api.payment_intents.confirm(made.id, {"payment_method": "pm_card_visa"})
    assert (paid.status, paid.amount_received) == ("succeeded", 5_000)
    assert api.payment_intents.retrieve(made.id).latest_charge == paid.latest_charge
    waiting = api.payment_intents.create(purchase("pm_card_threeDSecure2Required"))
    assert waiting.next_action.redirect_to_url.url.startswith(f"{URL}/sandbox/payments/pi_")
    assert api.payment_intents.cancel(waiting.id).status == "canceled"


def declines():
    error = refused(
        stripe.CardError,
        lambda: api.payment_intents.create(purchase("pm_card_chargeDeclinedInsufficientFunds")),
        code="card_declined",
        decline_code="insufficient_funds",
        doc_url="https://stripe.com/docs/error-codes/card-declined",
    )
    assert error.error.payment_method.card.last4 == "0002"
    assert error.error.payment_intent.status == "requires_payment_method"
    charge = api.charges.retrieve(error.error.charge)
    assert (charge.status, charge.outcome.type) == ("failed", "issuer_declined")


def pages():
    session = api.checkout.sessions.create({
        "mode": "payment",
        "line_items": [{
            "quantity": 1,
            "price_data": {
                "currency": "inr", "unit_amount": 458_900, "product_data": {"name": "DEL-BOM"},
            },
        }],
        "success_url": "https://shop.example/done",
    })
    page = session.url.removeprefix(f"{URL}/sandbox/")
    assert json.loads(post(f"{page}/decline")) == {"status": "open"}
    assert json.loads(post(f"{page}/approve")) == {"status": "complete"}
    session = api.checkout.sessions.retrieve(session.id)
    assert (session.payment_status, session.url) == ("paid", None)
    refused(stripe.InvalidRequestError, lambda: api.checkout.sessions.expire(session.id))


def refunds_and_lists():
    paid = api.payment_intents.create(purchase())
    made = []
    for amount in (5_000, 6_000, 7_000):
        refund = api.refunds.create({"payment_intent": paid.id, "amount": amount})
        made.insert(0, refund.id)
    listed = api.refunds.list({"payment_intent": paid.id, "limit": 1})
    assert listed.has_more and [it.id for it in listed.auto_paging_iter()] == made
    back = api.refunds.list({"payment_intent": paid.id, "limit": 1, "ending_before": made[-1]})
    # The library reads such a list from its end.
    assert [it.id for it in back.auto_paging_iter()] == list(reversed(made[:-1]))
    assert api.refunds.retrieve(made[0]).status == "succeeded"
    charge = api.events.list({"type": "charge.refunded"}).data[0].data.object
    assert charge.payment_method_details.card.exp_year > 2025
    refused(stripe.InvalidRequestError, lambda: api.refunds.create({
        "payment_intent": paid.id, "amount": 458_900,
    }), param="amount")
    assert len(list(api.charges.list({"limit": 2}).auto_paging_iter())) >= 3


def disputes():
    paid = api.payment_intents.create(purchase("pm_card_createDispute"))
    [dispute] = api.disputes.list({"payment_intent": paid.id}).data
    assert api.disputes.retrieve(dispute.id).status == "needs_response"
    evidence = {"evidence": {"uncategorized_text": "winning_evidence"}}
    assert api.disputes.update(dispute.id, evidence).status == "won"
    refused(stripe.InvalidRequestError, lambda: api.disputes.close(dispute.id))


def refusals():
    invalid = stripe.InvalidRequestError
    charge = lambda **form: lambda: api.payment_intents.create(form)
    error = refused(invalid, charge(amount=500, currency="zzz"), param="currency", code=None)
    assert "Stripe currently supports these currencies: usd, aed" in str(error)
    refused(invalid, charge(amount=1, currency="usd"), code="amount_too_small", param="amount")
    refused(invalid, charge(currency="usd"), code="parameter_missing", param="amount")
    refused(invalid, lambda: api.refunds.retrieve("re_none"), code="resource_missing", param="id")
    refused(invalid, lambda: api.refunds.list({"starting_after": "re_none"}), param="starting_after")
    refused(invalid, lambda: api.webhook_endpoints.create({
        "url": "http://127.0.0.1:9/", "enabled_events": ["booking.paid"],
    }), param="enabled_events[0]")
    raw = StripeClient("sk_test_python", base_addresses={"api": URL}, max_network_retries=0)
    for method, path in (("delete", "/v1/payment_intents"), ("get", "/v1/subscriptions")):
        error = refused(invalid, lambda: raw.raw_request(method, path))
        assert error.http_status == 404 and method.upper() in str(error), str(error)
    refused(stripe.AuthenticationError, lambda: client("sk_live_1").balance.retrieve())
    same = {"idempotency_key": "python-1"}
    first = api.payment_intents.create(purchase(), same)
    assert api.payment_intents.create(purchase(), same).id == first.id
    refused(stripe.IdempotencyError, lambda: api.payment_intents.create(purchase(amount=1), same))


def troubles():
    fault = lambda kind: post("faults", {"kind": kind, "next": 1}, "sk_test_python")
    fault("too_many_requests")
    refused(stripe.RateLimitError, lambda: api.payment_intents.create(purchase()), code="rate_limit")
    fault("unavailable")
    refused(stripe.APIError, lambda: api.payment_intents.create(purchase()))
    fault("unavailable")
    assert client(retries=2).payment_intents.create(purchase()).status == "succeeded"
    assert api.balance.retrieve().object == "balance"


def events():
    arrived = Queue()

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.put((body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kinds = ["payment_intent.succeeded"]
    url = f"http://127.0.0.1:{server.server_port}/"
    endpoint = api.webhook_endpoints.create({"url": url, "enabled_events": kinds})
    paid = api.payment_intents.create(purchase())
    body, signature = arrived.get(timeout=20)
    event = stripe.Webhook.construct_event(body, signature, endpoint.secret)
    assert (event.type, event.data.object.id) == (kinds[0], paid.id)
    assert api.events.retrieve(event.id).to_dict() == json.loads(body)
    try:
        stripe.Webhook.construct_event(body, signature, "whsec_other")
        raise AssertionError("another secret signs it too")
    except stripe.SignatureVerificationError:
        pass
    assert [it.id for it in api.webhook_endpoints.list().data] == [endpoint.id]
    assert api.webhook_endpoints.retrieve(endpoint.id).url == url
    assert api.webhook_endpoints.delete(endpoint.id).deleted
    server.shutdown()


for promise in (
    payments, declines, pages, refunds_and_lists, disputes, refusals, troubles, events,
):
    promise()
    print(f"ok      stripe {stripe.VERSION} for Python: {promise.__name__}")
