//! Records that older releases wrote are read by this one, with everything they say.
//!
//! `VERSION/KIND-WHAT.json` is a record as that release serialised it, and never changes;
//! `VERSION.txt` has a line for each: what it says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod told;

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use airside_booking::{Booking, Cancellation, Document, Payment, Refund};
use airside_fares::PromoCode;
use airside_records::{
    BookingRecord, CancellationRecord, DocumentRecord, PaymentRecord, PromoCodeRecord, RefundRecord,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::told::Told;

#[test]
fn every_record_that_a_release_wrote_says_what_it_said() {
    let releases: Vec<_> = entries(&folder()).into_iter().filter(|it| it.is_dir()).collect();
    assert!(!releases.is_empty());
    for release in releases {
        let said: Vec<_> = entries(&release)
            .iter()
            .map(|file| format!("{}: {}", name(file), read(file)))
            .collect();
        let expected = fs::read_to_string(format!("{}.txt", release.display())).unwrap();
        let expected: Vec<_> = expected.lines().collect();
        for (said, expected) in said.iter().zip(&expected) {
            assert_eq!(said, expected, "{}", release.display());
        }
        assert_eq!(said.len(), expected.len(), "{}", release.display());
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored")
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(file: &Path) -> &str {
    file.file_stem().unwrap().to_str().unwrap()
}

/// How a record of one kind is read.
type Tell = fn(&str) -> String;

/// What a record says, by the kind that its name begins with.
fn read(file: &Path) -> String {
    let kinds: [(&str, Tell); 6] = [
        ("booking-", tell::<BookingRecord, Booking>),
        ("cancellation-", tell::<CancellationRecord, Cancellation>),
        ("document-", tell::<DocumentRecord, Document>),
        ("payment-", tell::<PaymentRecord, Payment>),
        ("promo-code-", tell::<PromoCodeRecord, PromoCode>),
        ("refund-", tell::<RefundRecord, Refund>),
    ];
    let kind = kinds.iter().find(|(kind, _)| name(file).starts_with(kind));
    let Some((_, tell)) = kind else { panic!("the name of {} says no kind", file.display()) };
    tell(&fs::read_to_string(file).unwrap())
}

/// Text to record to domain value, which this release then writes and reads as the same.
fn tell<R, V>(text: &str) -> String
where
    R: DeserializeOwned + Serialize + for<'a> From<&'a V>,
    V: TryFrom<R, Error: Debug> + PartialEq + Debug + Told,
{
    let value = V::try_from(serde_json::from_str::<R>(text).unwrap()).unwrap();
    let again = serde_json::to_string(&R::from(&value)).unwrap();
    let again = V::try_from(serde_json::from_str::<R>(&again).unwrap()).unwrap();
    assert_eq!(again, value);
    value.told()
}
