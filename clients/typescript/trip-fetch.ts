// A trip by openapi-fetch over the types of openapi-typescript: sign up, search, book, pay, get the
// ticket, change the journey, correct a name, cancel for one and for the other, and be refused.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { paths } from "./generated/fetch.ts";

const baseUrl = process.env.AIRSIDE_URL;
assert(baseUrl, "AIRSIDE_URL says where the server is");
const client = createClient<paths>({ baseUrl });

/** What was answered, which must not be a problem. */
function ok<T>(answer: { data?: T; error?: { code: string; detail: string } }): T {
  assert(answer.data !== undefined, `${answer.error?.code}: ${answer.error?.detail}`);
  return answer.data;
}

const once = () => ({ "Idempotency-Key": randomUUID() });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const signedUp = ok(
  await client.POST("/v1/users", {
    body: {
      email: `asha-${randomUUID()}@example.com`,
      password: "correct horse battery",
      given_name: "Asha",
      family_name: "Rao",
    },
  }),
);
client.use({
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${signedUp.api_key.key}`);
    return request;
  },
});

const found = ok(
  await client.GET("/v1/offers", {
    params: {
      query: { origin: "DEL", destination: "BOM", departure_date: inDays(30), cabin: "ECONOMY", max_stops: 0, adults: 2 },
    },
  }),
);
assert(found.trip_type === "ONE_WAY");
const offer = found.departing.find((it) => it.conditions.refundable);
assert(offer, "there is an offer");

const booking = ok(
  await client.POST("/v1/bookings", {
    params: { header: once() },
    body: {
      offers: [offer.id],
      passengers: [
        { given_name: "Asha", family_name: "Rao", gender: "FEMALE", date_of_birth: "1990-05-01" },
        { given_name: "Ravi", family_name: "Rao", gender: "MALE", date_of_birth: "1988-02-11" },
      ],
      contact: { email: "asha@example.com" },
    },
  }),
);
assert.equal(booking.status, "PENDING_PAYMENT");
assert.deepEqual(booking.price.total, offer.price.total);

const path = { booking_ref: booking.booking_ref };
const payment = ok(
  await client.POST("/v1/bookings/{booking_ref}/payments", {
    params: { path, header: once() },
    body: { payment_method: "pm_card_visa" },
  }),
);
assert.equal(payment.status, "SUCCEEDED");

const confirmed = ok(await client.GET("/v1/bookings/{booking_ref}", { params: { path } }));
assert.equal(confirmed.status, "CONFIRMED");
assert(confirmed.journeys[0]?.segments[0]?.seats[0]?.seat, "a seat was given");

let ticket: Response | undefined;
for (let tries = 0; !ticket && tries < 300; tries++) {
  const documents = ok(await client.GET("/v1/bookings/{booking_ref}/documents", { params: { path } }));
  const url = documents.data[0]?.url;
  if (url) ticket = await fetch(url);
  else await new Promise((resolve) => setTimeout(resolve, 100));
}
assert.equal(ticket?.headers.get("content-type"), "application/pdf");

const later = ok(
  await client.GET("/v1/offers", {
    params: {
      query: {
        origin: "DEL",
        destination: "BOM",
        departure_date: inDays(40),
        max_stops: 0,
        adults: 2,
        airlines: offer.airline.code,
      },
    },
  }),
);
assert(later.trip_type === "ONE_WAY");
const dearer = later.departing.find((it) => it.brand.code === "FLEXIBLE");
assert(dearer, "there is a later flight");
const change = ok(
  await client.POST("/v1/bookings/{booking_ref}/changes", {
    params: { path },
    body: { replace: [{ direction: "DEPARTING", offer: dearer.id }] },
  }),
);
const changed = ok(
  await client.POST("/v1/changes/{id}/confirm", {
    params: { path: { id: change.id }, header: once() },
    body: { payment_method: "pm_card_visa" },
  }),
);
assert.equal(changed.status, "CONFIRMED");

const [asha, ravi] = confirmed.passengers;
assert(asha && ravi, "two travel");
const corrected = ok(
  await client.PATCH("/v1/bookings/{booking_ref}/passengers/{id}", {
    params: { path: { ...path, id: ravi.id } },
    body: { given_name: "Ravee" },
  }),
);
assert.equal(corrected.passengers[1]?.ticket_name, "RAO/RAVEE");
const served = ok(
  await client.PUT("/v1/bookings/{booking_ref}/passengers/{id}/special-services", {
    params: { path: { ...path, id: ravi.id } },
    body: { special_services: [{ code: "VGML" }] },
  }),
);
assert.equal(served.passengers[1]?.special_services[0]?.name, "Vegan meal");
const [hers, his] = served.journeys[0]?.segments[0]?.seats ?? [];
assert(hers?.seat && his?.seat, "both are seated");
const seated = ok(
  await client.PUT("/v1/bookings/{booking_ref}/seats", {
    params: { path },
    body: {
      seats: [
        { passenger_id: hers.passenger_id, journey: "DEPARTING", seat: his.seat },
        { passenger_id: his.passenger_id, journey: "DEPARTING", seat: hers.seat },
      ],
    },
  }),
);
assert.equal(seated.journeys[0]?.segments[0]?.seats[0]?.seat, his.seat);

const forOne = ok(
  await client.POST("/v1/bookings/{booking_ref}/cancellations", {
    params: { path },
    body: { passengers: [asha.id] },
  }),
);
assert.deepEqual(forOne.lines[0]?.passengers, [asha.id]);
ok(
  await client.POST("/v1/cancellations/{id}/confirm", {
    params: { path: { id: forOne.id }, header: once() },
  }),
);
const half = ok(await client.GET("/v1/bookings/{booking_ref}", { params: { path } }));
assert.deepEqual(
  half.passengers.map((it) => it.status),
  ["CANCELLED", "CONFIRMED"],
);
const quote = ok(
  await client.POST("/v1/bookings/{booking_ref}/cancellations", { params: { path }, body: {} }),
);
const cancelled = ok(
  await client.POST("/v1/cancellations/{id}/confirm", {
    params: { path: { id: quote.id }, header: once() },
  }),
);
assert.equal(cancelled.status, "CONFIRMED");
assert.deepEqual(cancelled.refund, quote.refund);

const refused = await client.GET("/v1/offers", {
  params: { query: { origin: "DEL", destination: "Atlantis", departure_date: inDays(30) } },
});
assert.equal(refused.response.status, 422);
assert.equal(refused.error?.code, "unknown_place");
assert.equal(refused.error?.errors?.[0]?.pointer, "/destination");
console.log(`openapi-fetch: ${booking.booking_ref} booked, paid, ticketed, changed, corrected, served, seated and cancelled`);
