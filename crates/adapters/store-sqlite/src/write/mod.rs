//! Applies the writes of one commit, inside its savepoint.
//!
//! Every write carries its own condition, so a refusal is a count of zero rows and
//! never a race between a read and a write. There is one writer, so no order of
//! locks to keep.

mod accounts;
mod bookings;
mod events;
mod history;
mod leaving;
mod messages;
mod promo;
mod records;
mod sales;
mod services;
mod stock;
mod time;
mod users;
mod webhooks;
mod world;

use airside_app::ports::bus::Message;
use airside_app::ports::{Changes, StoreError, Write};
use diesel::SqliteConnection;

pub(crate) use messages::{database_time, outbox};
pub(crate) use promo::save_promo_code;
pub(crate) use world::load_world;

use crate::failure::{Failure, Refusal};

/// Makes every change; the caller undoes what was made when one is refused.
pub(crate) fn apply(connection: &mut SqliteConnection, changes: Changes) -> Result<(), Refusal> {
    let Changes { mut writes, messages, trace } = changes;
    Write::sort(&mut writes);
    for write in writes {
        apply_one(connection, write)?;
    }
    Ok(outbox(connection, &messages, trace.as_deref())?)
}

/// Makes writes of a commit that has more to it than writes; none of them has a condition that may
/// not hold.
pub(crate) fn apply_also(
    connection: &mut SqliteConnection,
    also: Vec<Write>,
    messages: &[Message],
) -> Result<(), Failure> {
    for write in also {
        apply_one(connection, write).map_err(|refusal| match refusal {
            Refusal::Condition(error) => Failure::Unopened(StoreError::new(error)),
            Refusal::Failure(failure) => failure,
        })?;
    }
    outbox(connection, messages, None)
}

fn apply_one(connection: &mut SqliteConnection, write: Write) -> Result<(), Refusal> {
    match write {
        Write::AddUser(user) => accounts::add_user(connection, user),
        Write::LeaveAccount { user, at } => leaving::leave(connection, user, at),
        Write::Stays(user) => leaving::stays(connection, user),
        Write::RemoveAccount(user) => leaving::remove(connection, user),
        Write::ChangeUser { user, change } => users::change(connection, user, change),
        Write::KeepsAnAdmin { but } => users::keeps_an_admin(connection, but),
        Write::AddApiKey(key) => accounts::add_api_key(connection, key),
        Write::RevokeApiKey { id, user, at } => accounts::revoke_api_key(connection, id, user, at),
        Write::AddSession(session) => accounts::add_session(connection, session),
        Write::RevokeSession { id, at } => accounts::revoke_session(connection, id, at),
        Write::EndSessions { user, at } => users::end_sessions(connection, user, at),
        Write::AddRefreshToken(token) => accounts::add_refresh_token(connection, token),
        Write::UseRefreshToken { hash, at } => accounts::use_refresh_token(connection, hash, at),
        Write::AddMailedToken(token) => users::add_mailed_token(connection, token),
        Write::UseMailedToken { hash, at } => users::use_mailed_token(connection, hash, at),
        Write::Remember(answer) => accounts::remember(connection, answer),

        Write::TakeInventory { inventory, capacity, world } => {
            stock::take_inventory(connection, inventory, capacity, world)
        }
        Write::InWorld(world) => stock::in_world(connection, world),
        Write::ReturnInventory(inventory) => stock::return_inventory(connection, inventory),
        Write::TakeService { at, count, limit } => services::take(connection, at, count, limit),
        Write::ReturnService { at, count } => services::put_back(connection, at, count),
        Write::ClaimSeat(claim) => stock::claim_seat(connection, claim),
        Write::ReleaseSeat(claim) => stock::release_seat(connection, claim),

        Write::Record { row, read_at, lines } => {
            records::put(connection, &row, read_at)?;
            sales::post(connection, &lines)
        }
        Write::AddDepartures { booking, departures } => {
            bookings::add_departures(connection, booking, &departures)
        }
        Write::SettleTouched { flight, date, world } => {
            stock::settle_touched(connection, flight, date, world)
        }
        Write::AddTicketNumbers { booking, numbers } => {
            bookings::add_ticket_numbers(connection, booking, numbers)
        }

        Write::SaveAirport(airport) => Ok(world::save_airport(connection, &airport)?),
        Write::RemoveAirport(code) => Ok(world::remove_airport(connection, code)?),
        Write::SaveAirline(airline) => Ok(world::save_airline(connection, &airline)?),

        Write::SavePromoCode(code) => Ok(save_promo_code(connection, &code)?),
        Write::UsePromo { code, user, booking } => {
            promo::use_promo(connection, code, user, booking)
        }
        Write::ReturnPromo { booking } => promo::return_promo(connection, booking),

        Write::RecordGatewayEvent { event, at } => messages::record(connection, &event, at),
        Write::SettleGatewayEvent { id, at } => messages::settle(connection, id, at),
        Write::ForgetGatewayEvents { about } => messages::forget(connection, &about),

        Write::MoveTime(by) => Ok(time::move_on(connection, by)?),
        Write::AddMail(row) => records::add_once(connection, &row, "cause"),
        Write::AddEvent(event) => events::add(connection, event),
        Write::AddHistory(entry) => history::add(connection, entry),
        Write::ForgetHistory(of) => history::forget(connection, &of),
        Write::Deliver { event, endpoint, at } => {
            webhooks::deliver(connection, event, endpoint, at)
        }
        Write::RecordTries(tries) => webhooks::record(connection, &tries),
        Write::RemoveEndpoint { id, owner } => webhooks::remove(connection, id, owner),
    }
}
