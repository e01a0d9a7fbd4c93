//! Nothing that was answered is lost when the server stops between any two steps.
//!
//! The whole trip is made by the client that is handed out: what it sends is understood, and
//! what it reads is what is answered.

use airside_client::bookings::{
    BookingStatus, Contact, Direction, Gender, NewBooking, NewPassenger,
};
use airside_client::cancellations::{Journeys, NewCancellation, RefundStatus};
use airside_client::documents::{Document, DocumentStatus, File};
use airside_client::offers::{Offer, Search, Sort};
use airside_client::payments::{NewPayment, Payment};
use airside_client::{Client, IdempotencyKey};
use futures::TryStreamExt;
use time::macros::date;
use time::{Date, Duration};

use crate::call::refusal;
use crate::site::{Site, eventually};

#[actix_web::test]
async fn a_trip_goes_on_where_it_was_after_every_restart() {
    let later = Duration::seconds(5);
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await.typed();

    let site = site.restarted(later).await;
    let there = offer(&asha, "6E", ["DEL", "BOM"], date!(2026 - 12 - 01)).await;
    let back = offer(&asha, "SG", ["BOM", "DEL"], date!(2026 - 12 - 04)).await;

    let site = site.restarted(later).await;
    let seated = NewPassenger {
        seats: vec![Some("12A".to_owned()), None],
        ..NewPassenger::new("Asha", "Rao", Gender::Female, date!(1990 - 05 - 01))
    };
    let contact = Contact::new("asha@example.com");
    let trip = NewBooking::new([&there.id, &back.id], [seated], contact);
    let once = IdempotencyKey::random();
    let booking = asha.bookings().book(&trip, &once).await.unwrap().value;
    let reference = &booking.booking_ref;
    let read = async || asha.bookings().get(reference).await.unwrap();

    let site = site.restarted(later).await;
    let again = asha.bookings().book(&trip, &once).await.unwrap();
    assert!(again.is_replay);
    assert_eq!(again.value, booking);
    let taken = asha.bookings().book(&trip, &IdempotencyKey::random()).await.unwrap_err();
    assert_eq!(refusal(&taken), (409, "seat_taken"));
    let page = checkout(&asha, reference).await;

    let site = site.restarted(later).await;
    assert_eq!(checkout(&asha, reference).await, page);
    site.anybody().press(&page, "approve").await.expect(200);

    // Whether or not the event had arrived.
    let site = site.restarted(later).await;
    let confirmed = eventually("the booking is confirmed", async || {
        Some(read().await).filter(|it| it.status == BookingStatus::Confirmed)
    })
    .await;

    let site = site.restarted(later).await;
    let tickets = eventually("the tickets are ready", async || {
        let list: Vec<Document> = asha.documents().list(reference).try_collect().await.unwrap();
        let ready = list.iter().filter(|it| it.status == DocumentStatus::Ready).count();
        (ready == 2 && list.len() == 2).then_some(list)
    })
    .await;
    assert_eq!(read().await, confirmed);
    let departing = NewCancellation::of(Journeys::These(vec![Direction::Departing]));
    let quote = asha.cancellations().quote(reference, &departing).await.unwrap();

    let site = site.restarted(later).await;
    let file = asha.documents().open(tickets[0].url.as_ref().unwrap()).await.unwrap();
    assert!(matches!(file, File::Ready(pdf) if pdf.starts_with(b"%PDF")));
    asha.cancellations().confirm(&quote.id, &IdempotencyKey::random()).await.unwrap();

    let site = site.restarted(later).await;
    let settled = eventually("the refund is settled", async || {
        let now = asha.cancellations().get(&quote.id).await.unwrap();
        let is_made = now.receipt.as_ref()?.status == DocumentStatus::Ready;
        is_made.then_some(now)
    })
    .await;
    assert_eq!(settled.refund_status, Some(RefundStatus::Succeeded));
    assert_eq!(read().await.status, BookingStatus::PartiallyCancelled);
    let attempts: Vec<Payment> = asha.payments().list(reference).try_collect().await.unwrap();
    assert_eq!(attempts.len(), 1);
    drop(site);
}

/// The earliest direct STANDARD offer of one airline.
async fn offer(client: &Client, airline: &str, [from, to]: [&str; 2], day: Date) -> Offer {
    let direct = Search {
        airlines: Some(vec![airline.to_owned()]),
        max_stops: Some(0),
        sort: Some(Sort::Departure),
        ..Search::one_way(from, to, day)
    };
    let mut found = client.offers().search(&direct).await.unwrap().departing.into_iter();
    found.find(|offer| offer.brand.code == "STANDARD").unwrap()
}

/// The address of the hosted page.
async fn checkout(client: &Client, reference: &str) -> String {
    let (hosted, once) = (NewPayment::default(), IdempotencyKey::random());
    let payment = client.payments().pay(reference, &hosted, &once).await.unwrap().value;
    payment.next_action.unwrap().url
}
