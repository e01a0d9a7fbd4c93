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
mod services;
mod statement;
mod stock;
mod tariffs;
mod time;
mod users;
mod webhooks;
mod world;

use std::slice;

use airside_app::ports::{Changes, Write};

use self::messages::outbox;

pub(crate) use joined::{Joined, Part, Refused};
pub(crate) use promo::save_promo_code;
pub(crate) use tariffs::save_tariff;
pub(crate) use world::load_world;

use crate::failure::Failure;

/// The statements of a commit, in their order.
pub(crate) fn statements(changes: &Changes) -> Result<Vec<Joined>, Failure> {
    let mut writes: Vec<_> = changes.writes.iter().collect();
    Write::sort(&mut writes);
    let groups = if Write::meet(&writes) { writes.chunks(1) } else { writes.chunks(usize::MAX) };

    let mut statements = groups.map(parts).collect::<Result<Vec<_>, Failure>>()?;
    if let Some(told) = outbox(slice::from_ref(changes))? {
        match statements.last_mut() {
            Some(last) => last.push(told),
            None => statements.push(vec![told]),
        }
    }
    Ok(statements.into_iter().map(Joined::new).collect())
}

/// Several commits as one statement: all of them happen, or none. Each [only adds](only_adds).
pub(crate) fn as_one(commits: &[Changes]) -> Result<Joined, Failure> {
    let mut writes: Vec<_> = commits.iter().flat_map(|changes| &changes.writes).collect();
    Write::sort(&mut writes);
    let mut all = vec![statement::in_a_hurry()];
    all.extend(parts(&writes)?);
    all.extend(outbox(commits)?);
    Ok(Joined::new(all))
}

/// Whether this commit can be made together with others: it adds rows, counts, and claims seats.
pub(crate) fn only_adds(changes: &Changes) -> bool {
    changes.writes.iter().all(|write| {
        matches!(
            write,
            Write::Stays(_)
                | Write::Remember(_)
                | Write::TakeInventory { .. }
                | Write::ClaimSeat(_)
                | Write::Record { read_at: None, .. }
                | Write::AddDepartures { .. }
                | Write::AddEvent(_)
        )
    })
}

/// The parts of a statement, in their order.
fn parts(writes: &[&Write]) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::with_capacity(writes.len() + 1);
    for alike in writes.chunk_by(|one, next| are_one_part(one, next)) {
        add(&mut parts, alike)?;
    }
    Ok(parts)
}

/// What many commits do is one part, however many rows it has: the text of the statement stays the
/// same, and so does its plan.
fn are_one_part(one: &Write, next: &Write) -> bool {
    match (one, next) {
        (
            Write::Record { row, read_at: None, .. },
            Write::Record { row: other, read_at: None, .. },
        ) => row.is_shaped_like(other),
        (Write::Stays(_), Write::Stays(_))
        | (Write::Remember(_), Write::Remember(_))
        | (Write::TakeInventory { .. }, Write::TakeInventory { .. })
        | (Write::ClaimSeat(_), Write::ClaimSeat(_))
        | (Write::ReleaseSeat(_), Write::ReleaseSeat(_))
        | (Write::AddDepartures { .. }, Write::AddDepartures { .. })
        | (Write::AddEvent(_), Write::AddEvent(_)) => true,
        _ => false,
    }
}

/// Adds what these writes of one kind are.
fn add(parts: &mut Vec<Part>, alike: &[&Write]) -> Result<(), Failure> {
    let [write, ..] = alike else { return Ok(()) };
    parts.push(match write {
        Write::AddUser(user) => accounts::add_user(user),
        Write::LeaveAccount { user, at } => leaving::leave(*user, *at),
        Write::Stays(_) => leaving::stay(alike),
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
        Write::Remember(_) => accounts::remember(alike),

        Write::TakeInventory { .. } => {
            parts.extend(stock::take_inventory(alike));
            return Ok(());
        }
        Write::InWorld(world) => stock::in_world(*world),
        Write::ReturnInventory(inventory) => stock::return_inventory(*inventory),
        Write::TakeService { at, count, limit } => services::take(*at, *count, *limit),
        Write::ReturnService { at, count } => services::put_back(*at, *count),
        Write::ClaimSeat(_) => stock::claim_seats(alike),
        Write::ReleaseSeat(_) => stock::release_seats(alike),

        Write::Record { .. } => {
            parts.extend(records::put(alike));
            parts.extend(sales::post(alike));
            return Ok(());
        }
        Write::AddDepartures { .. } => bookings::add_departures(alike),
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
        Write::AddMail(row) => {
            parts.extend(records::add_once(row, "cause"));
            return Ok(());
        }
        Write::AddEvent(_) => events::add(alike),
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

#[cfg(test)]
mod tests {
    use airside_port_contracts::samples::{booking, booking_id, payment};
    use diesel::pg::{Pg, PgQueryBuilder};
    use diesel::query_builder::{QueryBuilder as _, QueryFragment as _};

    use super::*;

    fn text(commits: &[Changes]) -> String {
        let mut builder = PgQueryBuilder::default();
        as_one(commits).unwrap().to_sql(&mut builder, &Pg).unwrap();
        builder.finish()
    }

    #[test]
    fn the_text_tells_which_kinds_there_are_and_never_how_many_or_in_which_order() {
        let books = |number| Changes::default().write_all(Write::add_booking(&booking(number)));
        let pays = |number| Changes::default().write(Write::add(&payment(number, booking_id(9))));
        let first = text(&[books(1), pays(1), books(2), pays(2)]);
        assert_eq!(text(&[pays(1), pays(2), pays(3), books(1), books(2)]), first);
        assert_ne!(text(&[books(1), books(2)]), first);
    }
}
