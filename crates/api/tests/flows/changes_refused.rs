//! Changes of journeys that cannot be made, or not any more: they say why, and charge nobody.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::changing::{
    LATER, assert_audited, bought, change, confirm, departure, last_of, numbers, of_party,
    offer_of, quote,
};
use crate::journeys::{DAY, DAY_BACK, adult, minor, path};
use crate::schedules::{is_of, later, revise};
use crate::site::{Site, eventually};

#[actix_web::test]
async fn a_change_that_has_become_impossible_is_not_paid_for_and_what_was_paid_goes_back() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let morning = offer_of(&asha, "STANDARD", "DEL-BOM", DAY_BACK).await;
    let there = offer_of(&asha, "STANDARD", "DEL-BOM", DAY).await;
    let back = last_of(&asha, "STANDARD", "BOM-DEL", DAY_BACK).await;
    let booking = asha.buy(&[&there, &back], &[adult("Asha")]).await;
    let quoted = quote(&asha, &booking, "DEPARTING", &morning).await.expect(201);
    assert!(minor(&quoted["to_pay"]) > 0);
    let opened = confirm(&asha, &quoted, &json!({})).await.expect(200);
    assert_eq!(opened["status"], "PENDING_PAYMENT");

    // The way back leaves while they would still be on their way there.
    let leaves = |offer: &Value| {
        let at = offer["segments"][0]["departure"].as_str().unwrap();
        OffsetDateTime::parse(at, &Rfc3339).unwrap()
    };
    let earlier = (leaves(&back) - leaves(&morning)).whole_minutes() - 30;
    assert!(earlier > 0);
    revise(&site, "6E", |row| {
        if is_of(&back, row) {
            later(row, -earlier);
        }
    })
    .await;
    let moved = eventually("the flight back has moved", async || {
        let read = asha.booking(&booking).await;
        read["schedule_changes"].as_array()?.first().cloned()
    })
    .await;
    let accept =
        format!("{}/schedule-changes/{}/accept", path(&booking), moved["id"].as_str().unwrap());
    asha.post(&accept, &json!({})).once().await.expect(200);

    // A card is not charged for it, and its page only until the money is heard of.
    let card = confirm(&asha, &quoted, &json!({"payment_method": "pm_card_visa"})).await;
    assert_eq!(card.blamed("invalid_request"), ["/replace"]);
    assert_eq!(change(&asha, &quoted).await["payment"]["status"], "REQUIRES_ACTION");
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap().to_owned();
    asha.press(&page, "approve").await;
    let status = eventually("what is held is given up", async || {
        let now = change(&asha, &quoted).await;
        (now["payment"]["status"] == "SUCCEEDED").then(|| now["status"].clone())
    })
    .await;
    assert_eq!(status, "QUOTED");
    let now = asha.booking(&booking).await;
    assert_eq!(numbers(&now), numbers(&booking));
    assert_eq!(departure(&now, 0), departure(&booking, 0));
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn flights_that_move_after_the_quote_are_not_paid_for() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let (standard, flexible) = (bought(&asha, "STANDARD").await, bought(&asha, "FLEXIBLE").await);
    let dearer = last_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let cheaper = last_of(&asha, "SAVER", "BOM-DEL", LATER).await;
    let to_pay = quote(&asha, &standard, "RETURNING", &dearer).await.expect(201);
    let to_refund = quote(&asha, &flexible, "RETURNING", &cheaper).await.expect(201);
    assert!(minor(&to_pay["to_pay"]) > 0 && minor(&to_refund["to_refund"]) > 0);

    revise(&site, "6E", |row| {
        if is_of(&dearer, row) {
            later(row, 30);
        }
    })
    .await;
    eventually("the offer is not sold any more", async || {
        let offer = asha.get(&format!("/v1/offers/{}", dearer["id"].as_str()?)).await;
        (offer.status != 200).then_some(())
    })
    .await;
    for quoted in [&to_pay, &to_refund] {
        let body = json!({"payment_method": "pm_card_visa"});
        confirm(&asha, quoted, &body).await.refused(409, "quote_superseded");
    }
    for before in [&standard, &flexible] {
        assert_eq!(asha.booking(before).await["tickets"], before["tickets"]);
    }
    assert_audited(&site).await;
}

#[actix_web::test]
async fn what_cannot_be_changed_says_why() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let booking = bought(&asha, "STANDARD").await;
    let later = offer_of(&asha, "STANDARD", "BOM-DEL", LATER).await;
    let quoted = quote(&asha, &booking, "RETURNING", &later).await.expect(201);

    quote(&ravi, &booking, "RETURNING", &later).await.refused(404, "not_found");
    confirm(&ravi, &quoted, &json!({})).await.refused(404, "not_found");
    let wrong = quote(&asha, &booking, "LEG_1", &later).await;
    assert_eq!(wrong.blamed("invalid_request"), ["/replace/0/direction"]);
    let two = of_party(&asha, "adults=2", "STANDARD", "BOM-DEL", LATER).await;
    let wrong = quote(&asha, &booking, "RETURNING", &two).await;
    assert_eq!(wrong.blamed("party_mismatch"), ["/replace/0/offer"]);
    let other = asha.offer("SG", "BOM-DEL", LATER).await;
    let wrong = quote(&asha, &booking, "RETURNING", &other).await;
    assert_eq!(wrong.blamed("invalid_request"), ["/replace/0/offer"]);
    let before_it = offer_of(&asha, "STANDARD", "BOM-DEL", "2026-11-20").await;
    let wrong = quote(&asha, &booking, "RETURNING", &before_it).await;
    assert_eq!(wrong.blamed("invalid_request"), ["/replace"]);
    let changes = format!("{}/changes", path(&booking));
    for (body, at) in [
        (json!({}), "/replace"),
        (json!({"replace": []}), "/replace"),
        (json!({"replace": [{"offer": later["id"]}]}), "/replace/0/direction"),
        (json!({"replace": [{"direction": "RETURNING"}]}), "/replace/0/offer"),
        (
            json!({"replace": [{"direction": "NORTH", "offer": later["id"]}]}),
            "/replace/0/direction",
        ),
        (json!({"replace": 7}), "/replace"),
    ] {
        let wrong = asha.post(&changes, &body).await;
        assert_eq!(wrong.problem()["errors"][0]["pointer"], at, "{body}");
    }
    let nonsense = json!({"replace": [{"direction": "RETURNING", "offer": "off_no"}]});
    asha.post(&changes, &nonsense).await.refused(422, "invalid_offer");

    let unpaid = asha.book(&[&later], &[adult("Asha")]).await;
    let other_day = offer_of(&asha, "STANDARD", "BOM-DEL", "2026-12-14").await;
    quote(&asha, &unpaid, "DEPARTING", &other_day).await.refused(409, "booking_not_confirmed");
    asha.cancel(&booking, &json!({"journeys": "RETURNING"})).await;
    quote(&asha, &booking, "RETURNING", &later).await.refused(409, "already_cancelled");
    confirm(&asha, &quoted, &json!({})).await.refused(409, "quote_superseded");

    // A saver fare is changed until a day before.
    let soon = offer_of(&asha, "SAVER", "DEL-BOM", "2026-11-11").await;
    let saver = asha.buy(&[&soon], &[adult("Asha")]).await;
    let later = offer_of(&asha, "SAVER", "DEL-BOM", DAY).await;
    let answer = quote(&asha, &saver, "DEPARTING", &later).await;
    let closes = json!("too_late_to_change");
    assert_eq!(answer.problem()["code"], closes);
}
