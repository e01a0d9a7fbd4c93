//! An audit finds nothing in a store that is whole, and names what was broken on purpose.

mod live;

use airside_app::audit::{By, Sources, Told, audit};
use airside_app::ports::changes::SeatClaim;
use airside_app::ports::payments::{ChargeOrder, RefundOrder};
use airside_app::ports::{Changes, Payments as _, Remembered, Versioned, Write};
use airside_booking::booking::Inventory;
use airside_booking::payment::GatewayRefundId;
use airside_booking::{
    Booking, CancellationState, CancelledJourney, Document, DocumentKind, DocumentState, IntentId,
    PaymentState, Refund, RefundCause, RefundState, State,
};
use airside_cancellation::RefundLine;
use airside_fares::{Percent, PromoCode, Reduction};
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::payments::prepare_and_charge;
use airside_port_contracts::samples::{DAY, HOLD, booking_id, code, id};
use airside_primitives::{
    Amount, Cabin, CancellationId, Currency, DocumentId, PaymentId, RefundId, TicketId,
};
use airside_records::Kept;
use time::Duration;

use crate::site::{Site, flight};

/// What an audit of everything finds.
async fn findings(site: &Site) -> Vec<String> {
    let world = site.app.world.load();
    let found = audit(sources(site, &world), &|_| ()).await.unwrap().findings;
    found.iter().map(ToString::to_string).collect()
}

fn sources<'a>(site: &'a Site, world: &'a airside_app::world::Snapshot) -> Sources<'a> {
    let ports = &site.app.ports;
    Sources {
        blobs: Some(&*ports.blobs),
        gateway: Some(&*ports.payments),
        listed_since: Some(site.app.now() - Duration::DAY),
        ..Sources::of_store(&*ports.store, world, site.app.now())
    }
}

async fn assert_found(site: &Site, words: &str) {
    let found = findings(site).await;
    assert!(found.iter().any(|it| it.contains(words)), "{words:?} is not among {found:?}");
}

async fn write(site: &Site, write: Write) {
    site.app.ports.store.commit(Changes::default().write(write)).await.unwrap();
}

/// A confirmed booking with all that follows from it; nothing is wrong with it.
async fn whole() -> (Site, Booking) {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    assert_eq!(findings(&site).await, [] as [String; 0]);
    (site, booking)
}

/// The same, cancelled and paid back.
async fn cancelled() -> (Site, Booking, Refund) {
    let (site, booking) = whole().await;
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    site.work().await;
    assert_eq!(findings(&site).await, [] as [String; 0]);
    let refund = site.refunds(&booking).await.remove(0);
    (site, booking, refund)
}

/// Saves a record as nobody should.
async fn change<T: Kept>(site: &Site, read: Option<Versioned<T>>, change: impl FnOnce(&mut T)) {
    let mut read = read.unwrap();
    change(&mut read.value);
    write(site, Write::save(&read)).await;
}

fn charge(payment: PaymentId, payment_method: &str) -> ChargeOrder {
    ChargeOrder {
        payment,
        booking_ref: "ZZZZZZ".to_owned(),
        description: "of nobody".to_owned(),
        amount: Amount::minor(1_000),
        currency: Currency::INR,
        payment_method: payment_method.to_owned(),
        return_url: "https://air.example.com/paid".to_owned(),
        scenario: None,
    }
}

async fn document(site: &Site, booking: &Booking) -> Document {
    site.app.ports.store.documents(booking.id).await.unwrap().remove(0).value
}

#[tokio::test]
async fn more_counted_as_sold_than_is_held() {
    let (site, _booking) = whole().await;
    let inventory = Inventory { flight: flight().id, date: DAY, cabin: Cabin::Economy, count: 2 };
    let world = site.app.world.load().version;
    write(&site, Write::TakeInventory { inventory, capacity: 70, world }).await;
    assert_found(&site, "3 are counted as sold, and bookings hold 1").await;
}

#[tokio::test]
async fn a_seat_that_is_given_and_not_held_and_the_other_way_round() {
    let (site, booking) = whole().await;
    let (flight, date) = (flight().id, DAY);
    let held = booking.journeys[0].seats.seat(0, 0).unwrap();
    let claim = |seat, booking| SeatClaim { flight, date, seat, booking };
    write(&site, Write::ClaimSeat(claim(code("18D"), booking_id(99)))).await;
    assert_found(&site, "which does not hold it").await;
    write(&site, Write::ReleaseSeat(claim(held, booking.id))).await;
    assert_found(&site, "which is not given to it").await;
}

#[tokio::test]
async fn a_booking_that_was_not_paid_or_paid_too_much() {
    let (site, booking) = whole().await;
    let payment = site.payment(&booking).await;
    let store = &site.app.ports.store;
    change(&site, store.payment(payment.id).await.unwrap(), |payment| {
        payment.state = PaymentState::Canceled { intent: payment.intent().cloned() };
    })
    .await;
    let price = booking.price().total.get();
    assert_found(&site, &format!("0 minor units were paid, and {price} are the price")).await;
    assert_found(&site, &format!("received {price} minor units, and 0 are in the books")).await;
}

#[tokio::test]
async fn a_cancellation_that_says_otherwise_than_the_books_of_sales() {
    let (site, booking, _refund) = cancelled().await;
    let store = &site.app.ports.store;
    let cancellation = store.cancellations(booking.id).await.unwrap().pop();
    change(&site, cancellation, |cancellation| {
        for CancelledJourney { line, .. } in &mut cancellation.lines {
            let charge = line.charge() + Amount::minor(1);
            *line = RefundLine::new(line.paid(), charge, line.taxes_kept()).unwrap();
        }
    })
    .await;
    assert_found(&site, "stands otherwise in the books of sales").await;
}

#[tokio::test]
async fn more_that_goes_back_than_was_paid() {
    let (site, booking) = whole().await;
    let payment = site.payment(&booking).await;
    let more = payment.amount + Amount::minor(1);
    let (refund, receipt) = (RefundId(id(77)), DocumentId(id(78)));
    let (cause, now) = (RefundCause::PaidTwice, site.app.now());
    let refund = Refund::decided(refund, &payment, more, Amount::ZERO, cause, receipt, now);
    write(&site, Write::add(&refund)).await;
    assert_found(&site, &format!("of a payment of {} minor units", payment.amount.get())).await;
}

#[tokio::test]
async fn a_cancellation_whose_refund_is_another() {
    let (site, _booking, refund) = cancelled().await;
    let store = &site.app.ports.store;
    change(&site, store.refund(refund.id).await.unwrap(), |it| {
        it.amount = Amount::minor(refund.amount.get() - 1);
    })
    .await;
    assert_found(&site, "and no refund says so").await;
}

#[tokio::test]
async fn a_refund_and_a_cancelled_journey_without_a_confirmed_cancellation() {
    let (site, _booking, refund) = cancelled().await;
    let cancellation = refund.cause.cancellation().unwrap();
    let store = &site.app.ports.store;
    change(&site, store.cancellation(cancellation).await.unwrap(), |it| {
        it.state = CancellationState::Superseded;
    })
    .await;
    assert_found(&site, "for a cancellation that was not confirmed").await;
    assert_found(&site, "has a cancelled journey without a confirmed cancellation").await;
}

#[tokio::test]
async fn a_ticket_number_that_two_have() {
    let (site, booking) = whole().await;
    let given = site.place(site.offer(), None, "another").await.unwrap();
    let another = site.booking_of(&given).await;
    site.pay(&another, Some(CARD), "pay another").await.unwrap();
    site.work().await;
    let State::Confirmed { ticket_numbers: numbers, .. } = booking.state else { panic!() };
    change(&site, site.app.ports.store.booking(another.id).await.unwrap(), |booking| {
        if let State::Confirmed { ticket_numbers, .. } = &mut booking.state {
            *ticket_numbers = numbers;
        }
    })
    .await;
    assert_found(&site, "is given to somebody else, too").await;
}

#[tokio::test]
async fn a_ticket_without_a_document() {
    let (site, booking) = whole().await;
    let document = document(&site, &booking).await;
    change(&site, site.app.ports.store.document(document.id).await.unwrap(), |it| {
        it.kind = DocumentKind::Ticket(TicketId(id(55)));
    })
    .await;
    assert_found(&site, "has a ticket without a document").await;
}

#[tokio::test]
async fn a_refund_without_a_receipt_and_a_document_that_could_not_be_made() {
    let (site, booking, refund) = cancelled().await;
    let store = &site.app.ports.store;
    change(&site, store.document(refund.receipt).await.unwrap(), |it| {
        it.state = DocumentState::Awaited;
    })
    .await;
    assert_found(&site, "has a refund that succeeded and no receipt").await;
    let ticket = document(&site, &booking).await;
    change(&site, store.document(ticket.id).await.unwrap(), |it| {
        it.state = DocumentState::Failed;
    })
    .await;
    assert_found(&site, "could not be made").await;
}

#[tokio::test]
async fn a_file_that_is_another_or_gone() {
    let (site, booking) = whole().await;
    let document = document(&site, &booking).await;
    let other = b"%PDF-1.7 of somebody else".to_vec();
    site.app.ports.blobs.put(&document.blob_key(), "application/pdf", other).await.unwrap();
    assert_found(&site, "is not the one that was made").await;
    site.lose_file(&document.blob_key());
    assert_found(&site, "is gone").await;
}

#[tokio::test]
async fn a_promo_code_that_is_counted_wrongly() {
    let site = Site::open().await;
    let reduction = Reduction::Percent(Percent::new(10).unwrap());
    let promo = PromoCode::unlimited(code("TENOFF"), reduction);
    write(&site, Write::SavePromoCode(promo)).await;
    let given = site.place(site.offer(), Some("TENOFF"), "book").await.unwrap();
    let booking = site.booking_of(&given).await;
    assert_eq!(findings(&site).await, [] as [String; 0]);
    write(&site, Write::ReturnPromo { booking: booking.id }).await;
    assert_found(&site, "promo code TENOFF is counted 0 times, and 1 bookings use it").await;
}

#[tokio::test]
async fn money_that_the_gateway_knows_nothing_of() {
    let (site, booking, refund) = cancelled().await;
    let store = &site.app.ports.store;
    change(&site, store.refund(refund.id).await.unwrap(), |it| {
        let gateway = Some(GatewayRefundId("re_of_nobody".to_owned()));
        it.state = RefundState::Succeeded { gateway, attempts: 0, at: it.created_at };
    })
    .await;
    assert_found(&site, "were returned by the books, and not by the gateway").await;
    let payment = site.payment(&booking).await;
    change(&site, store.payment(payment.id).await.unwrap(), |it| {
        it.state = PaymentState::Succeeded { intent: Some(IntentId("pi_of_nobody".to_owned())) };
    })
    .await;
    assert_found(&site, "the gateway received 0 minor units").await;
}

#[tokio::test]
async fn money_that_the_gateway_lists_and_the_books_do_not() {
    let (site, booking, _refund) = cancelled().await;
    let gateway = &site.gateway;
    // As when the books were put back to an older state.
    let order = charge(PaymentId(id(66)), CARD);
    let charged = prepare_and_charge(&**gateway, order).await.unwrap();
    assert_found(&site, &format!("received 1000 minor units in {}", charged.id.0)).await;

    // Of what was given back of it, only the rest is to be explained.
    let order = |intent: &IntentId, amount| RefundOrder {
        refund: RefundId(id(67)),
        attempt: 0,
        intent: intent.clone(),
        amount: Amount::minor(amount),
        currency: booking.currency,
    };
    gateway.refund(order(&charged.id, 400)).await.unwrap();
    assert_found(&site, &format!("received 600 minor units in {}", charged.id.0)).await;
    gateway.refund(RefundOrder { attempt: 1, ..order(&charged.id, 600) }).await.unwrap();
    assert_eq!(findings(&site).await, [] as [String; 0]);

    // A refund of what is in the books, by one that is not.
    let payment = site.payment(&booking).await;
    let intent = payment.intent().unwrap();
    let strange = RefundOrder { attempt: 2, ..order(intent, 100) };
    let returned = gateway.refund(strange).await.unwrap();
    assert_found(&site, &format!("gave 100 minor units of {} back in", intent.0)).await;
    assert_found(&site, &format!("{}, which is not in the books", returned.id.0)).await;
    assert_eq!(findings(&site).await.len(), 2, "and it does not agree with its payment");
}

#[tokio::test]
async fn what_was_paid_a_moment_ago_is_not_unknown() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    site.gateway.pay_on_page(site.payment(&booking).await.id);
    assert_eq!(findings(&site).await, [] as [String; 0]);
}

#[tokio::test]
async fn answers_that_tell_of_what_is_not_there_or_is_another() {
    let (site, booking, refund) = cancelled().await;
    let payment = site.payment(&booking).await;
    let (amount, reference) = (payment.amount, booking.reference);
    let cancellation = refund.cause.cancellation().unwrap();
    let total = booking.price().total;
    let nobodys = "ZZZZZZ".parse().unwrap();
    let (of_nothing, differs) = ("of something that is not there", "otherwise than it is");
    let more = amount + Amount::minor(1);
    let cancelled = |id, refund| Told::Cancellation { id, booking: reference, refund };
    for (told, finding) in [
        (Some(Told::Booking { reference, total }), None),
        (Some(Told::Booking { reference, total: more }), Some(differs)),
        (Some(Told::Booking { reference: nobodys, total }), Some(of_nothing)),
        (Some(Told::Payment { id: payment.id, booking: reference, amount }), None),
        (Some(Told::Payment { id: payment.id, booking: nobodys, amount }), Some(of_nothing)),
        (Some(Told::Payment { id: payment.id, booking: reference, amount: more }), Some(differs)),
        (
            Some(Told::Payment { id: PaymentId(id(1)), booking: reference, amount }),
            Some(of_nothing),
        ),
        (Some(cancelled(cancellation, refund.amount)), None),
        (Some(cancelled(cancellation, more)), Some(differs)),
        (Some(cancelled(CancellationId(id(1)), refund.amount)), Some(of_nothing)),
        (None, Some(of_nothing)),
    ] {
        let world = site.app.world.load();
        let read = |_: &Remembered| told.clone().map(|told| (told, By::Owner));
        let sources = Sources { answers: Some(&read), ..sources(&site, &world) };
        let found = audit(sources, &|_| ()).await.unwrap();
        assert_eq!(found.answers, 3);
        // One of each: the booking, its payment, its cancellation.
        let named =
            found.findings.iter().filter(|it| it.to_string().contains(finding.unwrap_or("")));
        assert_eq!(named.count(), if finding.is_some() { 3 } else { 0 }, "{told:?}: {found:?}");
        assert_eq!(found.findings.len(), if finding.is_some() { 3 } else { 0 }, "{told:?}");
    }
}

#[tokio::test]
async fn a_message_that_is_not_sent() {
    let site = Site::open().await;
    site.book("book").await;
    let world = site.app.world.load();
    let at_once = Sources { patience: Duration::ZERO, ..sources(&site, &world) };
    let found = audit(at_once, &|_| ()).await.unwrap().findings;
    assert!(found.iter().any(|it| it.to_string().contains("the sending of message")), "{found:?}");
    // The outbox has the machine's own time, whatever the site's clock says.
    assert_eq!(findings(&site).await, [] as [String; 0]);
}

#[tokio::test]
async fn what_waits_for_too_long() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    site.clock.advance(HOLD + Duration::minutes(14));
    assert_eq!(findings(&site).await, [] as [String; 0]);
    site.clock.advance(Duration::minutes(2));
    assert_found(&site, "the end of hold").await;
    assert_found(&site, "the closing of payment").await;
}
