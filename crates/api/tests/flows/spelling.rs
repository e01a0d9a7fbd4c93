//! What people write in their own way: codes, telephone numbers, and names that tickets must spell.

use serde_json::{Value, json};

use crate::journeys::{DAY, adult, request, with};
use crate::site::Site;

#[actix_web::test]
async fn codes_are_read_in_any_case_and_answered_in_one() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let number = offer["segments"][0]["flight_number"].as_str().unwrap();
    let (airline, digits) = number.split_at(2);
    for written in [number.to_lowercase(), format!("{airline}+{digits}"), format!("+6e{digits}+")] {
        let query = format!("origin=del&destination=bom&departure_date={DAY}&max_stops=0");
        let found = asha.offers(&format!("{query}&flight_number={written}")).await;
        assert!(!found.is_empty(), "{written}");
        assert!(found.iter().all(|it| it["segments"][0]["flight_number"] == number), "{written}");
        let flights = asha.get(&format!("/v1/flights?flight_number={written}")).await.expect(200);
        assert_eq!(flights["data"][0]["flight_number"], number, "{written}");
    }
    let only = format!("origin=DEL&destination=BOM&departure_date={DAY}&airlines=6e,+sg");
    let sellers = asha.offers(&only).await;
    assert!(sellers.iter().any(|it| it["airline"]["code"] == "6E"));
    assert!(
        sellers.iter().all(|it| ["6E", "SG"].map(Value::from).contains(&it["airline"]["code"]))
    );
    asha.get(&format!("/v1/offers?{only}&via=dxb&cabin=economy")).await.expect(200);

    assert_eq!(asha.get("/v1/airports/lhr").await.expect(200)["iata"], "LHR");
    assert_eq!(asha.get("/v1/airports/%20Lhr").await.expect(200)["iata"], "LHR");
    assert_eq!(asha.get("/v1/airlines/6e").await.expect(200)["code"], "6E");
    let indian = asha.get("/v1/airports?country=in&limit=1").await.expect(200);
    assert_eq!(indian["data"][0]["country"], "IN");

    let booking = asha.book(&[&offer], &[with(adult("Asha"), "seats", json!(["12a"]))]).await;
    assert_eq!(crate::journeys::seats(&booking), ["12A"]);
    let reference = booking["booking_ref"].as_str().unwrap();
    let small = format!("/v1/bookings/{}", reference.to_lowercase());
    assert_eq!(asha.get(&small).await.expect(200)["booking_ref"], reference);
    let payment = asha.post(&format!("{small}/payments"), &json!({})).once().await.expect(201);
    assert_eq!(payment["booking_ref"], reference);
}

#[actix_web::test]
async fn a_telephone_number_is_kept_as_e164_has_it() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let contact = json!({"email": "asha@example.com", "phone": "+91 (0)98765-432.10"});
    let body = with(request(&[&offer], &[adult("Asha")]), "contact", contact);
    let booking = asha.try_book(&body).await.expect(201);
    assert_eq!(booking["contact"]["phone"], "+919876543210");
}

#[actix_web::test]
async fn a_booking_shows_the_name_that_its_ticket_will_bear() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let named = |given: Value, family: &str| {
        with(with(adult("Asha"), "given_name", given), "family_name", family)
    };
    for (passenger, ticket_name) in [
        (named(json!("Asha"), "Rao"), "RAO/ASHA"),
        (named(json!("Søren"), "Ærøskøbing"), "AEROESKOEBING/SOEREN"),
        (named(json!("Łucja"), "Weiß-Müller"), "WEISSMUELLER/LUCJA"),
        (named(json!("Фёдор"), "Щукин"), "SHCHUKIN/FEDOR"),
        (named(Value::Null, "Sukarno"), "SUKARNO/FNU"),
        (
            with(
                with(named(json!("太郎"), "山田"), "latin_given_name", "Taro"),
                "latin_family_name",
                "Yamada",
            ),
            "YAMADA/TARO",
        ),
    ] {
        let booking = asha.book(&[&offer], &[passenger]).await;
        assert_eq!(booking["passengers"][0]["ticket_name"], ticket_name);
        asha.pay(&booking, "pm_card_visa").await;
        let paid = asha.booking(&booking).await;
        let is_confirmed = with(booking["passengers"][0].clone(), "status", "CONFIRMED");
        assert_eq!(paid["passengers"][0], is_confirmed);
    }
}

#[actix_web::test]
async fn a_name_without_a_spelling_is_asked_for_in_latin_letters() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let given = "/passengers/0/latin_given_name";
    let family = "/passengers/0/latin_family_name";
    let named = |given: &str, family: &str| {
        with(with(adult("Asha"), "given_name", given), "family_name", family)
    };
    for (passenger, code, pointers) in [
        (named("太郎", "山田"), "latin_name_required", vec![given, family]),
        (named("الفاروق", "Khan"), "latin_name_required", vec![given]),
        (named("Asha", "Παπαδόπουλος"), "latin_name_required", vec![family]),
        (
            with(named("太郎", "山田"), "hand_baggage_kg", 300),
            "invalid_request",
            vec!["/passengers/0/hand_baggage_kg", given, family],
        ),
        (named("😀", "Rao"), "invalid_request", vec!["/passengers/0/given_name"]),
        (with(named("太郎", "Rao"), "latin_given_name", "たろう"), "invalid_request", vec![given]),
    ] {
        let refused = asha.try_book(&request(&[&offer], &[passenger])).await;
        assert_eq!(refused.blamed(code), pointers);
    }
}
