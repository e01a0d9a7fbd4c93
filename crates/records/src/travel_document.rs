//! What somebody travels with as plain data. It stands beside the person, whom an older release goes
//! on reading without it, and whole among what is private where a store seals.

use airside_booking::travel_document::{KnownCountry, TravelDocument, TravelDocumentKind};
use airside_primitives::CountryCode;
use serde::{Deserialize, Serialize};

use crate::BadRecord;
use crate::plain::{Day, Letters};

/// A [`TravelDocument`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TravelDocumentRecord {
    pub kind: TravelDocumentKindRecord,
    #[serde(rename = "number")]
    pub document_number: String,
    pub issuing_country: Letters<2>,
    pub nationality: Letters<2>,
    pub expires_on: Day,
}

/// A [`TravelDocumentKind`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TravelDocumentKindRecord {
    Passport,
    IdCard,
}

airside_primitives::hide_in_debug!(TravelDocumentRecord);

impl From<&TravelDocument> for TravelDocumentRecord {
    fn from(document: &TravelDocument) -> Self {
        Self {
            kind: document.kind.into(),
            document_number: document.number.in_full().to_owned(),
            issuing_country: Letters(*document.issuing_country.as_bytes()),
            nationality: Letters(*document.nationality.as_bytes()),
            expires_on: Day(document.expires_on),
        }
    }
}

impl TryFrom<TravelDocumentRecord> for TravelDocument {
    type Error = BadRecord;

    fn try_from(record: TravelDocumentRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("travel document", field);
        let country = |code: Letters<2>, field| -> Result<CountryCode, BadRecord> {
            let KnownCountry(code) = code.parse("travel document", field)?;
            Ok(code)
        };
        Ok(Self {
            kind: record.kind.into(),
            number: record.document_number.parse().map_err(|_| bad("number"))?,
            issuing_country: country(record.issuing_country, "issuing_country")?,
            nationality: country(record.nationality, "nationality")?,
            expires_on: record.expires_on.0,
        })
    }
}

impl From<TravelDocumentKind> for TravelDocumentKindRecord {
    fn from(kind: TravelDocumentKind) -> Self {
        match kind {
            TravelDocumentKind::Passport => Self::Passport,
            TravelDocumentKind::IdCard => Self::IdCard,
        }
    }
}

impl From<TravelDocumentKindRecord> for TravelDocumentKind {
    fn from(kind: TravelDocumentKindRecord) -> Self {
        match kind {
            TravelDocumentKindRecord::Passport => Self::Passport,
            TravelDocumentKindRecord::IdCard => Self::IdCard,
        }
    }
}
