//! A name that a traveller had before, as plain data. It is always written with its spelling.

use airside_booking::name::{NamePart, TicketName};
use airside_booking::{Correction, Name};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::BadRecord;
use crate::choices::CorrectionKindRecord;

/// A [`Correction`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRecord {
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
    pub kind: CorrectionKindRecord,
    pub given_name: Option<String>,
    pub middle_name: Option<String>,
    pub family_name: String,
    pub ticket_given_name: String,
    pub ticket_family_name: String,
}

airside_primitives::hide_in_debug!(CorrectionRecord);

impl From<&Correction> for CorrectionRecord {
    fn from(correction: &Correction) -> Self {
        let Correction { at, kind, before } = correction;
        Self {
            at: *at,
            kind: (*kind).into(),
            given_name: before.given().map(str::to_owned),
            middle_name: before.middle().map(str::to_owned),
            family_name: before.family().to_owned(),
            ticket_given_name: before.ticketed().given().to_owned(),
            ticket_family_name: before.ticketed().family().to_owned(),
        }
    }
}

impl TryFrom<CorrectionRecord> for Correction {
    type Error = BadRecord;

    fn try_from(record: CorrectionRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("correction", field);
        let ticketed = TicketName::new(record.ticket_family_name, record.ticket_given_name);
        let ticketed = ticketed.ok_or_else(|| bad("ticket_family_name"))?;
        let before =
            Name::kept(record.given_name, record.middle_name, record.family_name, ticketed)
                .map_err(|part| match part {
                    NamePart::Given | NamePart::LatinGiven => bad("given_name"),
                    NamePart::Middle => bad("middle_name"),
                    NamePart::Family | NamePart::LatinFamily => bad("family_name"),
                })?;
        Ok(Self { at: record.at, kind: record.kind.into(), before })
    }
}
