//! What a booking costs, and the money that went to and fro for it.

use airside_app::App;
use airside_booking::{
    Booking, Cancellation, CancellationState, Exchange, ExchangeState, Payment, PaymentState,
    Refund,
};
use airside_primitives::Amount;
use maud::{Markup, html};

use super::money::money;
use super::price::PriceLines;
use crate::refusal::Refusal;
use crate::texts::Texts;

/// Everything that was paid and given back for a booking, and changed in it, oldest first.
pub(crate) struct Account {
    pub(crate) payments: Vec<Payment>,
    pub(crate) refunds: Vec<Refund>,
    exchanges: Vec<Exchange>,
    cancellations: Vec<Cancellation>,
}

impl Account {
    pub(crate) async fn of(app: &App, booking: &Booking) -> Result<Self, Refusal> {
        let store = &app.ports.store;
        let fault = |error| Refusal::fault(&error);
        let payments = store.payments(booking.id).await.map_err(fault)?;
        let refunds = store.refunds(booking.id).await.map_err(fault)?;
        let exchanges = store.exchanges(booking.id).await.map_err(fault)?;
        let cancellations = store.cancellations(booking.id).await.map_err(fault)?;
        Ok(Self {
            payments: payments.into_iter().map(|it| it.value).collect(),
            refunds: refunds.into_iter().map(|it| it.value).collect(),
            exchanges: exchanges.into_iter().map(|it| it.value).collect(),
            cancellations: cancellations.into_iter().map(|it| it.value).collect(),
        })
    }

    /// What the booking costs, and beside it what was paid and comes back where that is not the same:
    /// the total with what is taken off and kept is what was paid without what comes back.
    pub(crate) fn shown(&self, texts: &Texts, booking: &Booking) -> Markup {
        let shown = |amount| money(texts, booking.currency, amount);
        let (paid, back) = (self.paid(), self.comes_back());
        let [charge, taxes_kept] = self.kept_by_cancellations();
        let cancelled = booking.journeys.iter().filter(|it| booking.is_cancelled(it.direction));
        let cancelled: Amount = cancelled.map(|it| it.account().paid()).sum();
        let lines = [
            (texts.cancelled_journeys, -cancelled),
            (texts.changing.fees, self.kept_by_changes()),
            (texts.charge, charge),
            (texts.taxes_kept, taxes_kept),
            (texts.paid, paid),
            (texts.refund, -back),
        ];
        let is_more = !paid.is_zero() && (paid != booking.price().total || !back.is_zero());
        html! {
            (price(texts, booking).shown(texts))
            @if is_more {
                dl.price.back {
                    @for (name, amount) in lines.into_iter().filter(|it| !it.1.is_zero()) {
                        div { dt { (name) } dd { (shown(amount)) } }
                    }
                }
            }
        }
    }

    /// Fees of changes, and what they did not give back.
    fn kept_by_changes(&self) -> Amount {
        let done = self.exchanges.iter();
        let done = done.filter(|it| matches!(it.state, ExchangeState::Done { .. }));
        let parts = done.flat_map(|it| &it.lines).map(|it| it.line.parts());
        parts.map(|it| it.change_fee + it.not_returned).sum()
    }

    /// Charges of cancelling, and taxes that did not come back.
    fn kept_by_cancellations(&self) -> [Amount; 2] {
        let done = self.cancellations.iter();
        let done = done.filter(|it| matches!(it.state, CancellationState::Confirmed { .. }));
        let lines: Vec<_> = done.flat_map(|it| &it.lines).map(|it| &it.line).collect();
        [lines.iter().map(|it| it.charge()).sum(), lines.iter().map(|it| it.taxes_kept()).sum()]
    }

    fn paid(&self) -> Amount {
        let paid = self.payments.iter();
        let paid = paid.filter(|it| matches!(it.state, PaymentState::Succeeded { .. }));
        paid.map(Payment::pays).sum()
    }

    fn comes_back(&self) -> Amount {
        self.refunds.iter().map(|it| it.amount).sum()
    }
}

fn price(texts: &Texts, booking: &Booking) -> PriceLines {
    let price = booking.price();
    let lines = [
        (texts.fare, price.base),
        (texts.taxes, price.taxes),
        (texts.extra_baggage, price.extra_baggage),
        (texts.discount, -price.discount),
    ];
    let lines = lines.into_iter().filter(|(_, amount)| !amount.is_zero());
    let lines = lines.map(|(name, amount)| (name.to_owned(), amount)).collect();
    PriceLines { currency: booking.currency, lines, total: price.total }
}
