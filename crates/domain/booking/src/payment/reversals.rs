//! What others moved back of a payment: how much is away, and what is to be looked at.

use airside_primitives::Amount;
use time::OffsetDateTime;

use super::Payment;
use crate::refund::Refund;
use crate::reversal::{Note, Reversal, ToldReversal};

impl Payment {
    /// How much of it is away by reversals.
    pub fn reversed(&self) -> Amount {
        let away = self.reversals.iter().filter(|reversal| reversal.state.is_away());
        away.map(|reversal| reversal.amount).sum()
    }

    /// How much of what is away no refund of it counts yet.
    pub fn uncounted<'a>(&self, refunds: impl Iterator<Item = &'a Refund>) -> Amount {
        let own = refunds.filter(|refund| refund.payment == self.id);
        let counted: Amount = own.map(|refund| refund.elsewhere).sum();
        self.reversed().max(counted) - counted
    }

    /// Whether an operator has to look: somebody moved money, and nobody has said what of it.
    pub fn is_to_be_looked_at(&self) -> bool {
        self.reversals.iter().any(|reversal| reversal.note.is_none())
    }

    /// The payment with every reversal that the gateway tells of now; `None` when nothing is new.
    /// One that has moved on is to be looked at again.
    pub fn hear_reversals(&self, told: Vec<ToldReversal>, now: OffsetDateTime) -> Option<Self> {
        let mut reversals = self.reversals.clone();
        for ToldReversal { id, amount, state, refund: _ } in told {
            let news = Reversal { id, amount, state, since: now, note: None };
            match reversals.iter_mut().find(|known| known.id == news.id) {
                Some(known) if (known.amount, known.state) == (amount, state) => (),
                Some(known) => *known = news,
                None => reversals.push(news),
            }
        }
        (reversals != self.reversals).then(|| Self { reversals, ..self.clone() })
    }

    /// An operator has looked at all that was moved, and noted what of it.
    #[must_use]
    pub fn looked_at(self, text: &str, now: OffsetDateTime) -> Self {
        let noted = |reversal: Reversal| {
            let note = Note { text: text.to_owned(), at: now };
            Reversal { note: Some(reversal.note.unwrap_or(note)), ..reversal }
        };
        Self { reversals: self.reversals.into_iter().map(noted).collect(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::{BookingId, PaymentId};
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::payment::{Method, PaymentState};
    use crate::reversal::{ReversalId, ReversalState};

    const NOW: OffsetDateTime = datetime!(2026-03-01 00:00 UTC);

    fn paid() -> Payment {
        Payment {
            id: PaymentId(Uuid::nil()),
            booking: BookingId(Uuid::nil()),
            exchange: None,
            amount: Amount::minor(100),
            method: Method::Checkout,
            return_url: String::new(),
            begun_with: String::new(),
            created_at: NOW,
            updated_at: NOW,
            refusal: None,
            state: PaymentState::Succeeded { intent: None },
            reversals: Vec::new(),
            given: Amount::ZERO,
            part_of: None,
        }
    }

    fn told(id: &str, amount: i64, state: ReversalState) -> ToldReversal {
        let (id, amount) = (ReversalId(id.to_owned()), Amount::minor(amount));
        ToldReversal { id, refund: None, amount, state }
    }

    #[test]
    fn only_what_is_away_counts() {
        use ReversalState::*;
        for (state, away) in [
            (RefundPending, 30),
            (Refunded, 30),
            (RefundFailed, 0),
            (Inquiry, 0),
            (Disputed, 30),
            (DisputeWon, 0),
            (DisputeLost, 30),
        ] {
            let payment = paid().hear_reversals(vec![told("re_1", 30, state)], NOW).unwrap();
            assert_eq!(payment.reversed(), Amount::minor(away), "{}", state.code());
        }
    }

    #[test]
    fn what_is_known_is_no_news_and_what_moves_on_is_looked_at_again() {
        let disputed = vec![told("dp_1", 100, ReversalState::Disputed)];
        let payment = paid().hear_reversals(disputed.clone(), NOW).unwrap();
        assert!(payment.is_to_be_looked_at());
        assert_eq!(payment.hear_reversals(disputed, NOW), None);

        let payment = payment.looked_at("We sent the ticket as evidence.", NOW);
        assert!(!payment.is_to_be_looked_at());
        assert_eq!(payment.clone().looked_at("Again.", NOW), payment, "a note stays as it was");

        let lost = vec![told("dp_1", 100, ReversalState::DisputeLost)];
        let payment = payment.hear_reversals(lost, NOW).unwrap();
        assert!(payment.is_to_be_looked_at());
        assert_eq!(payment.reversals.len(), 1);
    }
}
