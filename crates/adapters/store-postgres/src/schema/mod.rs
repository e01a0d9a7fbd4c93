//! The tables, as the migrations make them. Nobody outside this crate sees them.

mod accounts;
mod offered;
mod sold;
mod told;

pub(crate) use accounts::{answers, api_keys, mailed_tokens, refresh_tokens, sessions, users};
pub(crate) use offered::{
    airlines, airports, clock_offset, fares, promo_accounts, promo_codes, promo_uses, schedules,
    tariffs, timetables, world, world_facts,
};
pub(crate) use sold::{
    booking_departures, bookings, documents, exchanged, gateway_events, given_back, payments,
    refunds, sales, seat_claims, services, stock, touched_departures,
};
pub(crate) use told::{deliveries, delivery_attempts, events, history, mails, webhook_endpoints};
