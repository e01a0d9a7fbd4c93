//! What an audit reads of a server that is at work: everything agrees, and nothing is passed over.

use airside_app::audit::{Finding, Sources, audit};
use airside_app::ports::Clock as _;
use airside_app::world::{Scope, Snapshot};
use airside_bootstrap::Books;
use airside_primitives::Currency;
use serde_json::json;
use time::Duration;

use crate::journeys::{DAY, adult};
use crate::site::Site;

#[actix_web::test]
async fn answers_and_the_gateway_s_own_list_agree_with_the_books() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;

    let by_card = asha.buy(&[&offer], &[adult("Asha")]).await;
    let on_a_page = asha.book(&[&offer], &[adult("Ravi")]).await;
    let page = asha.checkout(&on_a_page).await;
    asha.press(&page, "approve").await.expect(200);
    asha.booking_once(&on_a_page, "CONFIRMED").await;
    let cancelled = asha.cancel(&by_card, &json!({})).await;
    asha.settled(&cancelled).await;
    asha.ready_documents(&by_card, 2).await;
    asha.ready_documents(&on_a_page, 1).await;

    let Books { store, blobs, payments } = site.books().await;
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let now = site.clock.now();
    let sources = Sources {
        blobs: Some(&*blobs),
        gateway: Some(&*payments),
        listed_since: Some(now - Duration::DAY),
        answers: Some(&airside_http::told),
        ..Sources::of_store(&*store, &world, now)
    };
    let audit = audit(sources, &|_| ()).await.unwrap();
    assert_eq!(audit.findings, []);
    // Two bookings, their payments and a cancellation; and what moved: twice there, once back.
    assert_eq!((audit.answers, audit.listed), (5, 3));
}

#[actix_web::test]
async fn what_operators_were_answered_agrees_with_what_they_did_for_others() {
    let site = Site::start().await;
    let (asha, admin) = (site.sign_up("Asha").await, site.admin("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let waived = asha.buy(&[&offer], &[adult("Asha")]).await;
    asha.buy(&[&offer], &[adult("Mira")]).await;
    let reference = waived["booking_ref"].as_str().unwrap();
    let wish = json!({"waive_charge": true, "reason": "A death in the family"});
    let cancellations = format!("/v1/admin/bookings/{reference}/cancellations");
    admin.post(&cancellations, &wish).once().await.expect(200);
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();
    let departure = format!("/v1/admin/departures/{flight}/{DAY}/cancel");
    let wish = json!({"refund": "ON_ANSWER", "reason": "Fog"});
    admin.post(&departure, &wish).once().await.expect(202);

    let store = site.store().await;
    let world = Snapshot::read(&*store, Currency::INR, Scope::Everything).await.unwrap();
    let now = site.clock.now();
    let sources =
        Sources { answers: Some(&airside_http::told), ..Sources::of_store(&*store, &world, now) };
    let audit = audit(sources, &|_| ()).await.unwrap();
    let of_answers = |it: &&Finding| {
        matches!(it, Finding::AnswerOfNothing { .. } | Finding::AnswerDiffers { .. })
    };
    assert_eq!(audit.findings.iter().filter(of_answers).count(), 0, "{:?}", audit.findings);
    assert_eq!(audit.answers, 6);
}
