"""A trip by the client that openapi-python-client makes of the document.

Sign up, search, book, pay, get the ticket, change the journey, correct a name, serve and seat them
otherwise, cancel for one and for the other, and be refused.
"""

import os
import time
import uuid
from datetime import date, timedelta

import httpx
from airside_client import AuthenticatedClient, Client
from airside_client.api.accounts import sign_up
from airside_client.api.bookings import (
    change_seats,
    correct_name,
    create_booking,
    get_booking,
    set_special_services,
    split_booking,
)
from airside_client.api.cancellations import confirm_cancellation, quote_cancellation
from airside_client.api.changes import confirm_change, quote_change
from airside_client.api.documents import list_documents
from airside_client.api.payments import create_payment
from airside_client.api.search import search_offers
from airside_client.models import (
    Booking,
    BookingStatus,
    Cancellation,
    Change,
    ChangeStatus,
    CorrectedName,
    Direction,
    DocumentPage,
    Gender,
    NewBooking,
    NewCancellation,
    NewChange,
    NewContact,
    NewJourney,
    NewPassenger,
    NewPayment,
    NewSeat,
    NewSeats,
    NewSpecialService,
    NewSplit,
    NewUser,
    OneWayOffers,
    Payment,
    PaymentStatus,
    Problem,
    SignedUp,
    SpecialServices,
)

URL = os.environ["AIRSIDE_URL"]
IN_A_MONTH = date.today() + timedelta(days=30)


def once() -> str:
    return str(uuid.uuid4())


signed_up = sign_up.sync(
    client=Client(base_url=URL),
    body=NewUser(
        email=f"asha-{once()}@example.com",
        password="correct horse battery",
        given_name="Asha",
        family_name="Rao",
    ),
)
assert isinstance(signed_up, SignedUp), signed_up
client = AuthenticatedClient(base_url=URL, token=signed_up.api_key.key)

found = search_offers.sync(
    client=client,
    origin="DEL",
    destination="BOM",
    departure_date=IN_A_MONTH,
    max_stops=0,
    adults=2,
)
assert isinstance(found, OneWayOffers), found
offer = next(it for it in found.departing if it.conditions.refundable)

asha = NewPassenger(
    given_name="Asha", family_name="Rao", gender=Gender.FEMALE, date_of_birth=date(1990, 5, 1)
)
ravi = NewPassenger(
    given_name="Ravi", family_name="Rao", gender=Gender.MALE, date_of_birth=date(1988, 2, 11)
)
wish = NewBooking(
    offers=[offer.id], passengers=[asha, ravi], contact=NewContact(email="asha@example.com")
)
key = once()
booking = create_booking.sync(client=client, body=wish, idempotency_key=key)
assert isinstance(booking, Booking), booking
assert booking.status is BookingStatus.PENDING_PAYMENT
assert booking.price.total == offer.price.total
again = create_booking.sync(client=client, body=wish, idempotency_key=key)
assert isinstance(again, Booking) and again.booking_ref == booking.booking_ref

payment = create_payment.sync(
    booking.booking_ref,
    client=client,
    body=NewPayment(payment_method="pm_card_visa"),
    idempotency_key=once(),
)
assert isinstance(payment, Payment) and payment.status is PaymentStatus.SUCCEEDED, payment
confirmed = get_booking.sync(booking.booking_ref, client=client)
assert isinstance(confirmed, Booking) and confirmed.status is BookingStatus.CONFIRMED, confirmed
assert confirmed.journeys[0].segments[0].seats[0].seat

deadline = time.monotonic() + 30
while time.monotonic() < deadline:
    documents = list_documents.sync(booking.booking_ref, client=client)
    assert isinstance(documents, DocumentPage), documents
    if documents.data and documents.data[0].url:
        ticket = httpx.get(documents.data[0].url)
        assert ticket.headers["content-type"] == "application/pdf"
        break
    time.sleep(0.1)
else:
    raise AssertionError("the ticket was not made")

later = search_offers.sync(
    client=client,
    origin="DEL",
    destination="BOM",
    departure_date=IN_A_MONTH + timedelta(days=10),
    max_stops=0,
    adults=2,
    airlines=offer.airline.code,
)
assert isinstance(later, OneWayOffers), later
dearer = next(it for it in later.departing if it.brand.code.value == "FLEXIBLE")
change = quote_change.sync(
    booking.booking_ref,
    client=client,
    body=NewChange(replace=[NewJourney(direction=Direction.DEPARTING, offer=dearer.id)]),
)
assert isinstance(change, Change), change
changed = confirm_change.sync(
    change.id,
    client=client,
    body=NewPayment(payment_method="pm_card_visa"),
    idempotency_key=once(),
)
assert isinstance(changed, Change) and changed.status is ChangeStatus.CONFIRMED, changed

first, second = confirmed.passengers
corrected = correct_name.sync(
    booking.booking_ref, second.id, client=client, body=CorrectedName(given_name="Ravee")
)
assert isinstance(corrected, Booking), corrected
assert corrected.passengers[1].ticket_name == "RAO/RAVEE"

served = set_special_services.sync(
    booking.booking_ref,
    second.id,
    client=client,
    body=SpecialServices(special_services=[NewSpecialService(code="VGML")]),
)
assert isinstance(served, Booking), served
assert [it.name for it in served.passengers[1].special_services] == ["Vegan meal"]
by_passenger = {it.passenger_id: it.seat for it in served.journeys[0].segments[0].seats if it.seat}
seated = change_seats.sync(
    booking.booking_ref,
    client=client,
    body=NewSeats(
        seats=[
            NewSeat(passenger_id=first.id, journey=Direction.DEPARTING, seat=by_passenger[second.id]),
            NewSeat(passenger_id=second.id, journey=Direction.DEPARTING, seat=by_passenger[first.id]),
        ]
    ),
)
assert isinstance(seated, Booking), seated
swapped = {it.passenger_id: it.seat for it in seated.journeys[0].segments[0].seats}
assert swapped == {first.id: by_passenger[second.id], second.id: by_passenger[first.id]}, swapped

parted = split_booking.sync(
    booking.booking_ref,
    client=client,
    body=NewSplit(passengers=[second.id]),
    idempotency_key=once(),
)
assert isinstance(parted, Booking) and parted.split_from == booking.booking_ref, parted
assert [it.id for it in parted.passengers] == [second.id]
rest = get_booking.sync(booking.booking_ref, client=client)
assert isinstance(rest, Booking) and rest.split_to == [parted.booking_ref], rest
totals = [it.price.total.amount for it in (rest, parted)]
assert sum(totals) == seated.price.total.amount, totals
theirs = quote_cancellation.sync(parted.booking_ref, client=client, body=NewCancellation())
assert isinstance(theirs, Cancellation), theirs
left = confirm_cancellation.sync(theirs.id, client=client, idempotency_key=once())
assert isinstance(left, Cancellation) and left.refund == theirs.refund, left

quote = quote_cancellation.sync(booking.booking_ref, client=client, body=NewCancellation())
assert isinstance(quote, Cancellation), quote
cancelled = confirm_cancellation.sync(quote.id, client=client, idempotency_key=once())
assert isinstance(cancelled, Cancellation) and cancelled.refund == quote.refund, cancelled

refused = search_offers.sync(
    client=client, origin="DEL", destination="Atlantis", departure_date=IN_A_MONTH
)
assert isinstance(refused, Problem) and refused.code.value == "unknown_place", refused
assert refused.errors and refused.errors[0].pointer == "/destination"
print(f"openapi-python-client: {booking.booking_ref} booked, paid, ticketed, changed, corrected, served, seated and cancelled")
