//! The tables, as the migrations make them. Nobody outside this crate sees them.

mod accounts;
mod offered;
mod sold;
mod told;

pub(crate) use accounts::{answers, api_keys, mailed_tokens, refresh_tokens, sessions, users};
pub(crate) use offered::{
    airlines, airports, clock_offset, fares, promo_codes, promo_uses, schedules, stages, tariffs,
    timetables, world, world_facts,
};
pub(crate) use sold::{
    booking_departures, booking_words, bookings, documents, exchanged, gateway_events, given_back,
    payments, refunds, sales, seat_claims, services, stock, ticket_numbers, touched_departures,
};
pub(crate) use told::{
    deliveries, delivery_attempts, events, history, looks, mails, outbox, webhook_endpoints,
};
