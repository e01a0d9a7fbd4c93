//! What the sandbox can be asked to play, so that those who build clients need not wait for it.

/// What is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// The places are gone before the booking is made.
    SoldOut,
    /// The price is gone before the booking is made.
    PriceGone,
    /// Picked seats are lost while the booking is paid, and others given by preference.
    SeatLost,
    /// The bank declines whatever is tried.
    Declined,
    /// The money arrives after the hold has ended.
    LatePayment,
    /// The bank sends every refund back.
    RefundFails,
    /// The gateway tells of everything twice.
    DuplicateEvents,
    /// The first journey is retimed a moment after it was confirmed.
    Retimed,
    /// The first journey is cancelled a moment after it was confirmed.
    CancelledFlight,
    /// The gateway takes its time to open a payment.
    Slow,
}

impl Scenario {
    pub(crate) const ALL: [Self; 10] = [
        Self::SoldOut,
        Self::PriceGone,
        Self::SeatLost,
        Self::Declined,
        Self::LatePayment,
        Self::RefundFails,
        Self::DuplicateEvents,
        Self::Retimed,
        Self::CancelledFlight,
        Self::Slow,
    ];

    /// The family name that asks for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SoldOut => "SOLDOUT",
            Self::PriceGone => "PRICEGONE",
            Self::SeatLost => "SEATLOST",
            Self::Declined => "DECLINED",
            Self::LatePayment => "LATEPAYMENT",
            Self::RefundFails => "REFUNDFAILS",
            Self::DuplicateEvents => "DUPLICATEEVENTS",
            Self::Retimed => "RETIMED",
            Self::CancelledFlight => "CANCELLEDFLIGHT",
            Self::Slow => "SLOW",
        }
    }

    /// Whether it is the gateway that plays it.
    pub(crate) const fn is_of_gateway(self) -> bool {
        match self {
            Self::Declined
            | Self::LatePayment
            | Self::RefundFails
            | Self::DuplicateEvents
            | Self::Slow => true,
            Self::SoldOut
            | Self::PriceGone
            | Self::SeatLost
            | Self::Retimed
            | Self::CancelledFlight => false,
        }
    }
}
