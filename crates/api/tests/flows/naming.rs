//! Names of travellers that are corrected: how far, how often, by whom, and what their tickets say.

use airside_app::account::Role;
use airside_bootstrap::settings::Transport;
use airside_client::bookings::CorrectedName;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::{Answer, Client};
use crate::changing::{
    LATER, assert_audited, bought, change, confirm, departure, numbers, offer_of, quote,
};
use crate::journeys::{DAY, adult, path, with};
use crate::letters::mail;
use crate::site::{Site, eventually};

async fn correct(client: &Client, booking: &Value, passenger: usize, body: &Value) -> Answer {
    let address = format!("{}/passengers/{}", path(booking), id(booking, passenger));
    client.call(Method::PATCH, &address).json(body).await
}

async fn by_agent(agent: &Client, booking: &Value, body: &Value) -> Answer {
    let reference = booking["booking_ref"].as_str().unwrap();
    let address = format!("/v1/admin/bookings/{reference}/passengers/{}", id(booking, 0));
    agent.call(Method::PATCH, &address).json(body).await
}

fn id(booking: &Value, passenger: usize) -> &str {
    booking["passengers"][passenger]["id"].as_str().unwrap()
}

/// One flight for two, paid for, with its tickets.
async fn two(asha: &Client) -> Value {
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha"), adult("Mira")]).await;
    asha.ready_documents(&booking, 1).await;
    asha.booking(&booking).await
}

async fn lines_of(agent: &Client, booking: &Value, what: &str) -> Vec<Value> {
    let reference = booking["booking_ref"].as_str().unwrap();
    let address = format!("/v1/admin/bookings/{reference}/history?limit=200");
    let history = agent.get(&address).await.expect(200);
    let lines = history["data"].as_array().unwrap().iter();
    lines.filter(|line| line["what"] == what).cloned().collect()
}

#[actix_web::test]
async fn a_slip_is_corrected_once_and_only_that_traveller_gets_a_new_ticket() {
    let site = Site::start_with(|settings| settings.email.transport = Transport::Folder).await;
    let asha = site.sign_up("Asha").await;
    let booking = two(&asha).await;
    let slip = json!({"given_name": "Aasha"});
    let corrected = correct(&asha, &booking, 0, &slip).await.expect(200);
    let passenger = &corrected["passengers"][0];
    assert_eq!(passenger["given_name"], "Aasha");
    assert_eq!(passenger["ticket_name"], "RAO/AASHA");
    assert_eq!(passenger["date_of_birth"], booking["passengers"][0]["date_of_birth"]);
    assert_eq!(corrected["price"], booking["price"]);
    assert_eq!(corrected["journeys"], booking["journeys"], "all keep their seats");
    let (had, has) = (numbers(&booking), numbers(&corrected));
    assert_ne!(had[0], has[0]);
    assert_eq!(had[1], has[1]);
    let on_ticket = &corrected["tickets"][0]["passengers"];
    assert_eq!(on_ticket[0]["exchanged_numbers"], json!([had[0]]));
    assert_eq!(on_ticket[1]["exchanged_numbers"], json!([]));

    // Said again, also in other letters, it is no second correction.
    let again = correct(&asha, &booking, 0, &json!({"given_name": " Aasha "})).await.expect(200);
    assert_eq!(again, corrected);
    let second = correct(&asha, &booking, 0, &json!({"given_name": "Ash"})).await;
    second.refused(409, "already_corrected");
    let meera = CorrectedName { given_name: Some("Meera".to_owned()), ..CorrectedName::default() };
    let reference = booking["booking_ref"].as_str().unwrap();
    let bookings = asha.typed();
    let bookings = bookings.bookings();
    let typed = bookings.correct_name(reference, id(&booking, 1), &meera).await.unwrap();
    assert_eq!(typed.passengers[1].given_name.as_deref(), Some("Meera"));

    let letter = mail(&site, "a name was corrected").await;
    assert!(letter.contains("Aasha") && letter.contains(".pdf"), "{letter}");
    let agent = site.operator("Meera", Role::Agent).await;
    for number in [&had[0], &has[0]] {
        let found = format!("/v1/admin/bookings?ticket_number={}", number.as_str().unwrap());
        let found = agent.get(&found).await.expect(200);
        assert_eq!(found["data"][0]["booking_ref"], booking["booking_ref"], "old and new");
    }
    let lines = lines_of(&agent, &booking, "NAME_CORRECTED").await;
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["by"]["role"], "CUSTOMER");
    assert_eq!(lines[0]["before"]["ticket_name"], "RAO/ASHA");
    assert_eq!(lines[0]["after"]["ticket_name"], "RAO/AASHA");
    assert_eq!(lines[0]["after"]["passenger_id"], booking["passengers"][0]["id"]);
    let events = asha.get("/v1/events?type=booking.changed").await.expect(200);
    assert_eq!(events["data"].as_array().unwrap().len(), 2);
    let told = events["data"][1]["data"].clone();
    assert_eq!(told["passenger_id"], booking["passengers"][0]["id"]);
    assert!(!events.to_string().contains("Aasha"), "events name nobody");
    asha.ready_documents(&booking, 1).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn another_family_name_needs_a_reason_and_another_person_an_agent() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = two(&asha).await;
    let married = json!({"family_name": "Lakshminarayan"});
    let refused = correct(&asha, &booking, 0, &married).await;
    assert_eq!(refused.blamed("invalid_request"), ["/reason"]);
    let married = with(married, "reason", "Married in May");
    let now = correct(&asha, &booking, 0, &married).await.expect(200);
    assert_eq!(now["passengers"][0]["ticket_name"], "LAKSHMINARAYAN/ASHA");
    let other = json!({"family_name": "Venkataraman", "reason": "Married again"});
    correct(&asha, &booking, 0, &other).await.refused(409, "already_corrected");
    let slip = json!({"family_name": "Lakshminarayen"});
    correct(&asha, &booking, 0, &slip).await.expect(200);

    let somebody = json!({"given_name": "Ravi", "family_name": "Sen", "reason": "He flies"});
    let refused = correct(&asha, &booking, 1, &somebody).await;
    assert_eq!(refused.blamed("name_too_different"), ["/given_name"]);
    let unknown = json!({"given_name": "आशा"});
    let refused = correct(&asha, &booking, 1, &unknown).await;
    assert_eq!(refused.blamed("latin_name_required"), ["/latin_given_name"]);
    let blank = json!({"given_name": " ", "family_name": "7"});
    let refused = correct(&asha, &booking, 1, &blank).await;
    assert_eq!(refused.blamed("invalid_request"), ["/given_name", "/family_name"]);
    let unknown = correct(&asha, &booking, 1, &json!({"surname": "Sen"})).await;
    assert_eq!(unknown.blamed("invalid_request"), ["/surname"]);
    // Only typed otherwise, it keeps its number and gets a new PDF.
    let before = asha.booking(&booking).await;
    let typed = json!({"given_name": "मीरा", "latin_given_name": "Mira"});
    let typed = correct(&asha, &booking, 1, &typed).await.expect(200);
    assert_eq!(typed["passengers"][1]["given_name"], "मीरा");
    assert_eq!(numbers(&typed), numbers(&before));
    asha.ready_documents(&booking, 1).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn an_agent_gives_whatever_name_is_right_and_says_why() {
    let site = Site::start().await;
    let (asha, ravi) = (site.sign_up("Asha").await, site.sign_up("Ravi").await);
    let agent = site.operator("Meera", Role::Agent).await;
    let booking = two(&asha).await;
    let swapped = json!({"given_name": "Rao", "family_name": "Asha"});
    assert_eq!(by_agent(&agent, &booking, &swapped).await.blamed("invalid_request"), ["/reason"]);
    let swapped = with(swapped, "reason", "The wrong way round");
    by_agent(&ravi, &booking, &swapped).await.refused(403, "forbidden");
    correct(&ravi, &booking, 0, &swapped).await.refused(404, "not_found");
    correct(&agent, &booking, 0, &swapped).await.refused(404, "not_found");
    let now = by_agent(&agent, &booking, &swapped).await.expect(200);
    assert_eq!(now["passengers"][0]["ticket_name"], "ASHA/RAO");
    let back = json!({"given_name": "Asha", "family_name": "Rao", "reason": "It was right"});
    by_agent(&agent, &booking, &back).await.expect(200);
    by_agent(&agent, &booking, &swapped).await.expect(200);
    let lines = lines_of(&agent, &booking, "NAME_CORRECTED").await;
    let said = (&lines[0]["by"]["role"], &lines[0]["reason"], &lines[0]["after"]["correction"]);
    assert_eq!(said, (&json!("AGENT"), &json!("The wrong way round"), &json!("BY_AGENT")));
    assert_eq!(lines.len(), 3);

    // What the owner has is not spent, and is measured against what is right now.
    let slip = json!({"given_name": "Roa"});
    correct(&asha, &booking, 0, &slip).await.expect(200);
    asha.ready_documents(&booking, 1).await;
    let export = asha.get("/v1/users/me/export").await.expect(200);
    let earlier = export["bookings"][0]["earlier_names"].as_array().unwrap();
    let earlier: Vec<_> =
        earlier.iter().map(|it| (it["ticket_name"].clone(), it["correction"].clone())).collect();
    let expected = [
        ("RAO/ASHA", "BY_AGENT"),
        ("ASHA/RAO", "BY_AGENT"),
        ("RAO/ASHA", "BY_AGENT"),
        ("ASHA/RAO", "LETTERS"),
    ];
    assert_eq!(earlier, expected.map(|(name, kind)| (json!(name), json!(kind))));
    assert_audited(&site).await;
}

#[actix_web::test]
async fn only_a_paid_booking_is_corrected_and_only_before_it_leaves() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let slip = json!({"given_name": "Aasha"});
    let held = asha.book(&[&offer], &[adult("Asha")]).await;
    correct(&asha, &held, 0, &slip).await.refused(409, "booking_not_confirmed");
    let cancelled = asha.buy(&[&offer], &[adult("Asha")]).await;
    let cancellation = asha.cancel(&cancelled, &json!({})).await;
    asha.settled(&cancellation).await;
    correct(&asha, &cancelled, 0, &slip).await.refused(409, "already_cancelled");
    let nobody = json!([{"id": held["passengers"][0]["id"]}]);
    let nobody = with(cancelled.clone(), "passengers", nobody);
    correct(&asha, &nobody, 0, &slip).await.refused(404, "not_found");

    let flown = asha.buy(&[&offer], &[adult("Asha")]).await;
    asha.ready_documents(&flown, 1).await;
    site.clock.advance(Duration::days(25));
    correct(&asha, &flown, 0, &slip).await.refused(409, "too_late_to_change");
}

#[actix_web::test]
async fn a_change_that_is_being_paid_for_is_paid_for_under_the_new_name() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = bought(&asha, "STANDARD").await;
    let dearer = offer_of(&asha, "FLEXIBLE", "BOM-DEL", LATER).await;
    let quoted = quote(&asha, &booking, "RETURNING", &dearer).await.expect(201);
    let opened = confirm(&asha, &quoted, &json!({})).await.expect(200);
    correct(&asha, &booking, 0, &json!({"given_name": "Aasha"})).await.expect(200);
    assert_eq!(change(&asha, &quoted).await["status"], "PENDING_PAYMENT");
    let page = opened["payment"]["next_action"]["url"].as_str().unwrap().to_owned();
    asha.press(&page, "approve").await.expect(200);
    eventually("the journey is another", async || {
        (change(&asha, &quoted).await["status"] == "CONFIRMED").then_some(())
    })
    .await;
    let now = asha.booking(&booking).await;
    assert_eq!(departure(&now, 1), dearer["segments"][0]["departure"]);
    assert_eq!(now["passengers"][0]["ticket_name"], "RAO/AASHA");
    let exchanged = &now["tickets"][0]["passengers"][0]["exchanged_numbers"];
    assert_eq!(exchanged.as_array().unwrap().len(), 2);
    asha.ready_documents(&booking, 2).await;
    assert_audited(&site).await;
}

#[actix_web::test]
async fn whoever_is_erased_takes_the_names_that_they_had_along() {
    let site = Site::start_with(|settings| settings.personal_data.retention_days = 1).await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Meera", Role::Agent).await;
    let booking = two(&asha).await;
    let because = json!({"given_name": "Aasha", "reason": "So says Zarathustra"});
    by_agent(&agent, &booking, &because).await.expect(200);
    asha.ready_documents(&booking, 1).await;
    site.clock.advance(Duration::days(30));
    eventually("the booking is nameless", async || {
        asha.booking(&booking).await["contact"].is_null().then_some(())
    })
    .await;
    let lines = lines_of(&agent, &booking, "NAME_CORRECTED").await;
    let said = [&lines[0]["reason"], &lines[0]["before"], &lines[0]["after"]];
    assert_eq!(said, [&Value::Null; 3], "that it was corrected stays, and nothing of what");
    let export = asha.get("/v1/users/me/export").await.expect(200);
    let whole = &export["bookings"][0];
    assert_eq!(whole["earlier_names"], json!([]));
    for word in ["Aasha", "AASHA", "Zarathustra"] {
        assert!(!whole.to_string().contains(word), "{word}");
    }
    let store = site.store().await;
    let reference = booking["booking_ref"].as_str().unwrap().parse().unwrap();
    let kept = store.booking_by_reference(reference).await.unwrap().unwrap().value;
    assert_eq!((kept.people().count(), kept.reissues.len()), (0, 1));
}

#[actix_web::test]
async fn of_many_corrections_at_once_one_is_had() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let booking = two(&asha).await;
    let names = ["Aasha", "Ash", "Ashah", "Asho", "Usha", "Isha"];
    let all = names.map(|name| {
        let (asha, booking) = (&asha, &booking);
        async move { correct(asha, booking, 0, &json!({"given_name": name})).await.status }
    });
    let mut statuses = join_all(all).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
    asha.ready_documents(&booking, 1).await;
    assert_audited(&site).await;
}
