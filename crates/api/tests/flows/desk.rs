//! The desk: bookings of others, found, looked at, noted about, cancelled and sent again.

use airside_app::account::Role;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, adult, minor, path, with};
use crate::site::Site;

/// The references that a search finds.
async fn found(agent: &Client, query: &str) -> Vec<Value> {
    let listed = agent.get(&format!("/v1/admin/bookings?{query}")).await.expect(200);
    listed["data"].as_array().unwrap().iter().map(|it| it["booking_ref"].clone()).collect()
}

fn desk(booking: &Value, rest: &str) -> String {
    format!("/v1/admin/bookings/{}{rest}", booking["booking_ref"].as_str().unwrap())
}

#[actix_web::test]
async fn a_booking_is_found_by_whatever_is_known_of_it() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let agent = site.operator("Meera", Role::Agent).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let traveller = with(adult("Zoë"), "family_name", "Müller-Lüdenscheidt");
    let hers = asha.buy(&[&offer], &[traveller]).await;
    let his = ravi.book(&[&offer], &[adult("Ravi")]).await;
    let (hers_ref, his_ref) = (hers["booking_ref"].clone(), his["booking_ref"].clone());

    let reference = hers_ref.as_str().unwrap();
    for q in [
        reference,
        &reference[..4],
        &reference.to_lowercase(),
        "zo",
        "ZOE",
        "Zoë",
        "mull",
        "Müller",
        "muellerlued",
        "lüdenscheidt",
        "zoe ludenscheidt",
    ] {
        let found = found(&agent, &format!("q={}", q.replace(' ', "%20"))).await;
        assert!(found.contains(&hers_ref) && !found.contains(&his_ref), "{q}: {found:?}");
    }
    for q in ["denscheidt", "ludenscheidtx", "zoe ravi"] {
        assert_eq!(found(&agent, &format!("q={}", q.replace(' ', "%20"))).await, [""; 0], "{q}");
    }

    let shown = asha.booking(&hers).await;
    let number = shown["tickets"][0]["passengers"][0]["ticket_number"].as_str().unwrap();
    assert_eq!(
        found(&agent, &format!("ticket_number={number}")).await,
        std::slice::from_ref(&hers_ref)
    );
    let email = hers["contact"]["email"].as_str().unwrap().to_uppercase();
    assert!(found(&agent, &format!("email={email}")).await.contains(&hers_ref));
    let flight = offer["segments"][0]["flight_number"].as_str().unwrap();
    let both = [his_ref.clone(), hers_ref.clone()];
    assert_eq!(found(&agent, &format!("flight={flight}&date={DAY}")).await, both);
    assert_eq!(found(&agent, &format!("date={DAY}")).await, both);
    assert_eq!(found(&agent, "status=PENDING_PAYMENT").await, std::slice::from_ref(&his_ref));
    assert_eq!(found(&agent, "created_from=2026-11-10&created_to=2026-11-10").await, both);
    assert_eq!(found(&agent, "created_to=2026-11-09").await, [""; 0]);

    let first = agent.get("/v1/admin/bookings?limit=1").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = agent.get(&format!("/v1/admin/bookings?limit=1&cursor={cursor}")).await;
    assert_eq!(second.expect(200)["data"][0]["booking_ref"], hers_ref);
    agent
        .get(&format!("/v1/admin/bookings?q=zoe&cursor={cursor}"))
        .await
        .refused(422, "invalid_cursor");
}

#[actix_web::test]
async fn nobody_but_staff_serves_bookings_of_others() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let reason = json!({"reason": "It is not mine"});
    for address in ["", "/history"] {
        ravi.get(&desk(&booking, address)).await.refused(403, "forbidden");
        asha.get(&desk(&booking, address)).await.refused(403, "forbidden");
    }
    ravi.get("/v1/admin/bookings?q=asha").await.refused(403, "forbidden");
    ravi.get("/v1/admin/queues").await.refused(403, "forbidden");
    ravi.get("/v1/admin/queues/refunds-failed").await.refused(403, "forbidden");
    ravi.post(&desk(&booking, "/notes"), &json!({"text": "x"})).await.refused(403, "forbidden");
    let cancel = ravi.post(&desk(&booking, "/cancellations"), &reason).once().await;
    cancel.refused(403, "forbidden");
    ravi.post(&desk(&booking, "/documents/resend"), &reason).await.refused(403, "forbidden");

    // Whose booking it is stays so: an agent has no call of its owner.
    let agent = site.operator("Meera", Role::Agent).await;
    agent.get(&path(&booking)).await.refused(404, "not_found");
    let shown = agent.get(&desk(&booking, "")).await.expect(200);
    assert_eq!(shown["booking_ref"], booking["booking_ref"]);
    assert_eq!(shown["owner"]["given_name"], "Asha");
    assert_eq!(shown["payments"][0]["status"], "SUCCEEDED");
    agent.get("/v1/admin/bookings/ZZZZZZ").await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_history_says_who_did_what_and_why() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;

    agent.post(&desk(&booking, "/notes"), &json!({})).await.blamed("invalid_request");
    let note = json!({"text": "Asked for a wheelchair"});
    let noted = agent.post(&desk(&booking, "/notes"), &note).await.expect(201);
    assert_eq!((&noted["what"], &noted["by"]["role"]), (&json!("NOTE_ADDED"), &json!("AGENT")));
    site.clock.advance(Duration::minutes(1));

    let without = json!({"waive_charge": true});
    let refused = agent.post(&desk(&booking, "/cancellations"), &without).once().await;
    assert_eq!(refused.blamed("invalid_request"), ["/reason"]);
    let waived = json!({"waive_charge": true, "reason": "A death in the family"});
    let cancelled = agent.post(&desk(&booking, "/cancellations"), &waived).key("one").await;
    let cancelled = cancelled.expect(200);
    assert_eq!(cancelled["status"], "CONFIRMED");
    assert_eq!(minor(&cancelled["lines"][0]["charge"]), 0);
    let again = agent.post(&desk(&booking, "/cancellations"), &waived).key("one").await;
    assert!(again.is_replay());
    let gone = agent.post(&desk(&booking, "/cancellations"), &waived).once().await;
    gone.refused(409, "already_cancelled");

    let history = agent.get(&desk(&booking, "/history?limit=200")).await.expect(200);
    let lines = history["data"].as_array().unwrap();
    let whats: Vec<_> = lines.iter().map(|line| line["what"].as_str().unwrap()).collect();
    let order = ["BOOKING_CREATED", "BOOKING_CONFIRMED", "NOTE_ADDED", "BOOKING_CANCELLED"];
    let mut at = 0;
    for wanted in order {
        at += whats[at..].iter().position(|what| *what == wanted).expect(wanted) + 1;
    }
    let done = lines.iter().find(|line| line["what"] == "BOOKING_CANCELLED").unwrap();
    assert_eq!(done["by"]["role"], "AGENT");
    assert_eq!(done["reason"], "A death in the family");
    assert_eq!(done["before"]["status"], "CONFIRMED");
    assert_eq!(done["after"]["status"], "CANCELLED");
}

#[actix_web::test]
async fn an_agent_cancels_when_it_is_too_late_for_its_owner_and_not_after_departure() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    // 13:05, in an hour.
    let offer = asha.offer("SG", "DEL-BOM", "2026-11-10").await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let other = asha.buy(&[&offer], &[adult("Mira")]).await;
    asha.quote(&booking, &json!({})).await.refused(409, "too_late_to_cancel");

    let reason = json!({"reason": "She missed the train"});
    let kept = agent.post(&desk(&booking, "/cancellations"), &reason).once().await.expect(200);
    let line = &kept["lines"][0];
    assert_eq!(minor(&line["charge"]), minor(&offer["price"]["base"]));
    let refund = minor(&line["paid"]) - minor(&line["charge"]) - minor(&line["taxes_kept"]);
    assert_eq!(minor(&line["refund"]), refund);

    site.clock.advance(Duration::hours(2));
    let left = agent.post(&desk(&other, "/cancellations"), &reason).once().await;
    left.refused(409, "too_late_to_cancel");
}

#[actix_web::test]
async fn queues_say_what_is_to_be_looked_at() {
    let site = Site::start().await;
    let agent = site.operator("Meera", Role::Agent).await;
    let queues = agent.get("/v1/admin/queues").await.expect(200);
    let names: Vec<_> = queues["data"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(
        names,
        [
            "schedule-changes",
            "refunds-failed",
            "payments-unclear",
            "documents-failed",
            "webhooks-failing",
            "mails-failed"
        ]
    );
    for name in names {
        let queue = agent.get(&format!("/v1/admin/queues/{}", name.as_str().unwrap())).await;
        assert_eq!(queue.expect(200)["data"], json!([]), "{name}");
    }
    agent.get("/v1/admin/queues/lost").await.refused(404, "not_found");
}

#[actix_web::test]
async fn documents_are_sent_again() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let unpaid = asha.book(&[&offer], &[adult("Mira")]).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let reason = json!({"reason": "The mail was lost"});
    let address = desk(&booking, "/documents/resend");
    let sent = agent.post(&address, &reason).await.expect(202);
    assert_eq!(sent["data"][0]["kind"], "TICKET");
    let none = agent.post(&desk(&unpaid, "/documents/resend"), &reason).await;
    none.refused(409, "booking_not_confirmed");
    let history = agent.get(&desk(&booking, "/history")).await.expect(200);
    let resent = |line: &&Value| line["what"] == "DOCUMENTS_RESENT";
    let line = history["data"].as_array().unwrap().iter().find(resent).unwrap();
    assert_eq!(line["reason"], "The mail was lost");
}
