//! A promo code and its terms as plain data.

use airside_fares::{Percent, PromoCode, Reduction};
use airside_primitives::Amount;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::BadRecord;
use crate::plain::Letters;

/// A [`PromoCode`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromoCodeRecord {
    pub name: String,
    pub reduction: ReductionRecord,
    #[serde(with = "rfc3339::option")]
    pub valid_from: Option<OffsetDateTime>,
    #[serde(with = "rfc3339::option")]
    pub valid_until: Option<OffsetDateTime>,
    pub minimum_spend: Option<i64>,
    pub limit_total: Option<u32>,
    pub limit_per_user: Option<u32>,
    pub airlines: Vec<Letters<2>>,
    /// Origin and destination.
    pub routes: Vec<(Letters<3>, Letters<3>)>,
}

/// A [`Reduction`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReductionRecord {
    Percent(u8),
    Fixed(i64),
}

impl From<&PromoCode> for PromoCodeRecord {
    fn from(code: &PromoCode) -> Self {
        Self {
            name: code.name.to_string(),
            reduction: match code.reduction {
                Reduction::Percent(percent) => ReductionRecord::Percent(percent.get()),
                Reduction::Fixed(amount) => ReductionRecord::Fixed(amount.get()),
            },
            valid_from: code.valid_from,
            valid_until: code.valid_until,
            minimum_spend: code.minimum_spend.map(Amount::get),
            limit_total: code.limit_total,
            limit_per_user: code.limit_per_user,
            airlines: code.airlines.iter().map(|it| Letters(*it.as_bytes())).collect(),
            routes: code
                .routes
                .iter()
                .map(|(from, to)| (Letters(*from.as_bytes()), Letters(*to.as_bytes())))
                .collect(),
        }
    }
}

impl TryFrom<PromoCodeRecord> for PromoCode {
    type Error = BadRecord;

    fn try_from(record: PromoCodeRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("promo code", field);
        let airport = |code: Letters<3>| code.parse("promo code", "routes");
        if record.minimum_spend.is_some_and(|least| least < 0) {
            return Err(bad("minimum_spend"));
        }
        Ok(Self {
            name: record.name.parse().map_err(|_| bad("name"))?,
            reduction: match record.reduction {
                ReductionRecord::Percent(percent) => {
                    Reduction::Percent(Percent::new(percent).ok_or(bad("reduction"))?)
                }
                ReductionRecord::Fixed(amount) if amount < 0 => return Err(bad("reduction")),
                ReductionRecord::Fixed(amount) => Reduction::Fixed(Amount::minor(amount)),
            },
            valid_from: record.valid_from,
            valid_until: record.valid_until,
            minimum_spend: record.minimum_spend.map(Amount::minor),
            limit_total: record.limit_total,
            limit_per_user: record.limit_per_user,
            airlines: record
                .airlines
                .into_iter()
                .map(|code| code.parse("promo code", "airlines"))
                .collect::<Result<_, _>>()?,
            routes: record
                .routes
                .into_iter()
                .map(|(from, to)| Ok((airport(from)?, airport(to)?)))
                .collect::<Result<_, BadRecord>>()?,
        })
    }
}
