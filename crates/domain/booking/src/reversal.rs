//! Money of a payment that the gateway moved back without our asking: a refund made at its
//! dashboard, or a dispute of the payer's bank.

use airside_primitives::{Amount, RefundId};
use time::OffsetDateTime;

/// The gateway's id (`re_…` of a refund, `dp_…` of a dispute).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReversalId(pub String);

/// Money that moved back, as the gateway tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldReversal {
    pub id: ReversalId,
    /// The refund of ours that it was asked for by; `None` for what somebody else did.
    pub refund: Option<RefundId>,
    pub amount: Amount,
    pub state: ReversalState,
}

impl ToldReversal {
    /// Whether none of these refunds is it. One of ours that we know nothing of is a reversal as
    /// well: the books were put back to an older state.
    pub fn is_none_of(&self, refunds: impl IntoIterator<Item = RefundId>) -> bool {
        self.refund.is_none_or(|ours| refunds.into_iter().all(|known| known != ours))
    }
}

/// A reversal as it is kept with its payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    pub id: ReversalId,
    pub amount: Amount,
    pub state: ReversalState,
    /// When we heard that it stands so.
    pub since: OffsetDateTime,
    /// What an operator noted about it, as it stands.
    pub note: Option<Note>,
}

/// What an operator noted, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub at: OffsetDateTime,
}

/// Where a reversal is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalState {
    /// A refund that is on its way.
    RefundPending,
    Refunded,
    /// A refund that did not reach the payer: the money is here again.
    RefundFailed,
    /// The bank asks, and has taken nothing.
    Inquiry,
    /// The bank has taken the money, and decides.
    Disputed,
    /// The bank brought the money back.
    DisputeWon,
    /// The money is the payer's.
    DisputeLost,
}

impl ReversalState {
    /// Whether the money is away.
    pub const fn is_away(self) -> bool {
        match self {
            Self::RefundPending | Self::Refunded | Self::Disputed | Self::DisputeLost => true,
            Self::RefundFailed | Self::Inquiry | Self::DisputeWon => false,
        }
    }

    /// The code of the API, `DISPUTED`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RefundPending => "REFUND_PENDING",
            Self::Refunded => "REFUNDED",
            Self::RefundFailed => "REFUND_FAILED",
            Self::Inquiry => "INQUIRY",
            Self::Disputed => "DISPUTED",
            Self::DisputeWon => "DISPUTE_WON",
            Self::DisputeLost => "DISPUTE_LOST",
        }
    }
}
