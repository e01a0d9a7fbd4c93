//! How people of two bookings parted, as plain data.

use airside_booking::{Direction, Parting};
use airside_primitives::Amount;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::BadRecord;

/// A [`Parting`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartingRecord {
    pub other: String,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
    pub is_part: bool,
    /// By journey, in minor units.
    pub paid: Vec<(String, i64)>,
}

impl From<&Parting> for PartingRecord {
    fn from(parting: &Parting) -> Self {
        let paid = parting.paid.iter();
        Self {
            other: parting.other.to_string(),
            at: parting.at,
            is_part: parting.is_part,
            paid: paid.map(|(direction, amount)| (direction.to_string(), amount.get())).collect(),
        }
    }
}

impl TryFrom<PartingRecord> for Parting {
    type Error = BadRecord;

    fn try_from(record: PartingRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("parting", field);
        let paid = record.paid.into_iter().map(|(direction, amount)| {
            let direction: Direction = direction.parse().map_err(|_| bad("paid"))?;
            Ok((direction, Amount::minor(amount)))
        });
        Ok(Self {
            other: record.other.parse().map_err(|_| bad("other"))?,
            at: record.at,
            is_part: record.is_part,
            paid: paid.collect::<Result<_, _>>()?,
        })
    }
}
