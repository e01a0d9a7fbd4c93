//! Compares what a store says twice: what is counted as sold with what bookings hold, what was paid
//! with what bookings cost, documents with tickets, when bookings fly with the timetable, and
//! remembered answers with what they made. Uses the store, the files and the gateway, and changes
//! nothing.
//!
//! While others write, a difference may be a half-read commit, or something that follows a moment
//! later: [`audit_live`] believes only what it finds each time that it looks.

mod answers;
mod finding;
mod gateway;
mod lines;
mod listed;
mod money;
mod papers;
mod promos;
mod sales;
mod services;
mod times;
mod waiting;

use std::collections::HashSet;

use airside_booking::{Booking, BookingStatus};
use time::{Duration, OffsetDateTime};

use crate::ports::{Blobs, Payments, Store, Versioned};
use crate::world::{Scope, Snapshot};
use money::Moved;
use papers::Numbers;
use promos::Uses;
use sales::Held;
use services::Served;

pub use answers::{By, ReadAnswer, Told};
pub use finding::{Audit, AuditError, Finding, Overdue};

/// The most bookings that are read at a time.
const BATCH: u16 = 500;

/// What an audit reads.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub store: &'a dyn Store,
    pub world: &'a Snapshot,
    /// Without it, files are not looked at.
    pub blobs: Option<&'a dyn Blobs>,
    /// Without it, the gateway is not asked.
    pub gateway: Option<&'a dyn Payments>,
    /// How far back the gateway's own list is read; without it, not at all.
    pub listed_since: Option<OffsetDateTime>,
    /// Reads remembered answers; without it, they are not compared.
    pub answers: Option<&'a ReadAnswer<'a>>,
    pub now: OffsetDateTime,
    /// How long anything may wait; refunds may for days.
    pub patience: Duration,
}

impl<'a> Sources<'a> {
    /// A store alone, with itself.
    pub fn of_store(store: &'a dyn Store, world: &'a Snapshot, now: OffsetDateTime) -> Self {
        let patience = waiting::PATIENCE;
        let (blobs, gateway, listed_since, answers) = (None, None, None, None);
        Self { store, world, blobs, gateway, listed_since, answers, now, patience }
    }
}

/// Reads the whole store at rest, and compares it with itself and with all else that is given.
/// `each` is called with the number of bookings read so far.
pub async fn audit(sources: Sources<'_>, each: &dyn Fn(usize)) -> Result<Audit, AuditError> {
    let store = sources.store;
    let mut audit = Audit::default();
    let (mut held, mut numbers, mut uses) = (Held::default(), Numbers::default(), Uses::default());
    // Whatever the zone, it has not departed.
    let mut served = Served::from(sources.now.date() + Duration::days(2));
    let mut after = None;
    loop {
        let page = store.all_bookings(after, BATCH).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.value.id);
        for booking in page.iter().map(|it| &it.value) {
            audit.bookings += 1;
            held.add(booking);
            uses.add(booking);
            served.add(booking);
            audit.findings.extend(numbers.add(booking));
            one(sources, booking, &mut audit).await?;
        }
        each(audit.bookings);
    }
    held.compare(store, &mut audit).await?;
    audit.findings.extend(uses.compare(store).await?);
    audit.findings.extend(served.compare(store).await?);
    audit.findings.extend(waiting::overdue(store, sources.now, sources.patience).await?);
    if let (Some(gateway), Some(since)) = (sources.gateway, sources.listed_since) {
        listed::unknown(store, gateway, since, &mut audit).await?;
    }
    if let Some(read) = sources.answers {
        answers::compare(store, read, &mut audit).await?;
    }
    audit.ticket_numbers = numbers.count();
    audit.promo_codes = uses.count();
    Ok(audit)
}

/// The same for a store that others write to: what is found is looked at again, and only what is
/// found each time counts.
///
/// `pause` passes some time before a further look, and tells whether there may be another after it.
/// There is one only as long as something is left that servers bring up to date by themselves.
pub async fn audit_live(
    sources: Sources<'_>,
    mut pause: impl AsyncFnMut() -> bool,
    each: &dyn Fn(usize),
) -> Result<Audit, AuditError> {
    let mut found = audit(sources, each).await?;
    let mut settled = Vec::new();
    while !found.findings.is_empty() {
        let has_time = pause().await;
        let known: HashSet<_> = found.findings.iter().map(ToString::to_string).collect();
        let newer = newer_world(sources).await?;
        let sources = Sources { world: newer.as_ref().unwrap_or(sources.world), ..sources };
        found = audit(sources, each).await?;
        found.findings.retain(|finding| known.contains(&finding.to_string()));
        if !has_time || !found.findings.iter().any(Finding::may_lag) {
            break;
        }
        // What was found twice and cannot lag is true, whatever its figures are by the next look.
        let (lagging, certain) = found.findings.into_iter().partition(Finding::may_lag);
        found.findings = lagging;
        settled.extend::<Vec<Finding>>(certain);
    }
    found.findings.extend(settled);
    Ok(found)
}

/// The world of the store, where it has changed since that of the sources was read: bookings follow
/// the newest.
async fn newer_world(sources: Sources<'_>) -> Result<Option<Snapshot>, AuditError> {
    let Sources { store, world, .. } = sources;
    if store.world_version().await? <= world.version {
        return Ok(None);
    }
    let selling = world.terms.tariff.currency;
    Ok(Some(Snapshot::read(store, selling, Scope::Everything).await?))
}

/// One booking, and what belongs to it alone.
async fn one(sources: Sources<'_>, booking: &Booking, audit: &mut Audit) -> Result<(), AuditError> {
    let Sources { store, world, blobs, gateway, now, .. } = sources;
    match booking.status(now) {
        BookingStatus::PendingPayment
        | BookingStatus::Confirmed
        | BookingStatus::PartiallyCancelled => {
            audit.live += 1;
            audit.open_changes += times::open_changes(booking, now);
            audit.findings.extend(times::behind(booking, world, now));
        }
        BookingStatus::Cancelled | BookingStatus::Expired => (),
    }
    let moved = Moved {
        payments: values(store.payments(booking.id).await?),
        refunds: values(store.refunds(booking.id).await?),
        cancellations: values(store.cancellations(booking.id).await?),
        exchanges: values(store.exchanges(booking.id).await?),
    };
    let documents = values(store.documents(booking.id).await?);
    audit.payments += moved.captured().count();
    audit.refunds += moved.refunds.len();
    audit.documents += documents.len();
    audit.findings.extend(moved.findings(booking));
    audit.findings.extend(lines::differences(store, booking, &moved).await?);
    audit.findings.extend(papers::missing(booking, &moved.refunds, &documents));
    if let Some(blobs) = blobs {
        audit.findings.extend(papers::files(booking, &documents, blobs).await?);
    }
    if let Some(gateway) = gateway {
        audit.findings.extend(gateway::differences((store, gateway), booking, &moved).await?);
    }
    Ok(())
}

fn values<T>(rows: Vec<Versioned<T>>) -> Vec<T> {
    rows.into_iter().map(|row| row.value).collect()
}
