//! Turns the changes of one commit into statements: one, but for commits whose writes have
//! to see each other.
//!
//! Every write carries its own condition, so a refusal is a count of rows and never a race
//! between a read and a write.

mod accounts;
mod bookings;
mod events;
mod history;
mod joined;
mod leaving;
mod messages;
mod promo;
mod records;
mod reference;
mod sales;
mod statement;
mod stock;
mod tariffs;
mod time;
mod users;
mod webhooks;
mod world;

use std::mem::discriminant;
use std::slice;

use airside_app::ports::{Changes, Write};

pub(crate) use joined::{Joined, Part, Refused};
pub(crate) use messages::outbox;
pub(crate) use promo::save_promo_code;
pub(crate) use tariffs::save_tariff;
pub(crate) use world::load_world;

use crate::failure::Failure;

/// The statements of a commit, in their order.
pub(crate) fn statements(changes: Changes) -> Result<Vec<Joined>, Failure> {
    let Changes { mut writes, messages, trace } = changes;
    Write::sort(&mut writes);
    let groups = if Write::meet(&writes) { writes.chunks(1) } else { writes.chunks(usize::MAX) };

    let mut statements = groups.map(parts).collect::<Result<Vec<_>, Failure>>()?;
    if !messages.is_empty() {
        let told = outbox(&messages, trace)?;
        match statements.last_mut() {
            Some(last) => last.push(told),
            None => statements.push(vec![told]),
        }
    }
    Ok(statements.into_iter().map(Joined::new).collect())
}

/// One part for most writes, and one for all seats that come and go together.
fn parts(writes: &[Write]) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::with_capacity(writes.len() + 1);
    for alike in writes.chunk_by(|one, next| discriminant(one) == discriminant(next)) {
        match alike {
            [Write::ClaimSeat(_), ..] => parts.push(stock::claim_seats(alike)),
            [Write::ReleaseSeat(_), ..] => parts.push(stock::release_seats(alike)),
            others => {
                for write in others {
                    add(&mut parts, write)?;
                }
            }
        }
    }
    Ok(parts)
}

fn add(parts: &mut Vec<Part>, write: &Write) -> Result<(), Failure> {
    parts.push(match write {
        Write::AddUser(user) => accounts::add_user(user),
        Write::LeaveAccount { user, at } => leaving::leave(*user, *at),
        Write::Stays(user) => leaving::stays(*user),
        Write::RemoveAccount(user) => leaving::remove(*user),
        Write::ChangeUser { user, change } => users::change(*user, change),
        Write::KeepsAnAdmin { but } => users::keeps_an_admin(*but),
        Write::AddApiKey(key) => accounts::add_api_key(key),
        Write::RevokeApiKey { id, user, at } => accounts::revoke_api_key(*id, *user, *at),
        Write::AddSession(session) => accounts::add_session(session),
        Write::RevokeSession { id, at } => accounts::revoke_session(*id, *at),
        Write::EndSessions { user, at } => users::end_sessions(*user, *at),
        Write::AddRefreshToken(token) => accounts::add_refresh_token(token),
        Write::UseRefreshToken { hash, at } => accounts::use_refresh_token(*hash, *at),
        Write::AddMailedToken(token) => {
            parts.extend(users::add_mailed_token(token));
            return Ok(());
        }
        Write::UseMailedToken { hash, at } => users::use_mailed_token(*hash, *at),
        Write::Remember(answer) => accounts::remember(answer),

        Write::TakeInventory { inventory, capacity, world } => {
            stock::take_inventory(*inventory, *capacity, *world)
        }
        Write::InWorld(world) => stock::in_world(*world),
        Write::ReturnInventory(inventory) => stock::return_inventory(*inventory),
        Write::ClaimSeat(_) => stock::claim_seats(slice::from_ref(write)),
        Write::ReleaseSeat(_) => stock::release_seats(slice::from_ref(write)),

        Write::Record { row, read_at, lines } => {
            parts.push(records::put(row, *read_at));
            parts.extend(sales::post(lines));
            return Ok(());
        }
        Write::AddDepartures { booking, departures } => {
            bookings::add_departures(*booking, departures)
        }
        Write::SettleTouched { flight, date, world } => {
            stock::settle_touched(*flight, *date, *world)
        }
        Write::AddTicketNumbers { booking, numbers } => {
            bookings::add_ticket_numbers(*booking, numbers)
        }

        Write::SaveAirport(airport) => reference::save_airport(airport),
        Write::RemoveAirport(code) => reference::remove_airport(*code),
        Write::SaveAirline(airline) => reference::save_airline(airline),

        Write::SavePromoCode(code) => save_promo_code(code),
        Write::UsePromo { code, user, booking } => {
            parts.extend(promo::use_promo(code, *user, *booking));
            return Ok(());
        }
        Write::ReturnPromo { booking } => {
            parts.extend(promo::return_promo(*booking));
            return Ok(());
        }

        Write::RecordGatewayEvent { event, at } => messages::record(event, *at)?,
        Write::SettleGatewayEvent { id, at } => messages::settle(id, *at),
        Write::ForgetGatewayEvents { about } => messages::forget(about),

        Write::MoveTime(by) => time::move_on(*by),
        Write::AddMail(row) => records::add_once(row, "cause"),
        Write::AddEvent(event) => events::add(event),
        Write::AddHistory(entry) => history::add(entry),
        Write::ForgetHistory(of) => history::forget(of),
        Write::Deliver { event, endpoint, at } => webhooks::deliver(*event, *endpoint, *at),
        Write::RecordTries(tries) => {
            parts.extend(webhooks::record(tries));
            return Ok(());
        }
        Write::RemoveEndpoint { id, owner } => webhooks::remove(*id, *owner),
    });
    Ok(())
}
