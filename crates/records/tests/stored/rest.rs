//! The rest of what a record says, in a line: all that `told.rs` leaves out, by fields that are
//! named here, and what it reads as where an older release had no such field.
//!
//! It is as frozen as the other: what later releases add gets a file of its own.

use airside_booking::{
    Booking, Cancellation, ChangeState, Document, ExpiredBecause, Journey, Passenger, Payment,
    Refund, ScheduleChange, Segment, State,
};
use airside_fares::PromoCode;

use crate::told::words;

/// Something that says the rest of what it is in one line.
pub(crate) trait Rest {
    fn rest(&self) -> String;
}

impl Rest for Booking {
    fn rest(&self) -> String {
        let because = match &self.state {
            State::Expired { due_by: _, because: ExpiredBecause::TimeIsOver } => "unpaid",
            State::Expired { due_by: _, because: ExpiredBecause::ScheduleChanged } => "changed",
            State::Expired { due_by: _, because: ExpiredBecause::Released } => "given up",
            State::PendingPayment { .. } | State::Confirmed { .. } => "not expired",
        };
        format!(
            "{} of {} at {}; {because}; baggage {}; tickets {}; {}; {}; changes {}",
            self.id,
            self.owner,
            self.created_at,
            self.extra_baggage_mode,
            words(self.tickets.iter().map(|ticket| ticket.id)),
            words(self.passengers.iter().map(passenger)),
            words(self.journeys.iter().map(journey)),
            words(self.schedule_changes.iter().map(change)),
        )
    }
}

fn passenger(passenger: &Passenger) -> String {
    match &passenger.person {
        Some(person) => format!("{} {:?} {:?}", passenger.id, person.name.middle(), person.gender),
        None => format!("{} erased", passenger.id),
    }
}

fn journey(journey: &Journey) -> String {
    let offer = &journey.offer;
    let rows = offer.price.per_passenger().iter();
    let rows = rows
        .map(|row| format!("{} {}: {}+{}", row.count, row.kind, row.base.get(), row.taxes.get()));
    let taxes = offer.price.taxes().iter();
    let taxes = taxes.map(|tax| format!("{} {} {}", tax.code, tax.amount.get(), tax.refundable));
    format!(
        "{} by {}, tariff {}, until {}, {}+{} kg, {} - {} + {} in {} ({}; {}): {}",
        journey.direction,
        offer.airline,
        offer.tariff,
        offer.expires_at,
        offer.baggage.hand_kg,
        offer.baggage.checked_kg,
        offer.price.total().get(),
        journey.discount.get(),
        journey.extra_baggage.get(),
        offer.currency,
        words(rows),
        words(taxes),
        words(offer.segments.iter().map(flown)),
    )
}

fn flown(segment: &Segment) -> String {
    format!("{} by {} in seats of {}", segment.number, segment.operating_airline, segment.inventory)
}

fn change(change: &ScheduleChange) -> String {
    let state = match change.state {
        ChangeState::Open => "open".to_owned(),
        ChangeState::Accepted { at } => format!("accepted {at}"),
        ChangeState::Rebooked { at } => format!("rebooked {at}"),
        ChangeState::Refunded { at } => format!("refunded {at}"),
        ChangeState::Lapsed { at } => format!("lapsed {at}"),
    };
    let after = change.after.as_ref().map(|after| words(after.iter().map(times)));
    format!(
        "{} {} {} major {} from [{}] to [{}] made {} answer by {}: {state}",
        change.id,
        change.direction,
        change.kind.code(),
        change.is_major,
        words(change.before.iter().map(times)),
        after.unwrap_or_default(),
        change.made_at,
        change.answer_by,
    )
}

fn times(segment: &Segment) -> String {
    format!(
        "{} {} {} {} {} {} {}",
        segment.flight,
        segment.number,
        segment.date,
        segment.departs_at,
        segment.arrives_at,
        segment.aircraft,
        segment.inventory,
    )
}

impl Rest for Payment {
    fn rest(&self) -> String {
        format!("back to {:?}", self.return_url)
    }
}

impl Rest for Cancellation {
    fn rest(&self) -> String {
        format!("quoted at {}, {} comes back", self.quoted_at, self.refund().get())
    }
}

impl Rest for Refund {
    fn rest(&self) -> String {
        format!("decided at {}", self.created_at)
    }
}

impl Rest for Document {
    fn rest(&self) -> String {
        format!("kept as {}", self.blob_key())
    }
}

impl Rest for PromoCode {
    fn rest(&self) -> String {
        // All of a promo code is in the other line.
        self.name.to_string()
    }
}
