//! Lets a story come to rest, and looks at what it left.

use airside_app::audit::{Sources, audit};
use airside_app::idempotency::Given;
use airside_app::ports::Clock as _;
use airside_app::work::relay::relay;
use airside_app::world::{Scope, Snapshot};
use airside_booking::{
    Booking, BookingStatus, CancellationState, ExchangeState, Payment, PaymentState, RefundState,
};
use airside_port_contracts::samples::code;
use airside_primitives::{Amount, Currency};
use time::Duration;

use crate::cast::{bank_decides, deliver, hear, sweep, wait};
use crate::chance::Chance;
use crate::client::{Asked, Request, call, told};
use crate::site::Site;
use crate::story::Sweep;

/// Rounds until everything that waits has had its turn: the longest pause is 320 s.
const ROUNDS: u64 = 8;
/// What passes between two rounds.
const ROUND: Duration = Duration::minutes(6);

/// Nothing fails any more: every sweeper, message and event has its turn, and every client that was
/// not answered asks again.
pub(crate) async fn come_to_rest(site: &Site, chance: Chance) {
    site.desk.calm();
    // Some events never arrive.
    let mut at = 0;
    site.events.lock().unwrap().retain(|_| {
        at += 1;
        !chance.about(at).one_in(3)
    });
    site.carrier.mend();
    for round in 0..ROUNDS {
        site.gateway.make_pending_refunds();
        bank_decides(site, true);
        for node in [0, 1] {
            for what in [Sweep::Holds, Sweep::Money, Sweep::Documents, Sweep::Schedules] {
                sweep(site, node, what).await;
            }
            let app = site.app(node);
            while relay(&app).await.is_ok_and(|sent| sent > 0) {}
            while let Some(envelope) = site.carrier.any(node, chance.about(round)) {
                deliver(site, node, envelope.clone()).await;
                site.carrier.done(node, &envelope);
            }
        }
        let events = site.events.lock().unwrap().clone();
        for event in events {
            hear(site, 0, &event).await;
        }
        ask_again(site).await;
        wait(site, ROUND);
    }
    for asked in site.asked.lock().unwrap().iter().filter(|it| it.told.is_none()) {
        site.ledger.found(format!("{:?} is never answered", asked.request));
    }
}

/// Whoever was not answered asks on. While a bank takes its time over another card of the same
/// booking, that is to no avail.
async fn ask_again(site: &Site) {
    let mut asked = site.asked.lock().unwrap().clone();
    for it in asked.iter_mut().filter(|it| it.told.is_none()) {
        it.told = told(site, 0, it, 2).await;
    }
    *site.asked.lock().unwrap() = asked;
}

/// Everything that must be true of what is left.
pub(crate) async fn check(site: &Site) {
    let world = site.now(Snapshot::read(&*site.store, Currency::INR, Scope::Everything)).unwrap();
    let now = site.clock.now();
    let sources = Sources {
        blobs: Some(&*site.files),
        gateway: Some(&*site.gateway),
        listed_since: Some(now - Duration::DAY * 366),
        ..Sources::of_store(&*site.store, &world, now)
    };
    let books = site.now(audit(sources, &|_| ())).unwrap();
    for finding in books.findings {
        site.ledger.found(format!("audit: {finding}"));
    }
    let bookings = site.now(site.store.all_bookings(None, 500)).unwrap();
    let bookings: Vec<_> = bookings.into_iter().map(|it| it.value).collect();
    money_is_what_bookings_cost(site, &bookings);
    let asked = site.asked.lock().unwrap().clone();
    nobody_booked_unasked(site, &bookings, &asked);
    for asked in asked {
        promise_is_kept(site, &asked).await;
    }
}

/// Each booking is the answer to one request.
fn nobody_booked_unasked(site: &Site, bookings: &[Booking], asked: &[Asked]) {
    let told = asked.iter().filter_map(|it| match (&it.request, &it.told) {
        (Request::Book(_) | Request::Split(_), Some(Ok(answer))) => Some(answer.body.clone()),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    for booking in bookings {
        let count = told.iter().filter(|it| **it == booking.reference.to_string()).count();
        if count != 1 {
            site.ledger.found(format!("{} is the answer to {count} requests", booking.reference));
        }
    }
}

fn money_is_what_bookings_cost(site: &Site, bookings: &[Booking]) {
    let mut cost = Amount::ZERO;
    for booking in bookings {
        let refunds = site.now(site.store.refunds(booking.id)).unwrap();
        for refund in refunds.iter().map(|it| &it.value) {
            if !matches!(refund.state, RefundState::Succeeded { .. }) {
                site.ledger.found(format!("{}: a refund is {:?}", booking.reference, refund.state));
            }
        }
        // What was taken without being the price goes back, and is no part of it.
        let of_price = refunds.iter().filter(|it| it.value.cause.cancellation().is_some());
        let returned: Amount = of_price.map(|it| it.value.amount).sum();
        match booking.status(site.clock.now()) {
            BookingStatus::Confirmed
            | BookingStatus::PartiallyCancelled
            | BookingStatus::Cancelled => {
                cost += booking.price().total - returned;
                cost += kept_by_exchanges(site, booking) + paid_by_who_left(site, booking);
            }
            BookingStatus::Expired => (),
            BookingStatus::PendingPayment => {
                site.ledger.found(format!("{} still waits to be paid", booking.reference));
            }
        }
    }
    let kept = site.gateway.kept();
    if kept != cost {
        let (kept, cost) = (kept.get(), cost.get());
        site.ledger.found(format!("the gateway keeps {kept}, and bookings cost {cost}"));
    }
}

/// Fees of exchanges, and what they did not give back.
fn kept_by_exchanges(site: &Site, booking: &Booking) -> Amount {
    let exchanges = site.now(site.store.exchanges(booking.id)).unwrap();
    let done = exchanges.iter().map(|it| &it.value);
    let done = done.filter(|it| matches!(it.state, ExchangeState::Done { .. }));
    let parts = done.flat_map(|it| &it.lines).map(|it| it.line.parts());
    parts.map(|it| it.change_fee + it.not_returned).sum()
}

/// What those had paid who left a journey that others still travel.
fn paid_by_who_left(site: &Site, booking: &Booking) -> Amount {
    let cancellations = site.now(site.store.cancellations(booking.id)).unwrap();
    let done = cancellations.iter().map(|it| &it.value);
    let done = done.filter(|it| matches!(it.state, CancellationState::Confirmed { .. }));
    let left = done.flat_map(|it| &it.lines).filter(|it| it.passengers.is_some());
    left.map(|it| it.line.paid()).sum()
}

/// What a client was told is true, and is told again.
async fn promise_is_kept(site: &Site, asked: &Asked) {
    let told = match &asked.told {
        Some(Ok(answer)) => answer,
        Some(Err(why)) => return refusal_is_true(site, asked, why),
        None => return,
    };
    match call(&site.app(0), asked).await {
        Ok(Given::Again(again)) if again == *told => (),
        Ok(given) => site
            .ledger
            .found(format!("{:?} was told {}, and then {given:?}", asked.request, told.body)),
        Err(_) => site.ledger.found(format!("{:?} is not told again", asked.request)),
    }
    match &asked.request {
        Request::Book(_) | Request::Split(_) => {
            let reference = code(&told.body);
            if site.now(site.store.booking_by_reference(reference)).unwrap().is_none() {
                site.ledger.found(format!("{reference} was promised, and does not exist"));
            }
        }
        Request::Release { booking } => {
            let booking =
                site.now(site.store.booking_by_reference(*booking)).unwrap().unwrap().value;
            if booking.status(site.clock.now()) != BookingStatus::Expired {
                site.ledger.found(format!("{} was given up, and lives", booking.reference));
            }
        }
        Request::Pay { booking, .. } if told.body == "SUCCEEDED" => {
            let booking =
                site.now(site.store.booking_by_reference(*booking)).unwrap().unwrap().value;
            let is_expired = booking.status(site.clock.now()) == BookingStatus::Expired;
            if is_expired && kept_by(site, &booking, &asked.key) {
                site.ledger.found(format!("{} was paid, and is expired", booking.reference));
            }
        }
        Request::Change { quote, .. } => {
            let exchange = site.now(site.store.exchange(*quote)).unwrap().unwrap().value;
            let booking = site.now(site.store.booking(exchange.booking)).unwrap().unwrap().value;
            let is_done = matches!(exchange.state, ExchangeState::Done { .. });
            let is_owed = match told.body.as_str() {
                "NOTHING DUE" => true,
                "SUCCEEDED" => kept_by(site, &booking, &asked.key),
                _ => false,
            };
            if is_owed && !is_done {
                site.ledger.found(format!("{} was to be changed, and was not", booking.reference));
            }
        }
        _ => (),
    }
}

/// After money was taken, no answer is a refusal, unless the money bought nothing and goes back.
fn refusal_is_true(site: &Site, asked: &Asked, why: &str) {
    let booking = match &asked.request {
        Request::Pay { booking, .. } => site.now(site.store.booking_by_reference(*booking)),
        Request::Change { quote, .. } => {
            let exchange = site.now(site.store.exchange(*quote)).unwrap().unwrap().value;
            site.now(site.store.booking(exchange.booking))
        }
        _ => return,
    };
    let booking = booking.unwrap().unwrap().value;
    if kept_by(site, &booking, &asked.key) {
        let reference = booking.reference;
        site.ledger.found(format!("{reference} was paid by a request that was told {why}"));
    }
}

/// Whether money is kept that the request of this key has paid: it does not go back as money that
/// bought nothing.
fn kept_by(site: &Site, booking: &Booking, key: &str) -> bool {
    let refunds = site.now(site.store.refunds(booking.id)).unwrap();
    let goes_back = |payment: &Payment| {
        let mut refunds = refunds.iter().map(|it| &it.value);
        refunds.any(|it| it.payment == payment.id && it.cause.is_of_nothing())
    };
    let is_paid = |it: &Payment| matches!(it.state, PaymentState::Succeeded { .. });
    let payments = site.now(site.store.payments(booking.id)).unwrap();
    let mut own = payments.iter().map(|it| &it.value).filter(|it| it.begun_with == key);
    own.any(|it| is_paid(it) && !goes_back(it))
}
