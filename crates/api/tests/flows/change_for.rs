//! Changes of journeys by those who serve a booking: quoted, confirmed, and without the fee.

use airside_app::account::Role;
use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::changing::{LATER, assert_audited, bought, change, confirm, departure, offer_of, quote};
use crate::journeys::{minor, with};
use crate::site::{Site, eventually};

async fn for_owner(agent: &Client, booking: &Value, body: &Value) -> Answer {
    let reference = booking["booking_ref"].as_str().unwrap();
    agent.post(&format!("/v1/admin/bookings/{reference}/changes"), body).await
}

fn confirmation(quoted: &Value) -> String {
    format!("/v1/admin/changes/{}/confirm", quoted["id"].as_str().unwrap())
}

fn back(offer: &Value) -> Value {
    json!({"replace": [{"direction": "RETURNING", "offer": offer["id"]}]})
}

async fn lines_of(agent: &Client, booking: &Value) -> Vec<Value> {
    let reference = booking["booking_ref"].as_str().unwrap();
    let address = format!("/v1/admin/bookings/{reference}/history?limit=200");
    agent.get(&address).await.expect(200)["data"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_waived_fee_is_not_asked_for_and_the_history_says_whose_grace_it_was() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let booking = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let own = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    assert_eq!(minor(&own["lines"][0]["change_fee"]), 150_000);

    let body = back(&dearer);
    let waived = with(body.clone(), "waive_fee", true);
    let refused = for_owner(&agent, &booking, &waived).await;
    assert_eq!(refused.blamed("invalid_request"), ["/reason"]);
    let waived = with(waived, "reason", "A death in the family");
    for_owner(&asha, &booking, &waived).await.refused(403, "forbidden");
    let quoted = for_owner(&agent, &booking, &waived).await.expect(201);
    assert_eq!(minor(&quoted["lines"][0]["change_fee"]), 0);
    assert_eq!(minor(&quoted["to_pay"]), minor(&own["to_pay"]) - 150_000);
    confirm(&asha, &own, &json!({})).await.refused(409, "quote_superseded");

    // Its owner may accept and pay it as any other.
    let paid = json!({"payment_method": "pm_card_visa"});
    let done = confirm(&asha, &quoted, &paid).await.expect(200);
    assert_eq!(done["status"], "CONFIRMED");
    assert_eq!(done["payment"]["amount"], quoted["to_pay"]);
    let lines = lines_of(&agent, &booking).await;
    let is_it = |it: &&Value| it["what"] == "CHANGE_QUOTED" && it["by"].is_object();
    let line = lines.iter().find(is_it).unwrap();
    let said = (&line["by"]["role"], &line["reason"], &line["after"]["waive_fee"]);
    assert_eq!(said, (&json!("AGENT"), &json!("A death in the family"), &json!(true)));
    assert_eq!(minor(&line["after"]["fee_waived"]), 150_000);
    assert_eq!(line["after"]["change_id"], quoted["id"]);
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn an_agent_confirms_at_once_what_costs_nothing_and_hands_on_the_page_where_it_does() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let booking = bought(&asha, "FLEXIBLE").await;
    let cheaper = offer_of(&asha, "SAVER", "BOM-DEL", LATER).await;
    let because = json!({"reason": "She asked by telephone"});
    let body = with(back(&cheaper), "reason", "She asked by telephone");
    let quoted = for_owner(&agent, &booking, &body).await.expect(201);
    assert!(minor(&quoted["to_refund"]) > 0);
    let without = agent.post(&confirmation(&quoted), &json!({})).once().await;
    assert_eq!(without.blamed("invalid_request"), ["/reason"]);
    agent.post(&confirmation(&quoted), &because).await.refused(400, "idempotency_key_required");
    asha.post(&confirmation(&quoted), &because).once().await.refused(403, "forbidden");
    let done = agent.post(&confirmation(&quoted), &because).key("once").await.expect(200);
    assert_eq!(done["status"], "CONFIRMED");
    let again = agent.post(&confirmation(&quoted), &because).key("once").await;
    assert!(again.is_replay());
    assert_eq!(again.expect(200), done);

    let standard = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let body = with(back(&dearer), "reason", "Fog");
    let quoted = for_owner(&agent, &standard, &body).await.expect(201);
    assert_eq!(minor(&quoted["lines"][0]["change_fee"]), 150_000, "nobody has waived it");
    let opened = agent.post(&confirmation(&quoted), &because).once().await.expect(200);
    assert_eq!(opened["status"], "PENDING_PAYMENT");
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap().to_owned();
    asha.press(&page, "approve").await.expect(200);
    eventually("the journey is another", async || {
        (change(&asha, &quoted).await["status"] == "CONFIRMED").then_some(())
    })
    .await;
    assert_eq!(departure(&asha.booking(&standard).await, 1), dearer["segments"][0]["departure"]);
    for booking in [&booking, &standard] {
        let lines = lines_of(&agent, booking).await;
        let of = |what: &str| lines.iter().filter(|it| it["what"] == what).count();
        assert_eq!(
            (of("CHANGE_QUOTED"), of("CHANGE_CONFIRMED"), of("JOURNEYS_CHANGED")),
            (1, 1, 1)
        );
        let line = lines.iter().find(|it| it["what"] == "CHANGE_CONFIRMED").unwrap();
        assert_eq!(line["by"]["role"], "AGENT");
        asha.ready_documents(booking, 2).await;
    }
    assert_audited(&site).await;
}
