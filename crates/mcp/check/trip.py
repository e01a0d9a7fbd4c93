"""What a model can do by airside-mcp, and what it cannot, as the official Python SDK sees it.

Over stdio: a trip from the search to the refund, each step proposed and confirmed, and confirmed
once more. Over HTTP: every client by its own key. Schemas are those that the SDK checks answers by.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any

import httpx2
import jsonschema
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

URL = os.environ["AIRSIDE_URL"]
PROGRAM = os.environ["MCP_PROGRAM"]
IN_A_MONTH = (date.today() + timedelta(days=30)).isoformat()
IN_FIVE_WEEKS = (date.today() + timedelta(days=37)).isoformat()
ALL = {
    "find_places",
    "search_offers",
    "get_offer",
    "fare_calendar",
    "cheapest_destinations",
    "propose_booking",
    "confirm_booking",
    "list_bookings",
    "show_booking",
    "list_documents",
    "propose_payment",
    "confirm_payment",
    "propose_cancellation",
    "confirm_cancellation",
    "propose_journey_change",
    "confirm_journey_change",
    "show_seats",
    "propose_seats",
    "confirm_seats",
    "propose_special_services",
    "confirm_special_services",
    "propose_split",
    "confirm_split",
    "propose_name",
    "confirm_name",
    "propose_change_answer",
    "confirm_change_answer",
}
WRITES = {name for name in ALL if name.startswith("confirm_")}
PARTY = {
    "passengers": [
        {
            "given_name": "Asha",
            "family_name": "Rao",
            "gender": "FEMALE",
            "date_of_birth": "1990-05-01",
            "extra_baggage_kg": 5,
        }
    ],
    "contact": {"email": "asha@example.com"},
}


def post(path: str, body: Any, key: str | None = None) -> Any:
    headers = {"Content-Type": "application/json"} | (
        {"Authorization": f"Bearer {key}"} if key else {}
    )
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def sign_up() -> str:
    user = {
        "email": f"asha-{uuid.uuid4()}@example.com",
        "password": "correct horse battery",
        "given_name": "Asha",
        "family_name": "Rao",
    }
    return post("/v1/users", user)["api_key"]["key"]


def limited(key: str, scopes: list[str]) -> str:
    return post("/v1/api-keys", {"name": "model", "scopes": scopes}, key)["key"]


@asynccontextmanager
async def over_stdio(key: str, **options: Any):
    environment = {"AIRSIDE_URL": URL, "AIRSIDE_API_KEY": key}
    async with Client(StdioServerParameters(command=PROGRAM, env=environment), **options) as client:
        yield client


@asynccontextmanager
async def over_http(address: str, key: str):
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(address, http_client=http)) as client,
    ):
        yield client


async def call(client: Client, tool: str, **arguments: Any) -> Any:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, f"{tool}: {result.content}"
    # A client that knows no structured content reads the same.
    assert json.loads(result.content[1].text) == result.structured_content
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error, f"{tool} was not refused: {result.structured_content}"
    return result.content[0].text


async def tools_are_described(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == ALL, set(tools) ^ ALL
    assert client.instructions and "propose" in client.instructions
    for name, tool in tools.items():
        assert tool.title and tool.description and len(tool.description) < 400, name
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
        assert tool.input_schema["additionalProperties"] is False, name
        hints = tool.annotations
        assert hints.idempotent_hint and hints.open_world_hint is False, name
        if name in WRITES:
            assert hints.read_only_hint is False, name
            assert set(tool.input_schema["properties"]) == {"proposal"}, name
        assert hints.destructive_hint == (name in WRITES - {"confirm_booking"}), name


async def search(client: Client, departure_date: str = IN_A_MONTH) -> str:
    found = await call(
        client,
        "search_offers",
        origin="Delhi",
        destination="BOM",
        departure_date=departure_date,
        max_stops=0,
        refundable=True,
    )
    assert found["trip_type"] == "ONE_WAY" and len(found["directions"][0]) > 0
    return found["directions"][0][0]["offer"]


async def look_around(client: Client) -> None:
    places = await call(client, "find_places", q="bombay")
    assert places["places"][0]["iata"] == "BOM", places
    calendar = await call(
        client, "fare_calendar", origin="DEL", destination="BOM", month=IN_A_MONTH[:7]
    )
    assert any(day["date"] == IN_A_MONTH for day in calendar["days"])
    cheapest = await call(
        client, "cheapest_destinations", origin="DEL", month=IN_A_MONTH[:7], limit=3
    )
    totals = [place["total"]["amount"] for place in cheapest["destinations"]]
    assert totals and totals == sorted(totals)
    assert (
        await refused(
            client,
            "search_offers",
            origin="Nowhere at all",
            destination="BOM",
            departure_date=IN_A_MONTH,
        )
    ).startswith("unknown_place (422)")


async def book(client: Client) -> tuple[str, str, int]:
    offer = await search(client)
    details = await call(client, "get_offer", offer=offer)
    assert details["offer"] == offer and details["seats"][0]["window"], details
    seat = details["seats"][0]["window"][0]
    passengers = [PARTY["passengers"][0] | {"seats": [seat]}]
    proposed = await call(
        client, "propose_booking", offers=[offer], **(PARTY | {"passengers": passengers})
    )
    figures = proposed["figures"]
    assert figures["extra_baggage"]["amount"] > 0
    assert (
        figures["total"]["amount"]
        == figures["fares"]["amount"] + figures["extra_baggage"]["amount"]
    )
    assert (await call(client, "list_bookings"))["bookings"] == []

    booked = await call(client, "confirm_booking", proposal=proposed["proposal"])
    assert booked["status"] == "PENDING_PAYMENT"
    assert booked["price"]["total"] == figures["total"], "what was proposed is what is asked for"
    again = await call(client, "confirm_booking", proposal=proposed["proposal"])
    assert again["booking_ref"] == booked["booking_ref"]
    assert len((await call(client, "list_bookings"))["bookings"]) == 1
    return booked["booking_ref"], proposed["proposal"], figures["total"]["amount"]


async def confirmed(client: Client, reference: str) -> Any:
    for _ in range(100):
        booking = await call(client, "show_booking", booking_ref=reference)
        if booking["status"] == "CONFIRMED":
            return booking
        await asyncio.sleep(0.1)
    raise AssertionError(booking)


async def trip(client: Client) -> None:
    reference, proposal, total = await book(client)
    assert (await refused(client, "confirm_payment", proposal=proposal)).startswith(
        "another_proposal"
    )
    assert (await refused(client, "confirm_payment", proposal="prop_0")).startswith(
        "unknown_proposal"
    )

    proposed = await call(
        client, "propose_payment", booking_ref=reference, payment_method="pm_card_visa"
    )
    assert proposed["figures"]["amount"]["amount"] == total
    for _ in range(2):
        paid = await call(client, "confirm_payment", proposal=proposed["proposal"])
        assert paid["amount"]["amount"] == total and paid["failure"] is None, paid
    booking = await confirmed(client, reference)
    assert booking["journeys"][0]["seats"][0][0] and booking["tickets"][0]["numbers"][0]
    assert booking["passengers"][0]["family_name"] == "Rao"
    assert (await refused(client, "propose_payment", booking_ref=reference)).startswith(
        "booking_not_payable"
    )
    assert (await call(client, "list_documents", booking_ref=reference))["documents"]

    await serve(client, reference)
    total = await change(client, reference, total)
    proposed = await call(client, "propose_cancellation", booking_ref=reference)
    (line,) = proposed["figures"]["lines"]
    amounts = {name: line[name]["amount"] for name in ("paid", "charge", "taxes_kept", "refund")}
    assert amounts["paid"] == total
    assert amounts["refund"] == total - amounts["charge"] - amounts["taxes_kept"]
    for _ in range(2):
        done = await call(client, "confirm_cancellation", proposal=proposed["proposal"])
        assert done["status"] == "CONFIRMED" and done["refund"]["amount"] == amounts["refund"]
    assert (await call(client, "show_booking", booking_ref=reference))["status"] == "CANCELLED"


async def change(client: Client, reference: str, paid_before: int) -> int:
    """The journey a week later, twice confirmed; what was paid for what is flown then."""
    offer = await search(client, IN_FIVE_WEEKS)
    details = await call(client, "get_offer", offer=offer)
    assert details["change"]["changeable"], details["change"]
    proposed = await call(
        client,
        "propose_journey_change",
        booking_ref=reference,
        replace=[{"journey": "DEPARTING", "offer": offer}],
        payment_method="pm_card_visa",
    )
    figures = proposed["figures"]
    (line,) = figures["lines"]
    amounts = {name: part["amount"] for name, part in line.items() if name != "journey"}
    assert amounts["old_value"] == paid_before
    counts = paid_before - amounts["extras_moved"] - amounts["not_returned"]
    difference = amounts["new_price"] + amounts["change_fee"] - counts
    assert amounts["difference"] == difference
    assert figures["to_pay"]["amount"] == max(difference, 0)
    assert figures["to_refund"]["amount"] == max(-difference, 0)
    before = (await call(client, "show_booking", booking_ref=reference))["journeys"][0]["flights"]
    for _ in range(2):
        done = await call(client, "confirm_journey_change", proposal=proposed["proposal"])
        assert done["to_pay"] == figures["to_pay"] and done["to_refund"] == figures["to_refund"]
    for _ in range(100):
        booking = await call(client, "show_booking", booking_ref=reference)
        if booking["journeys"][0]["flights"] != before:
            break
        await asyncio.sleep(0.1)
    assert booking["journeys"][0]["flights"][0]["departure"].startswith(IN_FIVE_WEEKS), booking
    return amounts["new_price"] + amounts["extras_moved"]


async def serve(client: Client, reference: str) -> None:
    """Another seat, a meal, and a letter more in the name."""
    booking = await call(client, "show_booking", booking_ref=reference)
    (passenger,) = booking["passengers"]
    (flight,) = (await call(client, "show_seats", booking_ref=reference))["flights"]
    had = booking["journeys"][0]["seats"][0][0]
    seat = next(it for it in flight["free"]["window"] if it != had)
    wanted = {"passenger_id": passenger["id"], "journey": "DEPARTING", "seat": seat}
    proposed = await call(client, "propose_seats", booking_ref=reference, seats=[wanted])
    (move,) = proposed["figures"]["moves"]
    assert (move["from"], move["to"]) == (had, seat), move
    for _ in range(2):
        done = await call(client, "confirm_seats", proposal=proposed["proposal"])
        assert done["journeys"][0]["seats"][0][0] == seat
    proposed = await call(
        client,
        "propose_special_services",
        booking_ref=reference,
        passenger_id=passenger["id"],
        special_services=[{"code": "VGML"}],
    )
    assert proposed["figures"]["now"] == [] and proposed["figures"]["then"] == ["VGML"]
    done = await call(client, "confirm_special_services", proposal=proposed["proposal"])
    assert [it["code"] for it in done["passengers"][0]["special_services"]] == ["VGML"]
    proposed = await call(
        client,
        "propose_name",
        booking_ref=reference,
        passenger_id=passenger["id"],
        given_name="Aasha",
    )
    assert proposed["figures"]["ticket_name"] == "RAO/ASHA"
    for _ in range(2):
        done = await call(client, "confirm_name", proposal=proposed["proposal"])
        assert done["passengers"][0]["ticket_name"] == "RAO/AASHA"


async def a_hold_is_given_up(client: Client) -> None:
    offer = await search(client)
    booking = await call(client, "propose_booking", offers=[offer], **PARTY)
    reference = (await call(client, "confirm_booking", proposal=booking["proposal"]))["booking_ref"]
    link = await call(client, "propose_payment", booking_ref=reference)
    paid = await call(client, "confirm_payment", proposal=link["proposal"])
    assert paid["status"] == "REQUIRES_ACTION" and paid["payment_url"].startswith("http")
    proposed = await call(client, "propose_cancellation", booking_ref=reference)
    assert proposed["figures"]["refund"]["amount"] == 0
    for _ in range(2):
        assert (await call(client, "confirm_cancellation", proposal=proposed["proposal"]))[
            "status"
        ] == "RELEASED"
    assert (await call(client, "show_booking", booking_ref=reference))["status"] == "EXPIRED"


async def part(client: Client) -> None:
    """Two who booked together part, twice confirmed, and cancel one by one."""
    found = await call(
        client,
        "search_offers",
        origin="DEL",
        destination="BOM",
        departure_date=IN_A_MONTH,
        max_stops=0,
        refundable=True,
        adults=2,
    )
    ravi = PARTY["passengers"][0] | {"given_name": "Ravi"}
    proposed = await call(
        client,
        "propose_booking",
        offers=[found["directions"][0][0]["offer"]],
        **(PARTY | {"passengers": [*PARTY["passengers"], ravi]}),
    )
    booked = await call(client, "confirm_booking", proposal=proposed["proposal"])
    reference, total = booked["booking_ref"], booked["price"]["total"]["amount"]
    paid = await call(
        client, "propose_payment", booking_ref=reference, payment_method="pm_card_visa"
    )
    await call(client, "confirm_payment", proposal=paid["proposal"])
    booking = await confirmed(client, reference)
    other = booking["passengers"][1]["id"]
    proposed = await call(client, "propose_split", booking_ref=reference, passengers=[other])
    assert proposed["figures"]["part"] == ["RAO/RAVI"], proposed
    assert proposed["figures"]["stay"] == ["RAO/ASHA"], proposed
    halves = [await call(client, "confirm_split", proposal=proposed["proposal"]) for _ in range(2)]
    assert halves[0]["booking_ref"] == halves[1]["booking_ref"] != reference
    rest = await call(client, "show_booking", booking_ref=reference)
    totals = [it["price"]["total"]["amount"] for it in (rest, halves[0])]
    assert sum(totals) == total, totals
    for half in (rest, halves[0]):
        quote = await call(client, "propose_cancellation", booking_ref=half["booking_ref"])
        done = await call(client, "confirm_cancellation", proposal=quote["proposal"])
        assert done["status"] == "CONFIRMED"


async def a_key_does_what_its_scopes_say(key: str) -> None:
    async with over_stdio(limited(key, ["search", "book"])) as client:
        listed = {tool.name for tool in (await client.list_tools()).tools}
        pays = {"propose_payment", "confirm_payment", "confirm_journey_change"}
        assert listed == ALL - pays, listed ^ ALL
        offer = await search(client)
        proposed = await call(client, "propose_booking", offers=[offer], **PARTY)
        reference = (await call(client, "confirm_booking", proposal=proposed["proposal"]))[
            "booking_ref"
        ]
        payment = await call(
            client, "propose_payment", booking_ref=reference, payment_method="pm_card_visa"
        )
        why = await refused(client, "confirm_payment", proposal=payment["proposal"])
        assert why.startswith("insufficient_scope (403)") and "`pay`" in why, why
    async with over_stdio(limited(key, ["search"])) as client:
        listed = {tool.name for tool in (await client.list_tools()).tools}
        assert listed == {
            "find_places",
            "search_offers",
            "get_offer",
            "fare_calendar",
            "cheapest_destinations",
        }
        assert (await refused(client, "list_bookings")).startswith("insufficient_scope (403)")


def status(address: str, **headers: str) -> int:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers |= {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, json.dumps(hello).encode(), headers)
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


async def each_client_brings_its_own_key(asha: str, ravi: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [PROGRAM, "--http", f"127.0.0.1:{port}", "--url", URL], stderr=subprocess.PIPE
    )
    try:
        address = re.search(r"http://\S+", server.stderr.readline().decode()).group()
        key = f"Bearer {asha}"
        assert status(address) == 401
        assert status(address, Authorization=key) == 200
        assert status(address, Authorization=key, Origin="https://evil.example") == 403
        assert status(address, Authorization=key, Host="evil.example") == 403
        async with over_http(address, asha) as hers, over_http(address, ravi) as his:
            offer = await search(hers)
            assert (await refused(his, "get_offer", offer=offer)).startswith("unknown_offer")
            proposed = await call(hers, "propose_booking", offers=[offer], **PARTY)
            assert (
                await refused(his, "confirm_booking", proposal=proposed["proposal"])
            ).startswith("unknown_proposal")
            booked = await call(hers, "confirm_booking", proposal=proposed["proposal"])
            why = await refused(his, "show_booking", booking_ref=booked["booking_ref"])
            assert why.startswith("not_found (404)"), why
        async with over_http(address, "air_test_unknown") as nobody:
            assert (await refused(nobody, "list_bookings")).startswith("unauthorized (401)")
    finally:
        server.terminate()
        server.wait()


async def main() -> None:
    began = time.monotonic()
    async with over_stdio(sign_up()) as client:
        await tools_are_described(client)
        await look_around(client)
        await trip(client)
        await a_hold_is_given_up(client)
        await part(client)
    # As clients speak that know only the handshake of before.
    async with over_stdio(sign_up(), mode="legacy") as client:
        await tools_are_described(client)
        await book(client)
    await a_key_does_what_its_scopes_say(sign_up())
    await each_client_brings_its_own_key(sign_up(), sign_up())
    print(f"airside-mcp: all of it holds, after {time.monotonic() - began:.1f} s.")


asyncio.run(main())
