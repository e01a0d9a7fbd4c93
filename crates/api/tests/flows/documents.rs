//! Tickets and receipts: made in the background, handed out by link or to their owner.

use airside_bootstrap::Books;
use reqwest::Method;
use serde_json::Value;
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult, path};
use crate::site::Site;

#[actix_web::test]
async fn a_ticket_is_downloaded_by_its_link_or_by_its_owner() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let ticket = asha.ready_documents(&booking, 1).await.remove(0);
    assert_eq!(ticket["kind"], "TICKET");
    assert_eq!(ticket["ticket_id"], booking["tickets"][0]["id"]);
    let url = url(&ticket);
    assert!(url.starts_with(&site.url()));
    assert!(url.rsplit(['?', '&']).next().unwrap().starts_with("signature="));

    let anybody = site.anybody();
    let by_link = anybody.get(&url).await;
    by_link.expect_ok();
    assert_eq!(by_link.header("content-type"), Some("application/pdf"));
    assert!(by_link.header("content-disposition").is_some_and(|it| it.contains(".pdf")));
    assert!(by_link.bytes.starts_with(b"%PDF") && by_link.bytes.len() < 60_000);

    let own = url.split('?').next().unwrap();
    let by_owner = asha.get(own).await;
    by_owner.expect_ok();
    assert_eq!(by_owner.bytes, by_link.bytes);
    anybody.get(own).await.refused(401, "unauthorized");
}

#[actix_web::test]
async fn a_ticket_whose_file_is_lost_is_made_again_when_it_is_asked_for() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let ticket = asha.ready_documents(&booking, 1).await.remove(0);
    let made = asha.get(&url(&ticket)).await.bytes;

    let Books { blobs, .. } = site.books().await;
    let key = format!("documents/{}.pdf", ticket["id"].as_str().unwrap());
    blobs.delete(&key).await.unwrap();
    let answer = asha.get(&url(&ticket)).await;
    answer.expect(202);
    assert_eq!(answer.header("retry-after"), Some("1"));

    let again = asha.ready_documents(&booking, 1).await.remove(0);
    assert_eq!(again["id"], ticket["id"]);
    let file = asha.get(&url(&again)).await;
    file.expect_ok();
    assert_eq!(file.bytes, made);
}

#[actix_web::test]
async fn a_link_that_was_changed_or_is_old_opens_nothing() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let (one, other) =
        (asha.buy(&[&offer], &[adult("Asha")]).await, asha.buy(&[&offer], &[adult("Ravi")]).await);
    let (one, other) = (
        url(&asha.ready_documents(&one, 1).await[0]),
        url(&asha.ready_documents(&other, 1).await[0]),
    );
    let (document, query) = one.split_once('?').unwrap();
    let (other_document, _) = other.split_once('?').unwrap();
    let (expires, signature) = query.split_once('&').unwrap();
    let ends: i64 = expires.trim_start_matches("expires=").parse().unwrap();
    let anybody = site.anybody();
    for wrong in [
        format!("{other_document}?{query}"),
        format!("{document}?expires={}&{signature}", ends + 1),
        format!("{document}?{expires}99&{signature}"),
        format!("{document}?{expires}&{signature}x"),
        format!("{document}?{expires}&signature="),
        format!("{document}?{expires}&signature=%00%ff"),
    ] {
        let status = anybody.get(&wrong).await.problem()["status"].clone();
        assert!(status == 404 || status == 422, "{wrong}: {status}");
    }
    anybody.get(&one).await.expect_ok();

    let site = site.restarted(Duration::minutes(15)).await;
    anybody.get(&one).await.refused(404, "not_found");
    drop(site);
}

#[actix_web::test]
async fn a_round_trip_with_one_airline_has_one_ticket() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (there, back) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("6E", "BOM-DEL", DAY_BACK).await);
    let booking = asha.buy(&[&there, &back], &[adult("Asha")]).await;
    assert_eq!(booking["trip_type"], "ROUND_TRIP");
    assert_eq!(tickets(&booking), [("6E", vec!["DEPARTING", "RETURNING"])]);
    let documents = asha.ready_documents(&booking, 1).await;
    assert_pdfs(&asha, &documents).await;
}

#[actix_web::test]
async fn a_round_trip_with_two_airlines_has_two_tickets() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (there, back) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("SG", "BOM-DEL", DAY_BACK).await);
    let booking = asha.buy(&[&there, &back], &[adult("Asha")]).await;
    assert_eq!(booking["trip_type"], "ROUND_TRIP");
    assert_eq!(tickets(&booking), [("6E", vec!["DEPARTING"]), ("SG", vec!["RETURNING"])]);
    let documents = asha.ready_documents(&booking, 2).await;
    let ids: Vec<_> = documents.iter().map(|it| &it["ticket_id"]).collect();
    assert_eq!(ids, [&booking["tickets"][0]["id"], &booking["tickets"][1]["id"]]);
    assert_pdfs(&asha, &documents).await;
}

#[actix_web::test]
async fn documents_and_payments_come_in_pages_like_every_list() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (there, back) =
        (asha.offer("6E", "DEL-BOM", DAY).await, asha.offer("SG", "BOM-DEL", DAY_BACK).await);
    let booking = asha.buy(&[&there, &back], &[adult("Asha")]).await;
    let documents = asha.ready_documents(&booking, 2).await;

    let list = format!("{}/documents?limit=1", path(&booking));
    let first = asha.get(&list).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = asha.get(&format!("{list}&cursor={cursor}")).await.expect(200);
    assert_eq!(last["next_cursor"], Value::Null);
    let ids = [&first["data"][0]["id"], &last["data"][0]["id"]];
    assert_eq!(ids, [&documents[0]["id"], &documents[1]["id"]]);

    let payments = format!("{}/payments", path(&booking));
    let page = asha.get(&format!("{payments}?limit=200")).await.expect(200);
    assert_eq!(page["data"].as_array().map(Vec::len), Some(1));
    for list in [payments, format!("{}/documents", path(&booking))] {
        asha.get(&format!("{list}?cursor=zzz")).await.refused(422, "invalid_cursor");
        assert_eq!(
            asha.get(&format!("{list}?limit=0")).await.blamed("invalid_request"),
            ["/limit"]
        );
        assert_eq!(asha.get(&format!("{list}?page=2")).await.blamed("invalid_request"), ["/page"]);
    }
}

#[actix_web::test]
async fn a_trip_of_three_legs_has_a_ticket_for_each_airline() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let legs = [
        asha.offer("6E", "DEL-BOM", DAY).await,
        asha.offer("SG", "BOM-DEL", DAY_BACK).await,
        asha.offer("6E", "DEL-BLR", "2026-12-07").await,
    ];
    let booking = asha.buy(&legs.each_ref(), &[adult("Asha")]).await;
    assert_eq!(booking["trip_type"], "MULTI_CITY");
    let expected = [("6E", vec!["LEG_1", "LEG_3"]), ("SG", vec!["LEG_2"])];
    assert_eq!(tickets(&booking), expected);
    let documents = asha.ready_documents(&booking, 2).await;
    assert_pdfs(&asha, &documents).await;
}

#[actix_web::test]
async fn who_comes_back_from_paying_finds_the_tickets() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    let page = asha.checkout(&booking).await;
    // A browser is sent on to the page of the booking.
    let approve = asha.without_bearer().call(Method::POST, &format!("{page}/approve"));
    let approved = approve.header("Accept", "text/html").await;
    assert_eq!(approved.status, 303);
    let back = approved.header("location").unwrap().to_owned();
    assert!(back.starts_with(&format!("{}/payments/return?token=", site.url())), "{back}");
    asha.ready_documents(&booking, 1).await;

    let shown = site.anybody().get(&back).await;
    shown.expect_ok();
    let text = shown.text();
    assert!(text.contains(booking["booking_ref"].as_str().unwrap()));
    let mut links = text.split("href=\"").map(|it| it.split('"').next().unwrap());
    let link = links.find(|link| link.contains("/v1/documents/")).unwrap();
    let pdf = site.anybody().get(&link.replace("&amp;", "&")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    for wrong in ["", "?token=", "?token=nonsense", "?token=%00"] {
        let answer = site.anybody().get(&format!("/payments/return{wrong}")).await;
        assert!(answer.status == 404 || answer.status == 422, "{wrong}: {}", answer.text());
    }
    let reference = booking["booking_ref"].as_str().unwrap();
    let bare = site.anybody().get(&format!("/payments/return?token={reference}")).await;
    bare.refused(404, "not_found");
}

#[actix_web::test]
async fn an_unpaid_booking_has_no_documents() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    let documents = asha.get(&format!("{}/documents", path(&booking))).await.expect(200);
    assert_eq!(documents["data"], Value::Array(Vec::new()));
}

fn url(document: &Value) -> String {
    document["url"].as_str().unwrap().to_owned()
}

/// The airline of each ticket, and the journeys on it.
fn tickets(booking: &Value) -> Vec<(&str, Vec<&str>)> {
    let tickets = booking["tickets"].as_array().unwrap().iter();
    tickets
        .map(|ticket| {
            assert_eq!(ticket["status"], "ISSUED");
            let journeys = ticket["journeys"].as_array().unwrap().iter();
            (ticket["airline"].as_str().unwrap(), journeys.map(|it| it.as_str().unwrap()).collect())
        })
        .collect()
}

async fn assert_pdfs(client: &Client, documents: &[Value]) {
    for document in documents {
        assert_eq!(document["kind"], "TICKET");
        let pdf = client.without_bearer().get(&url(document)).await;
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
    }
}
