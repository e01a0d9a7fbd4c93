//! What was proposed, whole: a confirmation sends this, and nothing that comes with it.

use airside_client::bookings::{CorrectedName, NewBooking, NewSeat, NewSpecialService};
use airside_client::payments::NewPayment;

/// What a confirmation does.
#[derive(Clone)]
pub(crate) enum Proposal {
    Book(Box<NewBooking>),
    Pay {
        booking_ref: String,
        payment: NewPayment,
    },
    /// A quote of the API is confirmed.
    Cancel {
        quote_id: String,
    },
    /// An unpaid hold is given up.
    Release {
        booking_ref: String,
    },
    /// A quote of the API to change journeys is confirmed.
    Change {
        quote_id: String,
        payment: NewPayment,
    },
    Seats {
        booking_ref: String,
        seats: Vec<NewSeat>,
    },
    Services {
        booking_ref: String,
        passenger_id: String,
        services: Vec<NewSpecialService>,
    },
    Name {
        booking_ref: String,
        passenger_id: String,
        name: Box<CorrectedName>,
    },
    Split {
        booking_ref: String,
        passengers: Vec<String>,
    },
    Answer {
        booking_ref: String,
        change_id: String,
        answer: ChangeAnswer,
    },
}

/// What to do about a change of the timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeAnswer {
    Accept,
    Refund,
    RefundWholeTicket,
}

impl Proposal {
    /// The tool that confirms it.
    pub(crate) const fn confirmed_by(&self) -> &'static str {
        match self {
            Self::Book(_) => "confirm_booking",
            Self::Pay { .. } => "confirm_payment",
            Self::Cancel { .. } | Self::Release { .. } => "confirm_cancellation",
            Self::Change { .. } => "confirm_journey_change",
            Self::Seats { .. } => "confirm_seats",
            Self::Services { .. } => "confirm_special_services",
            Self::Name { .. } => "confirm_name",
            Self::Split { .. } => "confirm_split",
            Self::Answer { .. } => "confirm_change_answer",
        }
    }
}
