//! What a record says of exchanges: in older ones nothing was exchanged, and nothing may be.

use airside_booking::{Booking, CouponFlight, Direction, Exchange, ExchangeState, Payment};
use airside_exchange::Rules;
use airside_primitives::Amount;

use crate::rest::Rest;
use crate::told::{Told, words};

pub(crate) fn of_booking(booking: &Booking) -> String {
    let may = booking
        .journeys
        .iter()
        .map(|it| format!("{} {}", it.direction, rules(it.changes.as_ref())));
    let reissues = booking.reissues.iter().map(|it| {
        format!(
            "{} at {}: {} for [{}], stayed [{}]",
            it.ticket,
            it.at,
            words(it.numbers.iter()),
            words(it.coupons.iter().map(coupon)),
            words(it.stayed.iter()),
        )
    });
    let held = booking.exchanging.as_ref().map(|it| {
        let to = it.to.iter().map(|(direction, offer)| {
            format!("{direction} {} {}", offer.departs_at(), offer.price.total().get())
        });
        format!("{} for {} by {}: {}", it.exchange, it.to_pay.get(), it.due_by, words(to))
    });
    let held = held.unwrap_or_else(|| "nothing".to_owned());
    format!("{}; reissued [{}]; holds {held}", words(may), words(reissues))
}

pub(crate) fn of_payment(payment: &Payment) -> String {
    payment.exchange.map_or_else(|| "for the booking".to_owned(), |it| format!("for {it}"))
}

impl Told for Exchange {
    fn told(&self) -> String {
        let lines = self.lines.iter().map(|it| {
            let parts = it.line.parts();
            let figures = [
                parts.old_value,
                parts.extras_moved,
                parts.new_price,
                parts.change_fee,
                parts.taxes_returned,
                parts.not_returned,
            ];
            let figures = words(figures.map(Amount::get));
            let (to, may) = (it.offer.departs_at(), rules(it.changes.as_ref()));
            format!("{} of {} to {to} ({may}): {figures}", it.direction, it.ticket)
        });
        let state = match self.state {
            ExchangeState::Quoted => "quoted".to_owned(),
            ExchangeState::Superseded => "superseded".to_owned(),
            ExchangeState::Done { at, payment, refund } => {
                format!("done {at} {payment:?} {refund:?}")
            }
        };
        format!("{} of {}: {}; {:?}; {state}", self.id, self.booking, words(lines), self.waiver)
    }
}

impl Rest for Exchange {
    fn rest(&self) -> String {
        format!("quoted at {} until {}", self.quoted_at, self.expires_at)
    }
}

fn rules(rules: Option<&Rules>) -> String {
    let Some(rules) = rules else { return "stays".to_owned() };
    let fees =
        rules.fees().iter().map(|it| format!("{} above {} h", it.charge.get(), it.above_hours));
    format!("{}, returns {}", words(fees), rules.returns_difference())
}

fn coupon((direction, flight): &(Direction, CouponFlight)) -> String {
    let CouponFlight { number, origin, destination, departs_at } = flight;
    format!("{direction} {number} {origin}-{destination} {departs_at}")
}
