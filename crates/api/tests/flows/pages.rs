//! What people see in a browser: every page, in each state that it can be in.
//!
//! `crates/pages/check/run` has a browser look at all of them, too.

use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult};
use crate::site::{Site, eventually};

/// The day on which every test begins.
const TODAY: &str = "2026-11-10";

#[actix_web::test]
async fn every_page_says_how_it_stands_and_what_to_do_next() {
    let mut seen = Vec::new();
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;

    // Two payers of today's flights: one pays at the last moment, one never.
    let offer = asha.offer("6E", "DEL-BOM", TODAY).await;
    let late = held(&site, &asha, &[&offer]).await;
    let unpaid = held(&site, &asha, &[&offer]).await;
    site.break_gateway("unavailable", 60_000).await;
    asha.press(&late.page, "approve").await.expect(200);
    let site = site.restarted(Duration::hours(14)).await;
    let expects = "The time to pay for this booking is over";
    seen.push(("return-expired-open", shown(&site, &unpaid.back, &[expects, "Look again"]).await));
    site.break_gateway("unavailable", 0).await;
    let expects = ["Paid too late", "was refunded", "refund receipt (PDF)"];
    seen.push(("return-refunded", shown(&site, &late.back, &expects).await));
    let expects = ["This booking has expired", "Nothing was charged", "book again"];
    seen.push(("return-expired", shown(&site, &unpaid.back, &expects).await));
    let expects = ["has expired or was cancelled", "Nothing was charged"];
    seen.push(("sandbox-closed", shown(&site, &unpaid.page, &expects).await));

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("6E", "BOM-DEL", DAY_BACK).await;
    let confirmed = paid(&site, &asha, &[&offer]).await;
    let expects = ["Paid and confirmed", "Your ticket (PDF)", "DEL to BOM, Tue 1 Dec 2026"];
    seen.push(("return-confirmed", shown(&site, &confirmed.back, &expects).await));
    let expects = ["This payment is done", "Back to the merchant"];
    seen.push(("sandbox-paid", shown(&site, &confirmed.page, &expects).await));

    let part = paid(&site, &asha, &[&offer, &back]).await;
    asha.cancel(&part.booking, &json!({"journeys": "RETURNING"})).await;
    let expects = ["Confirmed in part", "was refunded", "(cancelled)", "Your ticket (PDF)"];
    seen.push(("return-cancelled-in-part", shown(&site, &part.back, &expects).await));

    let cancelled = paid(&site, &asha, &[&offer]).await;
    asha.cancel(&cancelled.booking, &json!({})).await;
    let expects = ["Cancelled", "was refunded", "refund receipt (PDF)"];
    let address = shown(&site, &cancelled.back, &expects).await;
    assert!(!page(&site, &address).await.contains("Your ticket"), "nobody flies on it");
    seen.push(("return-cancelled", address));

    // By a card that its bank asks about, and who fails at that may pay on the hosted page.
    let failed = asha.book(&[&offer], &[adult("Asha")]).await;
    let bank = asha.pay(&failed, "pm_card_threeDSecure2Required").await;
    let bank = bank["next_action"]["url"].as_str().unwrap().to_owned();
    let address = sent_on(&asha, &bank, "decline").await;
    let expects = ["Not paid: declined", "your seats are still held", "Pay another way"];
    seen.push(("return-failed", shown(&site, &address, &expects).await));
    let other = asha.book(&[&offer], &[adult("Asha")]).await;
    let bank = asha.pay(&other, "pm_card_threeDSecure2Required").await;
    let bank = bank["next_action"]["url"].as_str().unwrap().to_owned();
    let address = sent_on(&asha, &bank, "decline").await;
    shown(&site, &address, &["Pay another way"]).await;
    for _ in 0..2 {
        let again = site.anybody().call(Method::POST, &address).await;
        assert_eq!(again.status, 303, "{}", again.text());
    }
    shown(&site, &address, &["Waiting for your payment", "Go on to the payment"]).await;
    let attempts = asha.get(&crate::journeys::payments(&other)).await.expect(200);
    assert_eq!(attempts["data"].as_array().map(Vec::len), Some(2), "pressed twice, begun once");

    let declined = held(&site, &asha, &[&offer]).await;
    asha.press(&declined.page, "decline").await.expect(200);
    let expects =
        ["Not paid: declined", "Your card was declined", "Try again", "You can pay until"];
    seen.push(("return-declined", shown(&site, &declined.back, &expects).await));
    seen.push(("sandbox-declined", shown(&site, &declined.page, &["You can try again"]).await));

    let waiting = held(&site, &asha, &[&offer, &back]).await;
    seen.push(("sandbox", shown(&site, &waiting.page, &["Approve", "Decline", "no money"]).await));
    let expects = ["Waiting for your payment", "Go on to the payment", "Look again"];
    seen.push(("return-waiting", shown(&site, &waiting.back, &expects).await));

    for (name, path, expects) in [
        ("return-bad-link", "/payments/return?token=nonsense", "This link does not work"),
        ("about", "/about", "A server that sells flights"),
        ("docs", "/docs", "Reading the description"),
    ] {
        seen.push((name, shown(&site, &format!("{}{path}", site.url()), &[expects]).await));
    }
    let nothing = format!("{}/sandbox/payments/cs_test_none", site.gateway_url());
    seen.push(("sandbox-nothing", shown(&site, &nothing, &["No such payment"]).await));
    look(seen).await;
}

#[actix_web::test]
async fn a_return_link_that_is_bad_or_old_is_a_page_for_people_and_a_problem_for_programs() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let held = held(&site, &asha, &[&offer]).await;
    site.clock.advance(Duration::hours(25));
    for address in [&held.back, "/payments/return?token=nonsense", "/payments/return"] {
        let for_people = site.anybody().get(address).header("Accept", "text/html").await;
        assert_eq!(for_people.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(matches!(for_people.status, 404 | 422), "{address}: {}", for_people.status);
        assert!(for_people.text().contains("Look it up where you booked"));
        assert_eq!(site.anybody().get(address).await.problem()["status"], for_people.status);
    }
}

#[actix_web::test]
async fn a_link_to_a_ticket_that_is_over_is_a_page_for_people_and_a_problem_for_programs() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let ticket = asha.ready_documents(&booking, 1).await.remove(0);
    let link = ticket["url"].as_str().unwrap();
    site.clock.advance(Duration::hours(1));
    let for_people = page(&site, link).await;
    assert!(for_people.contains("There is a new one where you found this one"));
    site.anybody().get(link).await.refused(404, "not_found");
}

/// A booking, the page where it is paid, and the one that its payer comes back to.
struct Held {
    booking: Value,
    page: String,
    back: String,
}

async fn held(site: &Site, client: &Client, offers: &[&Value]) -> Held {
    let booking = client.book(offers, &[adult("Asha")]).await;
    let page = client.checkout(&booking).await;
    let session = page.rsplit('/').next().unwrap();
    let address = format!("/sandbox/stripe/v1/checkout/sessions/{session}");
    let session = site.gateway().get(&address).await.expect(200);
    Held { booking, page, back: session["success_url"].as_str().unwrap().to_owned() }
}

async fn paid(site: &Site, client: &Client, offers: &[&Value]) -> Held {
    let held = held(site, client, offers).await;
    client.press(&held.page, "approve").await.expect(200);
    client.booking_once(&held.booking, "CONFIRMED").await;
    held
}

/// Where a browser is sent that presses a button.
async fn sent_on(client: &Client, page: &str, button: &str) -> String {
    let press = client.without_bearer().call(Method::POST, &format!("{page}/{button}"));
    let answer = press.header("Accept", "text/html").await;
    answer.header("location").unwrap().to_owned()
}

/// The address, once its page says all of this.
async fn shown(site: &Site, address: &str, expected: &[&str]) -> String {
    eventually(&format!("{address} says {expected:?}"), async || {
        let text = page(site, address).await;
        expected.iter().all(|words| text.contains(words)).then_some(())
    })
    .await;
    address.to_owned()
}

/// A page as a browser gets it. None tells anything of the people on the booking.
async fn page(site: &Site, address: &str) -> String {
    let answer = site.anybody().get(address).header("Accept", "text/html").await;
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}");
    let text = answer.text();
    // As words: the letters of a name may stand next to each other in a token.
    let mut words = text.split(|it: char| !it.is_alphanumeric() && !"-_".contains(it));
    assert!(!words.any(|word| ["Asha", "Rao"].contains(&word)), "{address} names somebody");
    for never in ["asha@example.com", "<style", "style=", "http-equiv"] {
        assert!(!text.contains(never), "{address}: {never}");
    }
    text
}

/// Has a browser look at the pages, where a command for that is given.
async fn look(seen: Vec<(&str, String)>) {
    let Some(command) = std::env::var_os("PAGES_LOOK") else { return };
    let command = command.into_string().unwrap();
    let words: Vec<_> = command.split_whitespace().map(str::to_owned).collect();
    let addresses = seen.into_iter().map(|(name, address)| format!("{name}={address}"));
    let words: Vec<_> = words.into_iter().chain(addresses).collect();
    let looking = move || Command::new(&words[0]).args(&words[1..]).status().unwrap();
    assert!(actix_web::web::block(looking).await.unwrap().success(), "see above");
}
