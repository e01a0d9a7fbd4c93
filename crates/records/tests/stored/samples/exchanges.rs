//! Exchanges, and a booking of which a ticket was reissued and whose next exchange is being paid for.

use airside_booking::exchange::Waiver;
use airside_booking::{
    Booking, CouponFlight, Direction, Exchange, ExchangeState, ExchangedJourney, Exchanging, Offer,
    Reissue, Segment,
};
use airside_cancellation::ChargeStep;
use airside_exchange::{ExchangeLine, ExchangeParts, Rules};
use airside_primitives::{Amount, Brand, Cabin, ExchangeId, Party, ScheduleChangeId};
use time::Duration;
use time::macros::datetime;

use super::aftermath::refund_id;
use super::offers::{offer, segment};
use super::payments::payment_id;
use super::{NOW, booking_id, code, id, ticket_id};

/// Every exchange, with what its file is called.
pub(super) fn all() -> Vec<(&'static str, Exchange)> {
    let at = NOW + Duration::HOUR;
    let done = |payment, refund| ExchangeState::Done { at, payment, refund };
    let dearer = || line(Some(rules()), 50_000, 0);
    let answer = Waiver::ScheduleChange(ScheduleChangeId(id(12, 1)));
    vec![
        ("quoted", exchange(1, dearer(), Waiver::Nothing, ExchangeState::Quoted)),
        ("superseded", exchange(2, dearer(), Waiver::Fee, ExchangeState::Superseded)),
        (
            "done-cheaper",
            exchange(3, line(None, -70_000, 0), Waiver::Nothing, done(None, Some(refund_id(8)))),
        ),
        ("done-free", exchange(4, line(None, 0, 0), answer, done(None, None))),
        ("done-dearer", exchange(5, dearer(), Waiver::Nothing, done(Some(payment_id(8)), None))),
        (
            "done-even",
            exchange(
                6,
                line(None, -70_000, 20_000),
                Waiver::Nothing,
                done(Some(payment_id(8)), Some(refund_id(8))),
            ),
        ),
    ]
}

pub(super) const fn exchange_id(number: u128) -> ExchangeId {
    ExchangeId(id(13, number))
}

/// The booking with old numbers of its ticket, rules of its own, and places held for the way back.
pub(super) fn of_round_trip(booking: Booking) -> Booking {
    let mut booking = booking;
    booking.journeys[0].changes = Some(rules());
    let coupons = booking.journeys.iter().flat_map(|journey| {
        journey.offer.segments.iter().map(|it| (journey.direction, coupon(it)))
    });
    let reissue = Reissue {
        ticket: ticket_id(13, 0),
        at: NOW + Duration::HOUR,
        numbers: vec![code("098-0000009999")],
        coupons: coupons.collect(),
        stayed: vec![Direction::Departing],
    };
    let exchanging = Exchanging {
        exchange: exchange_id(1),
        to: vec![(Direction::Returning, later())],
        to_pay: Amount::minor(70_000),
        due_by: NOW + Duration::minutes(80),
    };
    Booking { reissues: vec![reissue], exchanging: Some(exchanging), ..booking }
}

fn coupon(segment: &Segment) -> CouponFlight {
    CouponFlight {
        number: segment.number,
        origin: segment.origin,
        destination: segment.destination,
        departs_at: segment.departs_at,
    }
}

fn later() -> Offer {
    let flight = segment("AI104", "BOM", "DEL", datetime!(2027-03-21 19:00 +05:30));
    let party = Party::new(1, 0, 0).unwrap();
    offer(Brand::Standard, Cabin::Economy, party, vec![flight])
}

fn rules() -> Rules {
    let step = |above_hours, fee| ChargeStep { above_hours, charge: Amount::minor(fee) };
    Rules::new(vec![step(72, 20_000), step(2, 30_000)], true).unwrap()
}

/// The way back, for so much more than it cost, with a fee of 20,000.
fn line(changes: Option<Rules>, dearer: i64, not_returned: i64) -> ExchangedJourney {
    let [old, more, fee, kept] = [584_600, dearer, 20_000, not_returned].map(Amount::minor);
    let fee = if dearer == 0 { Amount::ZERO } else { fee };
    let parts = ExchangeParts {
        old_value: old + Amount::minor(1_000),
        extras_moved: Amount::minor(1_000),
        new_price: old + more,
        change_fee: fee,
        taxes_returned: Amount::ZERO,
        not_returned: kept,
    };
    ExchangedJourney {
        direction: Direction::Returning,
        ticket: ticket_id(13, 0),
        offer: later(),
        changes,
        line: ExchangeLine::new(parts).unwrap(),
    }
}

fn exchange(
    number: u128,
    line: ExchangedJourney,
    waiver: Waiver,
    state: ExchangeState,
) -> Exchange {
    Exchange {
        id: exchange_id(number),
        booking: booking_id(13),
        lines: vec![line],
        waiver,
        quoted_at: NOW + Duration::minutes(50),
        expires_at: NOW + Duration::minutes(65),
        state,
    }
}
