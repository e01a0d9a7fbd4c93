//! Changing journeys for others: a quote first, then its confirmation.

use serde::{Deserialize, Serialize};
use time::serde::rfc3339;
use time::{Date, OffsetDateTime};

use crate::answer::Answered;
use crate::bookings::Direction;
use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::money::Money;
use crate::offers::Brand;
use crate::payments::{NewPayment, Payment};

/// Calls about changes; see [`Client::changes`].
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a>(&'a Client);

impl Client {
    /// Changing journeys, a quote first.
    pub const fn changes(&self) -> Changes<'_> {
        Changes(self)
    }
}

/// Journeys, each with the offer that is to stand in its place.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NewChange {
    /// Which journeys, for what.
    pub replace: Vec<Replacement>,
    /// The open schedule change that this answers, free of charge.
    pub schedule_change_id: Option<String>,
}

/// One journey, and what it is changed for.
#[derive(Debug, Clone, Serialize)]
pub struct Replacement {
    /// Which journey.
    pub direction: Direction,
    /// The id of an offer for the same party.
    pub offer: String,
}

/// A quote, and what became of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Change {
    /// By which it is confirmed.
    pub id: String,
    /// What is changed.
    pub booking_ref: String,
    /// What became of it.
    pub status: ChangeStatus,
    /// Until when the quote stands; once it is confirmed, until when it can be paid for.
    #[serde(with = "rfc3339")]
    pub expires_at: OffsetDateTime,
    /// What is still to be paid.
    pub to_pay: Money,
    /// What comes back.
    pub to_refund: Money,
    /// The schedule change that it answers, if it does.
    pub schedule_change_id: Option<String>,
    /// The same, journey by journey.
    pub lines: Vec<ChangeLine>,
    /// The newest attempt to pay, once something was to be paid for.
    #[serde(default)]
    pub payment: Option<Payment>,
}

codes! {
    /// What became of a quote.
    ChangeStatus {
        Quoted "QUOTED",
        PendingPayment "PENDING_PAYMENT",
        Confirmed "CONFIRMED",
        Expired "EXPIRED",
        Superseded "SUPERSEDED",
    }
}

/// One journey of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChangeLine {
    /// Which journey.
    pub journey: Direction,
    /// On which ticket.
    pub ticket_id: String,
    /// What was paid for the old one.
    pub old_value: Money,
    /// What the new one costs.
    pub new_price: Money,
    /// What changing it costs beside that.
    pub change_fee: Money,
    /// What of the money that comes back are taxes.
    pub taxes_returned: Money,
    /// Extras that go along.
    pub extras_moved: Money,
    /// What of the old one does not come back.
    pub not_returned: Money,
    /// What is due; negative where money comes back.
    pub difference: Money,
}

/// What a journey could be changed for on a day; what is left out is as it is booked.
#[derive(Debug, Clone)]
pub struct WantedInstead {
    /// Which journey.
    pub journey: Direction,
    /// On the origin's calendar.
    pub departure_date: Date,
    /// An airport, a city, or its name.
    pub origin: Option<String>,
    /// An airport, a city, or its name.
    pub destination: Option<String>,
}

/// What a journey could be changed for, the cheapest first.
#[derive(Debug, Clone, Deserialize)]
pub struct ChangeOffers {
    /// Empty where nothing is for sale.
    pub data: Vec<ChangeOffer>,
}

/// An offer, and what it would cost beyond what was paid.
#[derive(Debug, Clone, Deserialize)]
pub struct ChangeOffer {
    /// The id of the offer, for a [`Replacement`].
    pub offer: String,
    /// What it is sold as.
    pub brand: Brand,
    /// What would be paid.
    pub to_pay: Money,
    /// What would come back.
    pub to_refund: Money,
    /// The same, line by line.
    pub line: ChangeLine,
}

impl NewChange {
    /// One journey for one offer.
    pub fn of(direction: Direction, offer: &str) -> Self {
        let replace = vec![Replacement { direction, offer: offer.to_owned() }];
        Self { replace, schedule_change_id: None }
    }
}

impl Changes<'_> {
    /// What a journey could be changed for, each with what it would cost now. Nothing is kept of it.
    pub async fn offers(
        &self,
        booking_ref: &str,
        wanted: &WantedInstead,
    ) -> Result<ChangeOffers, Error> {
        let call = Call::get(&["v1", "bookings", booking_ref, "change-offers"])
            .query("journey", Some(&wanted.journey))
            .query("departure_date", Some(wanted.departure_date))
            .query("origin", wanted.origin.as_ref())
            .query("destination", wanted.destination.as_ref());
        self.0.ask(&call).await
    }

    /// Quotes a change; nothing is changed yet. Only a booking's newest quote counts, so that it
    /// is sent again without a key.
    pub async fn quote(&self, booking_ref: &str, change: &NewChange) -> Result<Change, Error> {
        let call = Call::post(&["v1", "bookings", booking_ref, "changes"]);
        self.0.ask(&call.json(change)?.harmless()).await
    }

    /// Changes what was quoted: at once where nothing is due, else when it is paid for.
    pub async fn confirm(
        &self,
        id: &str,
        payment: &NewPayment,
        key: &IdempotencyKey,
    ) -> Result<Answered<Change>, Error> {
        self.0.write(&Call::post(&["v1", "changes", id, "confirm"]).json(payment)?.under(key)).await
    }

    /// One change.
    pub async fn get(&self, id: &str) -> Result<Change, Error> {
        self.0.ask(&Call::get(&["v1", "changes", id])).await
    }
}
