//! The status of a booking and of its journeys.
//!
//! Never stored: a status follows from the state and the time.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BookingStatus {
    PendingPayment,
    Confirmed,
    PartiallyCancelled,
    Cancelled,
    Expired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JourneyStatus {
    Pending,
    Confirmed,
    Cancelled,
    Expired,
}

impl BookingStatus {
    pub const ALL: [Self; 5] = [
        Self::PendingPayment,
        Self::Confirmed,
        Self::PartiallyCancelled,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The code of the API, `PENDING_PAYMENT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PendingPayment => "PENDING_PAYMENT",
            Self::Confirmed => "CONFIRMED",
            Self::PartiallyCancelled => "PARTIALLY_CANCELLED",
            Self::Cancelled => "CANCELLED",
            Self::Expired => "EXPIRED",
        }
    }
}

impl JourneyStatus {
    /// The code of the API, `PENDING`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Confirmed => "CONFIRMED",
            Self::Cancelled => "CANCELLED",
            Self::Expired => "EXPIRED",
        }
    }
}
