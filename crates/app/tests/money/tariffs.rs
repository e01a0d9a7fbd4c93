//! What is sold by is the newest tariff; what was sold stays as it was.

use airside_app::bookings::place::Traveller;
use airside_app::documents::make::make_document;
use airside_app::ports::store::WorldRows;
use airside_app::ports::{Changes, Write};
use airside_app::world::LoadError;
use airside_booking::{Booking, Document, DocumentKind, DocumentState};
use airside_port_contracts::samples::{self, code, traveller};
use airside_primitives::{Currency, DocumentId};

use crate::site::{Site, demo};

/// The demo's figures as somebody's own.
fn own() -> String {
    demo(Currency::INR).replace("demo = true", "")
}

/// The same, with so many seats on the aircraft of the flight.
fn with_seats(letters: &str) -> String {
    own().replace("AT7 = \"ATR 72\", ", "")
        + "\n[[aircraft]]\ntypes = { AT7 = \"ATR 72\" }\n"
        + &format!(
            "cabins = [{{ cabin = \"ECONOMY\", rows = \"1-1\", letters = \"{letters}\" }}]\n"
        )
}

/// The mark on a ticket that is made anew now.
async fn mark(site: &Site, booking: &Booking) -> Option<String> {
    let document = Document {
        id: DocumentId(site.app.ports.entropy.id()),
        booking: booking.id,
        kind: DocumentKind::Ticket(booking.tickets[0].id),
        created_at: site.app.now(),
        state: DocumentState::Pending,
    };
    let id = document.id;
    site.app.commit(Changes::default().write(Write::add(&document))).await.unwrap();
    make_document(&site.app, id).await.unwrap();
    site.papers.ticket().notice
}

#[tokio::test]
async fn an_offer_remembers_the_tariff_that_priced_it_and_is_charged_by_it() {
    let site = Site::open().await;
    let offer = site.offers().swap_remove(0);
    assert_eq!(offer.offer.tariff, 1);

    site.load_tariff(own().replace("percent = 100", "percent = 200")).await;
    let dearer = site.offers().swap_remove(0);
    assert_eq!(dearer.offer.tariff, 2);
    assert!(dearer.offer.price.total() > offer.offer.price.total());

    let given = site.place(offer.id, None, "key").await.unwrap();
    let booking = site.booking_of(&given).await;
    assert_eq!(booking.price().total, offer.offer.price.total());
    assert_eq!(booking.journeys[0].offer.tariff, 1);
}

#[tokio::test]
async fn extra_baggage_costs_what_it_did_when_the_offer_was_made() {
    let site = Site::open().await;
    let (old, new) =
        (site.offer(), own().replace("{ kg = 5, price = 2250 }", "{ kg = 5, price = 2000 }"));
    assert_ne!(new, own(), "the demo sells 5 kg");
    let bag_of = async |offer, key| {
        let passenger = Traveller { extra_baggage_kg: 5, ..traveller() };
        let given = site.place_for(samples::place(offer, vec![passenger]), key).await.unwrap();
        site.booking_of(&given).await.price().extra_baggage
    };
    let before = bag_of(old.clone(), "before").await;
    site.load_tariff(new).await;
    assert_eq!(bag_of(old, "after").await, before);
    assert!(bag_of(site.offer(), "new").await < before);
}

#[tokio::test]
async fn a_ticket_that_a_demo_tariff_priced_is_never_valid_for_travel() {
    let site = Site::open().await;
    site.gateway.move_real_money();
    let booking = site.book_and_pay().await;
    let demo_mark = Some("Demo data: not valid for travel".to_owned());
    assert_eq!(site.papers.ticket().notice, demo_mark);

    site.load_tariff(own()).await;
    assert_eq!(mark(&site, &booking).await, demo_mark);
}

#[tokio::test]
async fn a_ticket_of_ones_own_tariff_has_no_mark_once_money_is_real() {
    let site = Site::with(own()).await;
    site.gateway.move_real_money();
    let booking = site.book_and_pay().await;
    assert_eq!(mark(&site, &booking).await, None);
    assert!(site.papers.ticket().fare.taxes.iter().all(|tax| tax.name.is_some()));

    // What a timetable was, its tickets are.
    let provenance = Some("demo".to_owned());
    let demo = WorldRows { provenance, ..WorldRows::default() };
    site.app.ports.store.load(demo).await.unwrap();
    site.work().await;
    assert_eq!(mark(&site, &booking).await.as_deref(), Some("Demo data: not valid for travel"));
}

#[tokio::test]
async fn a_ticket_that_was_paid_with_test_money_says_so() {
    let site = Site::with(own()).await;
    let booking = site.book_and_pay().await;
    let test_mark = Some("Paid with test money: not valid for travel".to_owned());
    assert_eq!(site.papers.ticket().notice, test_mark);
    assert_eq!(mark(&site, &booking).await, test_mark);
}

#[tokio::test]
async fn a_ticket_says_what_the_tariff_said_that_it_was_sold_by() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let fare = |site: &Site| site.papers.ticket().fare;
    let rules = |site: &Site| site.papers.ticket().rules;
    let (fare_before, rules_before) = (fare(&site), rules(&site));

    let changed = own()
        .replace("at_airport_per_kg = 550", "at_airport_per_kg = 990")
        .replace("User development fee", "Another fee");
    site.load_tariff(changed).await;
    mark(&site, &booking).await;
    assert_eq!((fare(&site), rules(&site)), (fare_before, rules_before));
}

#[tokio::test]
async fn nothing_is_sold_on_an_aircraft_that_the_tariff_does_not_know() {
    let site = Site::open().await;
    assert!(!site.offers().is_empty());
    let without = own().replace("AT7 = \"ATR 72\", ", "");
    site.load_tariff(without).await;
    assert!(site.offers().is_empty());
}

#[tokio::test]
async fn a_departure_that_was_sold_from_holds_what_a_new_tariff_says() {
    let site = Site::open().await;
    site.book("one").await;
    site.load_tariff(with_seats("AC")).await;
    assert_eq!(site.restock().await, []);
    assert_eq!(site.offers()[0].seats_left, 1);
    site.book("two").await;
    assert!(site.offers().is_empty());

    // Nobody is thrown off an aircraft with fewer seats, and nothing more is sold.
    site.load_tariff(with_seats("A")).await;
    let closed = site.restock().await;
    assert_eq!(closed.iter().map(|it| (it.sold, it.capacity)).collect::<Vec<_>>(), [(2, 1)]);
    assert_eq!(site.stock().await.0, 2);
    assert!(site.offers().is_empty());
}

#[tokio::test]
async fn a_node_that_missed_a_tariff_opens_no_departure_by_the_one_before() {
    let site = Site::open().await;
    let late = site.another_node().await;
    let offer = late.offer();
    site.load_tariff(with_seats("AC")).await;
    site.restock().await;
    late.place(offer, None, "key").await.unwrap();
    site.refresh().await;
    assert_eq!(site.offers()[0].seats_left, 1);
}

#[tokio::test]
async fn nothing_is_sold_before_there_is_a_tariff() {
    let site = Site::without_tariff().await;
    assert!(site.offers().is_empty());
    site.load_tariff(own()).await;
    assert!(!site.offers().is_empty());
}

#[tokio::test]
async fn a_tariff_or_fares_in_another_currency_are_refused_with_both_named() {
    let site = Site::open().await;
    let euros: Currency = code("EUR");
    let refused = site.start_selling(euros).await.unwrap_err();
    assert!(matches!(refused, LoadError::TariffCurrency { version: 1, .. }), "{refused}");
    let words = refused.to_string();
    assert!(words.contains("in INR") && words.contains("is EUR"), "{words}");

    let fares = vec![samples::fare("BOM", 4_500)];
    let rows = WorldRows { fares, fares_currency: Some(euros), ..WorldRows::default() };
    site.app.ports.store.load(rows).await.unwrap();
    let refused = site.start_selling(Currency::INR).await.unwrap_err();
    assert!(matches!(refused, LoadError::FaresCurrency { .. }), "{refused}");
    // The node goes on with what it has.
    site.work().await;
    assert!(!site.offers().is_empty());
}

#[tokio::test]
async fn a_tariff_that_cannot_be_read_leaves_the_one_before_in_use() {
    let site = Site::open().await;
    site.load_tariff("currency = \"INR\"".to_owned()).await;
    assert_eq!(site.offers()[0].offer.tariff, 1);
}
