//! Applies the writes of one commit, inside its savepoint.
//!
//! Every write carries its own condition, so a refusal is a count of zero rows and
//! never a race between a read and a write. There is one writer, so no order of
//! locks to keep.

mod accounts;
mod bookings;
mod leaving;
mod messages;
mod promo;
mod records;
mod stock;
mod world;

use airside_app::ports::{Changes, Write};
use diesel::SqliteConnection;

pub(crate) use messages::{database_time, outbox};
pub(crate) use promo::save_promo_code;
pub(crate) use world::load_world;

use crate::failure::Refusal;

/// Makes every change; the caller undoes what was made when one is refused.
pub(crate) fn apply(connection: &mut SqliteConnection, changes: Changes) -> Result<(), Refusal> {
    let Changes { mut writes, messages } = changes;
    Write::sort(&mut writes);
    for write in writes {
        apply_one(connection, write)?;
    }
    Ok(outbox(connection, &messages)?)
}

fn apply_one(connection: &mut SqliteConnection, write: Write) -> Result<(), Refusal> {
    match write {
        Write::AddUser(user) => accounts::add_user(connection, user),
        Write::LeaveAccount { user, at } => leaving::leave(connection, user, at),
        Write::Stays(user) => leaving::stays(connection, user),
        Write::RemoveAccount(user) => leaving::remove(connection, user),
        Write::AddApiKey(key) => accounts::add_api_key(connection, key),
        Write::RevokeApiKey { id, user, at } => accounts::revoke_api_key(connection, id, user, at),
        Write::AddSession(session) => accounts::add_session(connection, session),
        Write::RevokeSession { id, at } => accounts::revoke_session(connection, id, at),
        Write::AddRefreshToken(token) => accounts::add_refresh_token(connection, token),
        Write::UseRefreshToken { hash, at } => accounts::use_refresh_token(connection, hash, at),
        Write::Remember(answer) => accounts::remember(connection, answer),

        Write::TakeInventory { inventory, capacity, world } => {
            stock::take_inventory(connection, inventory, capacity, world)
        }
        Write::InWorld(world) => stock::in_world(connection, world),
        Write::ReturnInventory(inventory) => stock::return_inventory(connection, inventory),
        Write::ClaimSeat(claim) => stock::claim_seat(connection, claim),
        Write::ReleaseSeat(claim) => stock::release_seat(connection, claim),

        Write::Record { row, read_at } => records::put(connection, &row, read_at),
        Write::AddDepartures { booking, departures } => {
            bookings::add_departures(connection, booking, &departures)
        }
        Write::SettleTouched { flight, date, world } => {
            stock::settle_touched(connection, flight, date, world)
        }
        Write::AddTicketNumbers { booking, numbers } => {
            bookings::add_ticket_numbers(connection, booking, numbers)
        }

        Write::SavePromoCode(code) => Ok(save_promo_code(connection, &code)?),
        Write::UsePromo { code, user, booking } => {
            promo::use_promo(connection, code, user, booking)
        }
        Write::ReturnPromo { booking } => promo::return_promo(connection, booking),

        Write::RecordGatewayEvent { event, at } => messages::record(connection, &event, at),
        Write::SettleGatewayEvent { id, at } => messages::settle(connection, id, at),
        Write::ForgetGatewayEvents { about } => messages::forget(connection, &about),
    }
}
