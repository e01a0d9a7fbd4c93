//! What a payment is to go through because its metadata says so: `metadata[scenario]=DECLINED`.
//!
//! A caller notes it where it makes a payment; whatever else is noted there means nothing here.

use crate::form::Form;
use crate::objects::Metadata;

/// Where callers note it.
const NAME: &str = "scenario";

/// What happens to a payment, whatever its card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// Its bank declines every attempt.
    Declined,
    /// Its money arrives long after the payer paid.
    LatePayment,
    /// Its refunds succeed at first and fail later.
    RefundFails,
    /// Each of its events is delivered twice.
    DuplicateEvents,
    /// The call that makes it is answered two seconds later.
    Slow,
}

impl Scenario {
    /// What is noted here, if it is a scenario.
    pub(crate) fn of(metadata: &Metadata) -> Option<Self> {
        Self::named(metadata.get(NAME)?)
    }

    /// What a call notes on what it makes.
    pub(crate) fn of_call(form: &Form) -> Option<Self> {
        Self::named(form.text("metadata[scenario]")?)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "DECLINED" => Some(Self::Declined),
            "LATEPAYMENT" => Some(Self::LatePayment),
            "REFUNDFAILS" => Some(Self::RefundFails),
            "DUPLICATEEVENTS" => Some(Self::DuplicateEvents),
            "SLOW" => Some(Self::Slow),
            _ => None,
        }
    }
}
