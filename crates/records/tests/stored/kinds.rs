//! What can be done with a record of any kind: written, read by the name of its file, told.

use std::fmt::Debug;

use airside_booking::{Booking, Cancellation, Document, Exchange, Payment, Refund};
use airside_fares::PromoCode;
use airside_records::{
    BookingRecord, CancellationRecord, Column, DocumentRecord, ExchangeRecord, Kept, PaymentRecord,
    PromoCodeRecord, RefundRecord, Row, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::corrections::corrected;
use crate::exchanges::{of_booking, of_payment};
use crate::partings::{parted, shared};
use crate::rest::Rest;
use crate::samples::Sample;
use crate::services::served;
use crate::told::{Told, words};

/// Columns that release 0.1.0 did not have.
const ERASURE: [&str; 3] = ["is_erased", "over_at", "is_erasing"];

/// Columns by which staff find a booking or a document, and what the books have of it; nor these.
const STAFF: [&str; 4] = ["words", "created_at", "posted_as", "is_failed"];

/// What a record is read as, told in ten lines.
pub(crate) struct Telling {
    pub told: String,
    pub rest: String,
    /// The columns that a store keeps beside it.
    pub columns: String,
    /// Those of them that tell what is to be erased.
    pub erasure: String,
    /// Those by which staff find it, and what the books have of it.
    pub staff: String,
    /// How its tickets spell names.
    pub names: String,
    /// What of it was exchanged, or may be, which 0.1.0 did not know.
    pub exchanges: String,
    /// Which names its travellers had before.
    pub corrections: String,
    /// Which special services its travellers have.
    pub services: String,
    /// Who parted from whom, and what of the money went along.
    pub partings: String,
}

/// The record, in the text that a store keeps.
pub(crate) fn text(sample: &Sample) -> String {
    match sample {
        Sample::Booking(value) => value.row().body,
        Sample::Cancellation(value) => value.row().body,
        Sample::Document(value) => value.row().body,
        Sample::Exchange(value) => value.row().body,
        Sample::Payment(value) => value.row().body,
        Sample::PromoCode(value) => json(&PromoCodeRecord::from(value)),
        Sample::Refund(value) => value.row().body,
    }
}

/// The value of a record whose file has this name, as it begins with the kind.
pub(crate) fn read(name: &str, text: &str) -> Sample {
    type Read = fn(&str) -> Sample;
    let kinds: [(&str, Read); 7] = [
        ("booking-", |text| Sample::Booking(value::<BookingRecord, Booking>(text))),
        ("cancellation-", |text| {
            Sample::Cancellation(value::<CancellationRecord, Cancellation>(text))
        }),
        ("document-", |text| Sample::Document(value::<DocumentRecord, Document>(text))),
        ("exchange-", |text| Sample::Exchange(value::<ExchangeRecord, Exchange>(text))),
        ("payment-", |text| Sample::Payment(value::<PaymentRecord, Payment>(text))),
        ("promo-code-", |text| Sample::PromoCode(value::<PromoCodeRecord, PromoCode>(text))),
        ("refund-", |text| Sample::Refund(value::<RefundRecord, Refund>(text))),
    ];
    let kind = kinds.iter().find(|(kind, _)| name.starts_with(kind));
    let Some((_, read)) = kind else { panic!("the name {name} says no kind") };
    read(text)
}

/// Everything that a record says.
pub(crate) fn tell(sample: &Sample) -> Telling {
    match sample {
        Sample::Booking(value) => {
            let (names, exchanges) = (ticketed(value), of_booking(value));
            let (corrections, services) = (corrected(value), served(value));
            let partings = parted(value);
            let told = telling(value, Some(value.row()));
            Telling { names, exchanges, corrections, services, partings, ..told }
        }
        Sample::Cancellation(value) => telling(value, Some(value.row())),
        Sample::Document(value) => telling(value, Some(value.row())),
        Sample::Exchange(value) => telling(value, Some(value.row())),
        Sample::Payment(value) => {
            let (exchanges, partings) = (of_payment(value), shared(value));
            Telling { exchanges, partings, ..telling(value, Some(value.row())) }
        }
        Sample::PromoCode(value) => telling(value, None),
        Sample::Refund(value) => telling(value, Some(value.row())),
    }
}

/// Text to record to domain value, which this release then writes and reads as the same.
fn value<R, V>(text: &str) -> V
where
    R: DeserializeOwned + Serialize + for<'a> From<&'a V>,
    V: TryFrom<R, Error: Debug> + PartialEq + Debug,
{
    let value = V::try_from(serde_json::from_str::<R>(text).unwrap()).unwrap();
    let again = json(&R::from(&value));
    let again = V::try_from(serde_json::from_str::<R>(&again).unwrap()).unwrap();
    assert_eq!(again, value);
    value
}

fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap()
}

fn telling(value: &(impl Told + Rest), row: Option<Row>) -> Telling {
    let of = |names: &[&str], none: &str| {
        row.as_ref().map_or_else(
            || none.to_owned(),
            |row| words(row.columns.iter().filter(|it| names.contains(&it.name)).map(column)),
        )
    };
    let (erasure, staff) = (of(&ERASURE, "names nobody"), of(&STAFF, "-"));
    let is_of_the_first = |it: &&Column| !ERASURE.contains(&it.name) && !STAFF.contains(&it.name);
    let columns = row.map_or_else(
        || "kept by its name".to_owned(),
        |row| {
            let fixed = row.fixed.iter().map(column);
            let columns = row.columns.iter().filter(is_of_the_first).map(column);
            format!("{} {}; {}; {}", row.table, row.id, words(fixed), words(columns))
        },
    );
    let (told, rest) = (value.told(), value.rest());
    let [names, exchanges, corrections, services, partings] = ["-"; 5].map(str::to_owned);
    Telling {
        told,
        rest,
        columns,
        erasure,
        staff,
        names,
        exchanges,
        corrections,
        services,
        partings,
    }
}

fn ticketed(booking: &Booking) -> String {
    words(booking.people().map(|person| {
        let given = person.name.given().map_or("one name alone", |_| "given and family name");
        format!("{} of {given}", person.name.ticketed())
    }))
}

fn column(column: &Column) -> String {
    let value = match &column.value {
        Value::Id(id) => id.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Flag(flag) => flag.to_string(),
        Value::Moment(moment) => moment.map_or("-".to_owned(), |moment| moment.to_string()),
    };
    format!("{} {value}", column.name)
}
