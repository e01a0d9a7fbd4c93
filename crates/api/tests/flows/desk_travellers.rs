//! The desk's pages about one traveller: their travel document, their name at the counter, and what
//! a change of their journey asks for.

use airside_app::account::Role;
use serde_json::Value;

use crate::browser::{Browser, pairs};
use crate::call::Client;
use crate::journeys::{DAY, DAY_BACK, adult};
use crate::site::Site;

async fn browser(site: &Site, caller: &Client) -> Browser {
    let me = caller.get("/v1/users/me").await.expect(200);
    let mut browser = Browser::of(site);
    browser.log_in(me["email"].as_str().unwrap()).await;
    browser
}

fn trip(booking: &Value) -> String {
    format!("/trips/{}", booking["booking_ref"].as_str().unwrap())
}

fn first(booking: &Value, what: &str) -> String {
    format!(
        "{}/travellers/{}{what}",
        trip(booking),
        booking["passengers"][0]["id"].as_str().unwrap()
    )
}

#[actix_web::test]
async fn a_travel_document_is_asked_for_where_a_border_is_crossed() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let abroad = asha.offer("BA", "DXB-LHR", DAY).await;
    let at_home = asha.offer("6E", "DEL-BOM", DAY).await;
    let abroad = asha.buy(&[&abroad], &[adult("Asha")]).await;
    let at_home = asha.buy(&[&at_home], &[adult("Asha")]).await;
    let mut desk = browser(&site, &asha).await;

    assert!(!desk.get(&trip(&at_home)).await.page.contains("Travel document"));
    let shown = desk.get(&trip(&abroad)).await.page;
    assert!(shown.contains("Travel document") && shown.contains("needed by"), "{shown}");

    let here = first(&abroad, "/document");
    assert!(desk.get(&here).await.page.contains("India"));
    let wrong = [("number", "A<B"), ("issuing", "ZZ"), ("nationality", ""), ("expires", "soon")];
    let told = desk.post(&here, &pairs(&wrong)).await;
    assert_eq!(told.status, 422);
    for field in ["kind", "number", "issuing", "nationality", "expires"] {
        assert!(told.page.contains(&format!("id=\"{field}-wrong\"")), "{field}: {}", told.page);
    }
    let right = |expires| {
        pairs(&[
            ("kind", "PASSPORT"),
            ("number", "z 1234567"),
            ("issuing", "IN"),
            ("nationality", "IN"),
            ("expires", expires),
        ])
    };
    let told = desk.post(&here, &right("2026-11-30")).await;
    assert!(told.page.contains("valid until the trip ends"), "{}", told.page);
    assert_eq!(desk.post(&here, &right("2031-12-31")).await.leads_to, trip(&abroad));
    let kept = asha.booking(&abroad).await["passengers"][0]["travel_document"].clone();
    assert_eq!(kept["number_ending"], "4567");
    // What is kept is shown by its end alone.
    let again = desk.get(&here).await.page;
    assert!(again.contains("ends in 4567") && !again.contains("Z1234567"), "{again}");
    assert_eq!(desk.post(&format!("{here}/forget"), &[]).await.leads_to, trip(&abroad));
    let forgotten = asha.booking(&abroad).await;
    assert_eq!(forgotten["passengers"][0]["travel_document"], Value::Null);
}

#[actix_web::test]
async fn some_of_a_party_get_a_trip_of_their_own_however_often_the_button_is_pressed() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer_for("adults=2", "6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha"), adult("Ravi")]).await;
    let mut desk = browser(&site, &asha).await;
    let page = trip(&booking);
    assert!(desk.get(&page).await.page.contains("Split this trip"));
    let here = format!("{page}/split");
    let id = |at: usize| booking["passengers"][at]["id"].as_str().unwrap();
    for wrong in [vec![], vec![("passenger", id(0)), ("passenger", id(1))]] {
        let told = desk.post(&here, &pairs(&wrong)).await;
        assert!(told.status == 422 && told.page.contains("passenger-wrong"), "{}", told.page);
    }
    let one = pairs(&[("passenger", id(1))]);
    let (first, again) = (desk.post(&here, &one).await, desk.post(&here, &one).await);
    assert!(first.leads_to.starts_with("/trips/") && first.leads_to != page, "{}", first.page);
    assert_eq!(first.leads_to, again.leads_to);
    let half = desk.get(&first.leads_to).await.page;
    assert!(half.contains("Split from trip") && half.contains("Ravi"), "{half}");
    let rest = desk.get(&page).await.page;
    assert!(rest.contains("Others of this party") && !rest.contains("Split this trip"), "{rest}");
}

#[actix_web::test]
async fn a_name_is_put_right_at_the_counter_with_a_reason() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let agent = site.operator("Kiran", Role::Agent).await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let (mut staff, mut owner) = (browser(&site, &agent).await, browser(&site, &asha).await);

    let here = first(&booking, "").replace("/trips/", "/desk/bookings/");
    let page = trip(&booking).replace("/trips/", "/desk/bookings/");
    assert!(staff.get(&page).await.page.contains("Correct a name"));
    assert_eq!(owner.get(&here).await.status, 404);
    let told = staff.post(&here, &pairs(&[("given", "R2D2"), ("family", "")])).await;
    assert_eq!(told.status, 422);
    for field in ["given", "family", "reason"] {
        assert!(told.page.contains(&format!("id=\"{field}-wrong\"")), "{field}: {}", told.page);
    }
    let right = [("given", "Somebody"), ("family", "Else"), ("reason", "Mistyped by us.")];
    assert_eq!(staff.post(&here, &pairs(&right)).await.status, 303);
    assert_eq!(asha.booking(&booking).await["passengers"][0]["ticket_name"], "ELSE/SOMEBODY");
}

#[actix_web::test]
async fn a_change_says_what_is_missing_and_offers_no_day_out_of_order() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let out = asha.offer("6E", "DEL-BOM", DAY).await;
    let back = asha.offer("6E", "BOM-DEL", DAY_BACK).await;
    let booking = asha.buy(&[&out, &back], &[adult("Asha")]).await;
    let mut desk = browser(&site, &asha).await;
    let asked = |query: &str| format!("{}/change?{query}", trip(&booking));

    let first = desk.get(&format!("{}/change", trip(&booking))).await;
    assert!(first.status == 200 && !first.page.contains("class=\"wrong\""));
    for (query, field, status) in [
        ("day=2026-12-02", "journey", 422),
        ("journey=DEPARTING&day=", "day", 422),
        ("journey=DEPARTING&day=2020-01-01", "day", 422),
        ("journey=DEPARTING&day=2026-12-09", "day", 422),
        ("journey=RETURNING&day=2026-11-30", "day", 422),
        ("journey=RETURNING&day=2026-12-06", "", 200),
    ] {
        let told = desk.get(&asked(query)).await;
        assert_eq!(told.status, status, "{query}");
        let is_told = told.page.contains(&format!("id=\"{field}-wrong\""));
        assert_eq!(is_told, status == 422, "{query}: {}", told.page);
    }
}
