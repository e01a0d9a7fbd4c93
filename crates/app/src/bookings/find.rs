//! Finds bookings for those who serve any: by what somebody at the desk knows. Uses the store.

use std::collections::BTreeSet;

use airside_booking::{Booking, BookingStatus, TicketNumber};
use airside_primitives::{BookingId, FlightId, FlightNumber};
use airside_records::finding::{LONGEST_BEGINNING, address, beginning, names, words};
use time::{Date, OffsetDateTime};

use crate::context::App;
use crate::ports::StoreError;
use crate::ports::store::{Known, Page, Sought};

/// The most characters of a reference.
const REFERENCE: usize = 6;

/// What is known; all of it holds. Nothing known finds every booking.
#[derive(Clone, Default)]
pub struct FindBookings {
    /// The beginning of the reference, or beginnings of words of names: each begins some word.
    pub q: Option<String>,
    /// By number: a codeshare's too.
    pub flight: Option<FlightNumber>,
    pub date: Option<Date>,
    pub status: Option<BookingStatus>,
    pub ticket: Option<TicketNumber>,
    /// Of the contact, or of the account.
    pub email: Option<String>,
    pub created_from: Option<OffsetDateTime>,
    pub created_before: Option<OffsetDateTime>,
}

airside_primitives::hide_in_debug!(FindBookings);

/// The bookings, newest first.
pub async fn find_bookings(
    app: &App,
    command: &FindBookings,
    page: Page<BookingId>,
) -> Result<Vec<Booking>, StoreError> {
    let any = ways(app, command).await?;
    if any.is_empty() {
        return Ok(Vec::new());
    }
    let long = long_words(command);
    let Page { limit, mut before } = page;
    let mut found = Vec::new();
    loop {
        let read = app.ports.store.find_bookings(any.clone(), Page { limit, before }).await?;
        let is_last = read.len() < usize::from(limit);
        before = read.last().map(|booking| booking.id);
        found.extend(read.into_iter().filter(|booking| has_all(booking, &long)));
        if is_last || found.len() >= usize::from(limit) {
            found.truncate(limit.into());
            return Ok(found);
        }
    }
}

/// Every way in which all of it may hold.
async fn ways(app: &App, command: &FindBookings) -> Result<Vec<Vec<Known>>, StoreError> {
    let mut ways = vec![always(app, command)];
    if let Some(q) = &command.q {
        ways = each(ways, &named(q));
    }
    if let Some(number) = command.flight {
        let flights = flights_of(app, number).into_iter();
        let on: Vec<_> = flights.map(|flight| vec![Known::Flight(flight, command.date)]).collect();
        ways = each(ways, &on);
    }
    if let Some(email) = &command.email {
        let account = app.ports.store.user_by_email(email.trim()).await?;
        let mut people = vec![vec![Known::Word(Sought(address(email)))]];
        people.extend(account.map(|user| vec![Known::Owner(user.id)]));
        ways = each(ways, &people);
    }
    Ok(ways)
}

/// The flights of this number that the timetable has, between whichever airports.
fn flights_of(app: &App, number: FlightNumber) -> BTreeSet<FlightId> {
    let world = app.world.load();
    let rows = world.index.flights().iter().chain(world.originals.iter());
    rows.filter(|row| row.number == number).map(|row| row.id).collect()
}

/// What holds in each way.
fn always(app: &App, command: &FindBookings) -> Vec<Known> {
    let date = command.date.filter(|_| command.flight.is_none()).map(Known::Date);
    let status = command.status.map(|status| Known::Status(status, app.now()));
    let ticket = command.ticket.map(Known::Ticket);
    let from = command.created_from.map(Known::CreatedFrom);
    let before = command.created_before.map(Known::CreatedBefore);
    [date, status, ticket, from, before].into_iter().flatten().collect()
}

/// What a text at the desk may mean: a reference, or names.
fn named(q: &str) -> Vec<Vec<Known>> {
    let trimmed = q.trim();
    let is_reference = (1..=REFERENCE).contains(&trimmed.len())
        && trimmed.bytes().all(|it| it.is_ascii_alphanumeric());
    let reference = is_reference.then(|| vec![Known::Reference(trimmed.to_ascii_uppercase())]);
    let words: Vec<_> =
        words(q).iter().map(|it| Known::Word(Sought(beginning(it).to_owned()))).collect();
    let names = (!words.is_empty()).then_some(words);
    reference.into_iter().chain(names).collect()
}

/// Each way with each of these.
fn each(ways: Vec<Vec<Known>>, these: &[Vec<Known>]) -> Vec<Vec<Known>> {
    let with =
        |way: Vec<Known>| these.iter().map(move |more| way.iter().chain(more).cloned().collect());
    ways.into_iter().flat_map(with).collect()
}

/// The words of which the store keeps no more than the beginning.
fn long_words(command: &FindBookings) -> Vec<String> {
    let mut words = command.q.as_deref().map(words).unwrap_or_default();
    words.retain(|word| word.len() > LONGEST_BEGINNING);
    words
}

fn has_all(booking: &Booking, long: &[String]) -> bool {
    if long.is_empty() {
        return true;
    }
    let names = names(booking);
    long.iter().all(|word| names.iter().any(|name| name.starts_with(word)))
}
