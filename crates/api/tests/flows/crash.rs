//! The real program, killed without warning right after it has answered.

use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult, request};
use crate::program::Program;

#[actix_web::test]
async fn what_was_answered_survives_a_kill_and_what_was_under_way_is_finished() {
    let program = Program::start(&[]).await;
    let asha = Client::new(program.url.clone()).sign_up("Asha").await;
    let there = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("6E", "BOM-DEL", DAY_BACK).await;
    let body = request(&[&there, &back], &[adult("Asha")]);
    let booking = asha.post("/v1/bookings", &body).key("trip").await.expect(201);

    let program = program.killed_and_started();
    let again = asha.post("/v1/bookings", &body).key("trip").await;
    assert!(again.is_replay());
    assert_eq!(again.expect(201), booking);
    assert_eq!(asha.booking(&booking).await["status"], "PENDING_PAYMENT");
    let page = asha.checkout(&booking).await;

    let program = program.killed_and_started();
    asha.press(&page, "approve").await.expect(200);

    // Paid, and nothing else may have happened yet.
    let program = program.killed_and_started();
    asha.booking_once(&booking, "CONFIRMED").await;
    assert_pdf(&asha.ready_documents(&booking, 1).await[0]).await;
    let cancelled = asha.cancel(&booking, &json!({"journeys": "BOTH"})).await;

    let _program = program.killed_and_started();
    assert_eq!(asha.booking(&booking).await["status"], "CANCELLED");
    let settled = asha.settled(&cancelled).await;
    assert_eq!(settled["refund_status"], "SUCCEEDED");
    assert_pdf(&settled["receipt"]).await;
}

#[actix_web::test]
async fn a_charge_whose_answer_was_lost_is_not_made_twice() {
    let program = Program::start(&[]).await;
    let asha = Client::new(program.url.clone()).sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.book(&[&offer], &[adult("Asha")]).await;
    let payments = crate::journeys::payments(&booking);
    let card = json!({"payment_method": "pm_card_visa"});
    // The gateway charges and then says nothing for half a minute: we die waiting.
    let fault = json!({"kind": "timeout_after_effect", "next": 1});
    program.gateway().post("/sandbox/faults", &fault).await.expect(204);
    let call = asha.post(&payments, &card).key("pay").into_future();
    let died = actix_web::rt::spawn(async move { call.await.status });
    crate::site::eventually("the attempt is written down", async || {
        let list = asha.get(&payments).await.expect(200);
        (!list["data"].as_array().unwrap().is_empty()).then_some(())
    })
    .await;
    let _program = program.killed_and_started();
    died.await.unwrap_err();

    let retried = asha.post(&payments, &card).key("pay").await;
    // The same request: it is answered as the first one would have been.
    assert_eq!(retried.expect(201)["status"], "SUCCEEDED");
    asha.booking_once(&booking, "CONFIRMED").await;
    let list = asha.get(&payments).await.expect(200);
    let attempts = list["data"].as_array().unwrap().iter();
    assert_eq!(attempts.filter(|attempt| attempt["status"] == "SUCCEEDED").count(), 1);
    // A second success would be given back, with a receipt.
    asha.ready_documents(&booking, 1).await;
}

async fn assert_pdf(document: &Value) {
    let url = document["url"].as_str().unwrap();
    let pdf = Client::new(String::new()).get(url).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
}
