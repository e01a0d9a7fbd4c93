//! The desk's pages, as a browser without scripts uses them: who may see which, and what becomes of
//! people's mistakes.
//!
//! `crates/desk/check/run` walks through all of them in a real browser.

use std::path::Path;
use std::{fs, iter};

use airside_app::account::Role;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::browser::{Browser, between, pairs, with};
use crate::call::{Client as Caller, PASSWORD};
use crate::journeys::{DAY, adult};
use crate::site::Site;

/// The first of the party, and the button.
const ASHA: [(&str, &str); 5] = [
    ("given0", "Asha"),
    ("family0", "Rao"),
    ("born0", "1990-05-01"),
    ("gender0", "FEMALE"),
    ("do", "book"),
];

async fn email_of(caller: &Caller) -> String {
    let me = caller.get("/v1/users/me").await.expect(200);
    me["email"].as_str().unwrap().to_owned()
}

/// Every page: its method, and its path with something in the place of each name.
fn pages() -> Vec<(Method, String)> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../desk/src");
    let mut folders = vec![sources];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for line in fs::read_to_string(path).unwrap().lines() {
                for (begin, method) in [("#[get(\"", Method::GET), ("#[post(\"", Method::POST)] {
                    if let Some(rest) = line.strip_prefix(begin) {
                        found.push((method, named(rest.split('"').next().unwrap())));
                    }
                }
            }
        }
    }
    found
}

fn named(path: &str) -> String {
    let id = "00000000-0000-4000-8000-000000000007";
    [
        ("{reference}", "AAAAAA"),
        ("{id}", id),
        ("{flight}", id),
        ("{date}", DAY),
        ("{name}", "refunds-failed"),
    ]
    .into_iter()
    .fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[actix_web::test]
async fn pages_of_the_staff_are_nobody_elses_and_no_form_of_another_site_is_taken() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Kiran", Role::Agent).await;
    let (mut stranger, mut customer, mut staff) =
        (Browser::of(&site), Browser::of(&site), Browser::of(&site));
    customer.log_in(&email_of(&asha).await).await;
    staff.log_in(&email_of(&agent).await).await;

    let pages = pages();
    assert!(pages.len() > 35, "{pages:?}");
    for (method, path) in &pages {
        let is_post = *method == Method::POST;
        if is_post {
            let sent = customer.post_without_token(path, &[]).await;
            // Of a stranger's file nothing is read at all.
            assert!(matches!(sent.status, 403 | 404), "{path} takes a form without a token");
        }
        if !path.starts_with("/desk") {
            continue;
        }
        let (told, refused) = if is_post {
            (stranger.post(path, &[]).await, customer.post(path, &[]).await)
        } else {
            (stranger.get(path).await, customer.get(path).await)
        };
        assert!(told.leads_to.starts_with("/login?then=desk"), "{path}: {}", told.status);
        assert_eq!(refused.status, 404, "{path} is shown to a customer");
    }
    let desk = staff.get("/desk").await;
    assert_eq!(desk.status, 200);
    assert_eq!(staff.get("/desk/sales").await.status, 404, "sales are for administrators");

    // Of another's trip there is nothing either.
    let form = customer.book_form(1).await;
    let booked =
        customer.post("/book", &with(&with(&form, &ASHA), &[("email", "a@example.com")])).await;
    assert!(booked.leads_to.starts_with("/trips/"), "{}", booked.page);
    let trip = booked.leads_to;
    assert_eq!(customer.get(&trip).await.status, 200);
    assert!(stranger.get(&trip).await.leads_to.starts_with("/login"));
    assert_eq!(staff.get(&trip).await.status, 404);
    for path in ["pay", "release", "cancel"] {
        assert_eq!(staff.post(&format!("{trip}/{path}"), &[]).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn what_cannot_be_shown_is_said_in_the_language_of_the_visitor() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let mut customer = Browser::of(&site);
    customer.log_in(&email_of(&asha).await).await;
    for (path, german, english) in [
        ("/trips/ZZZZZZ", "Hier ist nichts", "There is nothing here"),
        ("/desk", "für den Schalter", "for those who serve"),
    ] {
        let told = customer.get(&format!("{path}?language=en")).await;
        assert!(told.status == 404 && told.page.contains(english), "{path}: {}", told.page);
        let told = customer.get(&format!("{path}?language=de")).await;
        assert!(told.status == 404 && told.page.contains(german), "{path}: {}", told.page);
        assert!(told.page.contains("lang=\"de\""), "{path}: {}", told.page);
    }
    let sent = customer.post_without_token("/login?language=de", &[]).await;
    assert!(sent.status == 403 && sent.page.contains("zu lange offen"), "{}", sent.page);
}

#[actix_web::test]
async fn every_page_keeps_scripts_and_frames_of_others_out() {
    let site = Site::start().await;
    for (_, path) in pages().into_iter().filter(|(method, _)| *method == Method::GET) {
        let response = reqwest::get(format!("{}{path}", site.url())).await.unwrap();
        let header = |name: &str| {
            let value = response.headers().get(name);
            value.map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        let policy = header("content-security-policy");
        // An option of a list is no page.
        if path != "/places" {
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        }
    }
}

#[actix_web::test]
async fn people_s_mistakes_do_no_harm() {
    let site = Site::start().await;
    let mut asha = Browser::of(&site);
    let email = "asha.desk@example.com";
    let form = asha.book_form(1).await;
    let filled =
        with(&with(&form, &ASHA), &[("email", email), ("password", PASSWORD), ("seat0-0", "9A")]);

    // Nothing is said to be wrong but what is, and what was typed stays.
    let wrong =
        with(&form, &[("given0", "Asha"), ("family0", ""), ("do", "book"), ("email", "none")]);
    let told = asha.post("/book", &wrong).await;
    assert_eq!(told.status, 422);
    assert!(told.page.contains("family0-wrong") && told.page.contains("email-wrong"));
    assert!(told.page.contains("value=\"Asha\""), "what was typed is gone");

    // All that is wrong is told at once, and whose it is where more than one travel.
    let two = asha.book_form(2).await;
    let young = [("born1", "2020-01-01"), ("promo", "NOSUCHCODE"), ("email", email)];
    let told = asha.post("/book", &with(&with(&two, &ASHA), &young)).await;
    for said in ["Traveller 2: ", "must be 12 or older", "no such code", "password-wrong"] {
        assert!(told.page.contains(said), "{said} is not in {}", told.page);
    }

    // An offer lapses while somebody types: it is renewed, and booked.
    site.clock.advance(Duration::minutes(40));
    let booked = asha.post("/book", &filled).await;
    assert_eq!(booked.status, 303, "{}", booked.page);

    // Pressed again, gone back to, in another tab: the same trip.
    for _ in 0..2 {
        // An offer that is renewed has another id by then.
        site.clock.advance(Duration::seconds(2));
        assert_eq!(asha.post("/book", &filled).await.leads_to, booked.leads_to);
    }

    // Somebody else wants the seat: they are told so, and keep what they typed.
    let mut ravi = Browser::of(&site);
    let form = ravi.book_form(1).await;
    let mine = [("email", "ravi.desk@example.com"), ("password", PASSWORD), ("seat0-0", "9A")];
    let late = ravi.post("/book", &with(&with(&form, &ASHA), &mine)).await;
    assert_eq!(late.status, 422);
    assert!(
        late.page.contains("Seat 9A was taken meanwhile") && late.page.contains("value=\"Rao\"")
    );
    let other = [("email", "ravi.desk@example.com"), ("seat0-0", "9B")];
    let booked_too = ravi.post("/book", &with(&with(&form, &ASHA), &other)).await;
    assert_ne!(booked_too.leads_to, booked.leads_to, "{}", booked_too.page);

    // A login ends meanwhile: the same form asks for the password, and goes on.
    asha.cookies.remove("airside_session");
    let form = asha.book_form(1).await;
    let again: Vec<_> = ASHA.into_iter().chain(iter::once(("email", email))).collect();
    let asks = asha.post("/book", &with(&form, &again)).await;
    assert!(asks.page.contains("name=\"password\""), "{}", asks.page);
    let known: Vec<_> =
        again.into_iter().chain([("account", "known"), ("password", PASSWORD)]).collect();
    assert_eq!(asha.post("/book", &with(&form, &known)).await.status, 303);

    // A hold that has ended does not stand in the way of another, and nothing was charged.
    site.clock.advance(Duration::minutes(20));
    let ended = asha.get(&booked.leads_to).await;
    assert!(ended.page.contains("for sale again"), "{}", ended.page);
    let anew = asha.post("/book", &filled).await;
    assert_eq!(anew.status, 303);
    assert_ne!(anew.leads_to, booked.leads_to);
}

#[actix_web::test]
async fn a_promo_code_is_in_the_price_before_anything_is_booked() {
    let site = Site::start().await;
    let code = json!({"code": "TENTH", "percent": 10, "limit": 1, "reason": "The winter campaign"});
    site.admin("Meera").await.post("/v1/admin/promo-codes", &code).await.expect(201);

    let mut asha = Browser::of(&site);
    let form = asha.book_form(2).await;
    let of = |page: &str| between(page, "class=\"total\"", "</dd>").to_owned();
    let without = asha.post("/book", &with(&form, &[("do", "look")])).await;
    let shown = asha.post("/book", &with(&form, &[("do", "look"), ("promo", "tenth")])).await;
    assert!(shown.page.contains("Discount") && of(&shown.page) != of(&without.page));

    let ravi = [
        ("given1", "Ravi"),
        ("family1", "Rao"),
        ("born1", "1988-02-01"),
        ("gender1", "MALE"),
        ("email", "asha.promo@example.com"),
        ("password", PASSWORD),
        ("promo", "tenth"),
    ];
    let booked = asha.post("/book", &with(&with(&form, &ASHA), &ravi)).await;
    let trip = asha.get(&booked.leads_to).await;
    assert_eq!(of(&trip.page), of(&shown.page), "what was shown is what it costs");

    // Its one use is theirs: the button pressed again shows the same trip.
    let again = asha.post("/book", &with(&with(&form, &ASHA), &ravi)).await;
    assert_eq!(again.leads_to, booked.leads_to, "{}", again.page);
}

#[actix_web::test]
async fn a_trip_is_found_by_reference_and_name_and_by_nothing_less() {
    let site = Site::start_with(|settings| settings.limits.login_per_minute_account = 10).await;
    let mut asha = Browser::of(&site);
    let form = asha.book_form(1).await;
    let fields = [("email", "asha.find@example.com"), ("password", PASSWORD)];
    let booked = asha.post("/book", &with(&with(&form, &ASHA), &fields)).await;
    let reference = booked.leads_to.rsplit('/').next().unwrap().to_owned();

    let mut finder = Browser::of(&site);
    let wrong = finder.post("/find", &pairs(&[("reference", &reference), ("family", "Ra")])).await;
    assert_eq!(wrong.status, 422);
    let lower = reference.to_lowercase();
    let found = finder.post("/find", &pairs(&[("reference", &lower), ("family", " rao ")])).await;
    assert_eq!(found.leads_to, booked.leads_to);
    assert_eq!(finder.get(&found.leads_to).await.status, 200);
    // For a day.
    site.clock.advance(Duration::hours(25));
    assert!(finder.get(&found.leads_to).await.leads_to.starts_with("/login"));

    // Guesses are counted.
    let mut guesser = Browser::of(&site);
    let mut statuses = Vec::new();
    for _ in 0..12 {
        let guess = pairs(&[("reference", reference.as_str()), ("family", "Guess")]);
        statuses.push(guesser.post("/find", &guess).await.status);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[actix_web::test]
async fn where_there_is_no_desk_the_api_stands_alone() {
    let site = Site::start_with(|settings| settings.server.desk = false).await;
    let mut anybody = Browser::of(&site);
    assert!(anybody.get("/").await.page.contains("A server that sells flights"));
    for path in ["/search", "/login", "/desk", "/trips/AAAAAA"] {
        assert_eq!(anybody.get(path).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn a_button_pressed_twice_cancels_for_nobody_else() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let operator = site.operator("Meera", Role::Agent).await;
    let mut staff = Browser::of(&site);
    staff.log_in(&email_of(&operator).await).await;
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha"), adult("Ravi")]).await;
    let reference = booking["booking_ref"].as_str().unwrap();
    let one = booking["passengers"][0]["id"].as_str().unwrap();
    let fields = pairs(&[("journey", "DEPARTING"), ("passenger", one), ("reason", "She is ill.")]);
    let address = format!("/desk/bookings/{reference}/cancel");
    // What comes back is shown first, and nothing is done; nor is it for figures that are not shown.
    let shown = between(&staff.post(&address, &fields).await.page, "name=\"shown\" value=\"", "\"")
        .to_owned();
    let other = staff.post(&address, &with(&fields, &[("shown", "1")])).await;
    assert!(other.page.contains("Comes back"), "{}", other.page);
    assert_eq!(asha.booking(&booking).await["status"], "CONFIRMED");
    for _ in 0..2 {
        let done = staff.post(&address, &with(&fields, &[("shown", &shown)])).await;
        assert_eq!(done.leads_to, format!("/desk/bookings/{reference}"), "{}", done.page);
    }
    let history = format!("/v1/admin/bookings/{reference}/history");
    let history = operator.get(&history).await.expect(200).to_string();
    assert!(history.contains(&format!("\"refund\":{{\"amount\":{shown},")), "{history}");
    let after = asha.booking(&booking).await;
    let statuses: Vec<_> =
        after["passengers"].as_array().unwrap().iter().map(|it| it["status"].clone()).collect();
    assert_eq!(statuses, ["CANCELLED", "CONFIRMED"]);
    // The traveller's own form, from before somebody else had left.
    let mut browser = Browser::of(&site);
    browser.log_in(&email_of(&asha).await).await;
    let old = pairs(&[("journey", "DEPARTING"), ("passenger", one)]);
    let asked = browser.post(&format!("/trips/{reference}/cancel"), &old).await;
    assert!(asked.page.contains("does not travel"), "{}", asked.page);
}
