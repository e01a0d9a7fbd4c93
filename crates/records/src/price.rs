//! The price of a journey, its baggage and the cost of cancelling it, as plain data.
//!
//! Amounts are minor units of the currency that the offer names once.

use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, JourneyPrice, PassengerPrice, TaxLine};
use airside_primitives::Amount;
use serde::{Deserialize, Serialize};

use crate::BadRecord;
use crate::choices::PassengerTypeRecord;
use crate::plain::Letters;

/// A [`PassengerPrice`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerPriceRecord {
    pub kind: PassengerTypeRecord,
    pub count: u8,
    pub base: i64,
    pub taxes: i64,
}

/// A [`TaxLine`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLineRecord {
    pub code: Letters<2>,
    pub amount: i64,
    pub refundable: bool,
}

/// An [`Allowance`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowanceRecord {
    pub hand_kg: u8,
    pub checked_kg: u8,
}

/// [`Conditions`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionsRecord {
    pub refundable: bool,
    pub charges: Vec<ChargeStepRecord>,
}

/// A [`ChargeStep`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeStepRecord {
    pub above_hours: u32,
    pub charge: i64,
}

impl From<&PassengerPrice> for PassengerPriceRecord {
    fn from(price: &PassengerPrice) -> Self {
        let PassengerPrice { kind, count, base, taxes } = *price;
        Self { kind: kind.into(), count, base: base.get(), taxes: taxes.get() }
    }
}

impl From<&TaxLine> for TaxLineRecord {
    fn from(line: &TaxLine) -> Self {
        let TaxLine { code, amount, refundable } = *line;
        Self { code: Letters(*code.as_bytes()), amount: amount.get(), refundable }
    }
}

pub(crate) fn journey_price(
    per_passenger: Vec<PassengerPriceRecord>,
    taxes: Vec<TaxLineRecord>,
) -> Result<JourneyPrice, BadRecord> {
    let per_passenger = per_passenger
        .into_iter()
        .map(|price| PassengerPrice {
            kind: price.kind.into(),
            count: price.count,
            base: Amount::minor(price.base),
            taxes: Amount::minor(price.taxes),
        })
        .collect();
    let taxes = taxes
        .into_iter()
        .map(|line| {
            let code = line.code.parse("offer", "taxes")?;
            Ok(TaxLine { code, amount: Amount::minor(line.amount), refundable: line.refundable })
        })
        .collect::<Result<_, BadRecord>>()?;
    JourneyPrice::from_parts(per_passenger, taxes).ok_or(BadRecord::new("offer", "price"))
}

impl From<Allowance> for AllowanceRecord {
    fn from(Allowance { hand_kg, checked_kg }: Allowance) -> Self {
        Self { hand_kg, checked_kg }
    }
}

impl From<AllowanceRecord> for Allowance {
    fn from(AllowanceRecord { hand_kg, checked_kg }: AllowanceRecord) -> Self {
        Self { hand_kg, checked_kg }
    }
}

impl From<&Conditions> for ConditionsRecord {
    fn from(conditions: &Conditions) -> Self {
        let step = |step: &ChargeStep| ChargeStepRecord {
            above_hours: step.above_hours,
            charge: step.charge.get(),
        };
        Self {
            refundable: conditions.refundable(),
            charges: conditions.charges().iter().map(step).collect(),
        }
    }
}

impl TryFrom<ConditionsRecord> for Conditions {
    type Error = BadRecord;

    fn try_from(record: ConditionsRecord) -> Result<Self, BadRecord> {
        let step = |step: ChargeStepRecord| ChargeStep {
            above_hours: step.above_hours,
            charge: Amount::minor(step.charge),
        };
        let charges = record.charges.into_iter().map(step).collect();
        Self::new(record.refundable, charges).map_err(|_| BadRecord::new("offer", "conditions"))
    }
}
