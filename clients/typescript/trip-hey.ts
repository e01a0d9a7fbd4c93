// The same trip by the functions that hey-api makes of the document.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { client } from "./generated/hey/client.gen.ts";
import * as airside from "./generated/hey/sdk.gen.ts";

const baseUrl = process.env.AIRSIDE_URL;
assert(baseUrl, "AIRSIDE_URL says where the server is");
client.setConfig({ baseUrl });

const once = () => ({ "Idempotency-Key": randomUUID() });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const throwOnError = true;

const { data: signedUp } = await airside.signUp({
  throwOnError,
  body: {
    email: `asha-${randomUUID()}@example.com`,
    password: "correct horse battery",
    given_name: "Asha",
    family_name: "Rao",
  },
});
client.setConfig({ auth: signedUp.api_key.key });

const { data: found } = await airside.searchOffers({
  throwOnError,
  query: { origin: "DEL", destination: "BOM", departure_date: inDays(30), max_stops: 0, adults: 2 },
});
assert(found.trip_type === "ONE_WAY");
const offer = found.departing.find((it) => it.conditions.refundable);
assert(offer, "there is an offer");

const { data: booking } = await airside.createBooking({
  throwOnError,
  headers: once(),
  body: {
    offers: [offer.id],
    passengers: [
      { given_name: "Asha", family_name: "Rao", gender: "FEMALE", date_of_birth: "1990-05-01" },
      { given_name: "Ravi", family_name: "Rao", gender: "MALE", date_of_birth: "1988-02-11" },
    ],
    contact: { email: "asha@example.com" },
  },
});
assert.equal(booking.status, "PENDING_PAYMENT");

const path = { booking_ref: booking.booking_ref };
const { data: payment } = await airside.createPayment({
  throwOnError,
  path,
  headers: once(),
  body: { payment_method: "pm_card_visa" },
});
assert.equal(payment.status, "SUCCEEDED");
const { data: confirmed } = await airside.getBooking({ throwOnError, path });
assert.equal(confirmed.status, "CONFIRMED");
assert(confirmed.journeys[0]?.segments[0]?.seats[0]?.seat, "a seat was given");

const { data: later } = await airside.searchOffers({
  throwOnError,
  query: {
    origin: "DEL",
    destination: "BOM",
    departure_date: inDays(40),
    max_stops: 0,
    adults: 2,
    airlines: offer.airline.code,
  },
});
assert(later.trip_type === "ONE_WAY");
const dearer = later.departing.find((it) => it.brand.code === "FLEXIBLE");
assert(dearer, "there is a later flight");
const { data: change } = await airside.quoteChange({
  throwOnError,
  path,
  body: { replace: [{ direction: "DEPARTING", offer: dearer.id }] },
});
const { data: changed } = await airside.confirmChange({
  throwOnError,
  path: { id: change.id },
  headers: once(),
  body: { payment_method: "pm_card_visa" },
});
assert.equal(changed.status, "CONFIRMED");

const [asha, ravi] = confirmed.passengers;
assert(asha && ravi, "two travel");
const { data: corrected } = await airside.correctName({
  throwOnError,
  path: { ...path, id: ravi.id },
  body: { given_name: "Ravee" },
});
assert.equal(corrected.passengers[1]?.ticket_name, "RAO/RAVEE");
const { data: served } = await airside.setSpecialServices({
  throwOnError,
  path: { ...path, id: ravi.id },
  body: { special_services: [{ code: "VGML" }] },
});
assert.equal(served.passengers[1]?.special_services[0]?.name, "Vegan meal");
const [hers, his] = served.journeys[0]?.segments[0]?.seats ?? [];
assert(hers?.seat && his?.seat, "both are seated");
const { data: seated } = await airside.changeSeats({
  throwOnError,
  path,
  body: {
    seats: [
      { passenger_id: hers.passenger_id, journey: "DEPARTING", seat: his.seat },
      { passenger_id: his.passenger_id, journey: "DEPARTING", seat: hers.seat },
    ],
  },
});
assert.equal(seated.journeys[0]?.segments[0]?.seats[0]?.seat, his.seat);
const { data: parted } = await airside.splitBooking({
  throwOnError,
  path,
  headers: once(),
  body: { passengers: [asha.id] },
});
assert.equal(parted.split_from, booking.booking_ref);
assert.deepEqual(
  parted.passengers.map((it) => it.id),
  [asha.id],
);
const { data: quote } = await airside.quoteCancellation({ throwOnError, path, body: {} });
const { data: rest } = await airside.getBooking({ throwOnError, path });
assert.deepEqual(
  rest.passengers.map((it) => it.id),
  [ravi.id],
);
assert.equal(quote.lines[0]?.paid.amount, rest.price.total.amount);
const { data: cancelled } = await airside.confirmCancellation({
  throwOnError,
  path: { id: quote.id },
  headers: once(),
});
assert.equal(cancelled.status, "CONFIRMED");

const refused = await airside.searchOffers({
  query: { origin: "DEL", destination: "Atlantis", departure_date: inDays(30) },
});
assert.equal(refused.error?.code, "unknown_place");
console.log(`hey-api: ${booking.booking_ref} booked, paid, changed, corrected, served, seated, split and cancelled`);
