//! The habits of HTTP that clients count on, over a real connection.

use reqwest::Method;
use serde_json::{Value, json};

use crate::call::{Answer, Client};
use crate::journeys::{DAY, adult, path, payments, request};
use crate::site::{Site, new_user};

/// Asks by HEAD for what GET answers, and whether both say the same.
async fn heads(client: &Client, address: &str) {
    let get = client.get(address).await;
    let head = client.call(Method::HEAD, address).await;
    assert_eq!((head.status, head.bytes.len()), (get.status, 0), "{address}");
    let length = get.bytes.len().to_string();
    assert_eq!(head.header("content-length"), Some(length.as_str()), "{address}");
    for name in ["content-type", "content-disposition", "cache-control", "etag"] {
        assert_eq!(head.header(name), get.header(name), "{address} {name}");
    }
}

#[actix_web::test]
async fn what_can_be_read_can_be_asked_for_by_head_alone() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booking = asha.buy(&[&offer], &[adult("Asha")]).await;
    let ticket = asha.ready_documents(&booking, 1).await.remove(0);
    let flight = offer["segments"][0]["flight_id"].as_str().unwrap();

    heads(&site.anybody(), ticket["url"].as_str().unwrap()).await;
    heads(&site.anybody(), "/openapi.json").await;
    for address in [&*path(&booking), &format!("/v1/flights/{flight}"), "/v1/airports/DEL"] {
        heads(&asha, address).await;
    }
}

/// The address that a 201 gives, if it is one of ours.
fn location(site: &Site, made: &Answer) -> String {
    made.expect(201);
    let location = made.header("location").unwrap().to_owned();
    assert!(location.starts_with(&format!("{}/v1/", site.url())), "{location}");
    location
}

#[actix_web::test]
async fn what_was_made_is_at_the_address_that_its_answer_gives() {
    let site = Site::start().await;
    let signed_up = site.anybody().post("/v1/users", &new_user("Asha")).await;
    let key = signed_up.expect(201)["api_key"]["key"].as_str().unwrap().to_owned();
    let asha = site.anybody().with_bearer(&key);
    let mut me = asha.get(&location(&site, &signed_up)).await.expect(200);
    // What the caller may do belongs to the call, not to the account.
    me.as_object_mut().unwrap().remove("scopes").unwrap();
    assert_eq!(me, signed_up.json()["user"]);

    let added = asha.post("/v1/api-keys", &json!({})).await;
    let keys = asha.get(&location(&site, &added)).await.expect(200);
    assert_eq!(keys["data"][0]["id"], added.json()["id"]);

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booked = asha.try_book(&request(&[&offer], &[adult("Asha")])).await;
    let booking = booked.expect(201);
    assert_eq!(asha.get(&location(&site, &booked)).await.expect(200), booking);

    let paid = asha.post(&payments(&booking), &json!({"payment_method": "pm_card_visa"})).once();
    let paid = paid.await;
    let attempts = asha.get(&location(&site, &paid)).await.expect(200);
    assert_eq!(attempts["data"][0]["id"], paid.json()["id"]);

    let quoted = asha.quote(&booking, &json!({})).await;
    let quote = asha.get(&location(&site, &quoted)).await.expect(200);
    assert_eq!(quote["id"], quoted.json()["id"]);
}

#[actix_web::test]
async fn a_request_that_was_written_anew_is_the_same_request() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let mut wish = request(&[&offer], &[adult("Asha")]);
    let first = asha.post("/v1/bookings", &wish).key("trip").await;
    assert!(!first.is_replay());

    wish["promo_code"] = Value::Null;
    let members = wish.as_object().unwrap().iter().rev();
    let members: Vec<_> = members.map(|(name, it)| format!("{name:?} :\n {it:#}")).collect();
    let rewritten = format!("{{ {} }}\n", members.join(" ,\n"));
    let again = asha.call(Method::POST, "/v1/bookings").key("trip").raw_body(rewritten).await;
    assert_eq!(again.expect(201), first.expect(201));
    assert!(again.is_replay());
    assert_eq!(again.header("location"), first.header("location"));

    wish["contact"]["email"] = json!("ravi@example.com");
    let other = asha.post("/v1/bookings", &wish).key("trip").await;
    other.refused(422, "idempotency_key_reused");
}

#[actix_web::test]
async fn a_cursor_of_offers_is_good_for_the_same_search_by_either_call() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let search = json!({
        "origin": "DEL", "destination": "BOM", "departure_date": DAY, "max_stops": 1, "limit": 3,
    });
    let query = format!("origin=DEL&destination=BOM&departure_date={DAY}&max_stops=1");
    let first = asha.post("/v1/offers/search", &search).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();

    let mut next = search.clone();
    next["cursor"] = json!(cursor);
    let posted = asha.post("/v1/offers/search", &next).await.expect(200);
    let got = asha.get(&format!("/v1/offers?{query}&limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!(got["departing"].as_array().unwrap().len(), 3);
    assert_eq!(posted["next_cursor"], got["next_cursor"]);

    for other in [
        format!("{query}&adults=2"),
        format!("{query}&sort=PRICE"),
        format!("{query}&refundable=true"),
        query.replace("BOM", "BLR"),
        query.replace("max_stops=1", "max_stops=0"),
    ] {
        let refused = asha.get(&format!("/v1/offers?{other}&cursor={cursor}")).await;
        assert_eq!(refused.blamed("invalid_cursor"), ["/cursor"], "{other}");
    }
    next["cabin"] = json!("BUSINESS");
    let refused = asha.post("/v1/offers/search", &next).await;
    assert_eq!(refused.blamed("invalid_cursor"), ["/cursor"]);
}
