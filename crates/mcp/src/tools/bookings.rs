//! Looking at what is booked.

use airside_client::Paging;
use airside_client::bookings::{BookingFilter, BookingStatus};
use futures::TryStreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::tool::{Said, named};
use crate::views::booking::{BookingDetails, BookingLine};
use crate::views::instant;

pub(super) const LIST: (&str, &str, &str) =
    ("list_bookings", "List bookings", "The bookings of this key's account, newest first.");

pub(super) const SHOW: (&str, &str, &str) = (
    "show_booking",
    "Show a booking",
    "One booking with its journeys, passengers, seats, tickets and changes of the timetable.",
);

pub(super) const DOCUMENTS: (&str, &str, &str) = (
    "list_documents",
    "Tickets and receipts",
    "Links to the PDFs of a booking. They work without a key for some minutes: give them to the \
     user, and to nobody else.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Only those.
    #[schemars(with = "Option<words::BookingStatus>")]
    status: Option<BookingStatus>,
    /// 1 to 50 [10].
    limit: Option<u16>,
    /// `next_cursor` of the answer before, with the same status.
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Bookings {
    bookings: Vec<BookingLine>,
    /// Null on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    /// As K7Q2MZ.
    booking_ref: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Documents {
    documents: Vec<Document>,
}

#[derive(Serialize, JsonSchema)]
struct Document {
    id: String,
    /// TICKET or REFUND_RECEIPT.
    kind: String,
    /// PENDING, READY or FAILED.
    status: String,
    /// Null until it is READY.
    url: Option<String>,
    /// When the link ends; list again for a new one.
    expires_at: Option<String>,
}

pub(super) async fn list(caller: Caller, wanted: Wanted) -> Result<Said<Bookings>, Refusal> {
    let filter = BookingFilter { status: wanted.status };
    let page = Paging { limit: Some(wanted.limit.unwrap_or(10)), cursor: wanted.cursor };
    let found = caller.airside.bookings().list(&filter).page(&page).await?;
    let bookings: Vec<_> = found.data.iter().map(BookingLine::of).collect();
    let sentence = format!("{} bookings.", bookings.len());
    Ok(Said::new(sentence, Bookings { bookings, next_cursor: found.next_cursor }))
}

pub(super) async fn show(caller: Caller, wanted: One) -> Result<Said<BookingDetails>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    Ok(Said::new(named(&booking), BookingDetails::of(&booking)))
}

pub(super) async fn documents(caller: Caller, wanted: One) -> Result<Said<Documents>, Refusal> {
    let found = caller.airside.documents().list(wanted.booking_ref.trim());
    let documents = found.map_ok(|document| Document {
        id: document.id,
        kind: document.kind.code().to_owned(),
        status: document.status.code().to_owned(),
        url: document.url.map(|url| url.reveal().to_owned()),
        expires_at: document.expires_at.map(instant),
    });
    let documents: Vec<_> = documents.try_collect().await?;
    let ready = documents.iter().filter(|document| document.url.is_some()).count();
    let sentence = format!("{ready} of {} documents are ready.", documents.len());
    Ok(Said::new(sentence, Documents { documents }))
}
