//! Every body that the API takes, with every field wrong in every way: the answer names the
//! field, and no other.
//!
//! What a body has is asked of the description of the API, so that a new call or a new field
//! cannot be forgotten: it is missing in the samples, and a test says so.

use std::collections::BTreeSet;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::Value;
use time::Duration;

use crate::samples::{self, Sample};
use crate::service::{Answer, Service, signed};
use crate::staff::administrator;
use crate::variations::{
    Change, description, fields_described, fields_of, method_of, schema_of, vary, with_twice,
};

/// The gateway's own events: they are kept as they come.
const WEBHOOK: &str = "/v1/webhooks/stripe";

#[test]
fn every_call_that_takes_a_body_has_a_sample_with_every_field() {
    let api = description();
    let paths = api["paths"].as_object().unwrap().keys();
    let known: BTreeSet<_> =
        paths.map(String::as_str).filter(|path| takes_body(&api, path)).collect();
    let samples = samples::all();
    let tried = samples.iter().map(|sample| sample.path).chain([WEBHOOK]);
    assert_eq!(tried.collect::<BTreeSet<_>>(), known);

    for path in known.into_iter().filter(|path| *path != WEBHOOK) {
        let bodies = samples.iter().filter(|sample| sample.path == path);
        let said: BTreeSet<_> = bodies.flat_map(|sample| fields_of(&sample.body)).collect();
        for field in fields_described(&api, &schema_of(&api, path), "") {
            assert!(said.contains(&field), "{path} has no sample of {field}");
        }
    }
}

/// Whether something can be said in a body of a call to this path; an empty object may be sent where
/// nothing can.
fn takes_body(api: &Value, path: &str) -> bool {
    let call = &api["paths"][path][method_of(api, path)];
    call["requestBody"].is_object() || samples::all().iter().any(|sample| sample.path == path)
}

#[actix_web::test]
async fn a_field_that_is_missing_or_of_another_type_is_named_and_no_other() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let api = description();
    for sample in samples::all() {
        let mut wrong = Vec::new();
        vary(&api, &schema_of(&api, sample.path), &sample.body, "", &mut wrong);
        assert!(wrong.len() >= 2, "an object is always asked for");
        for (pointer, changed) in wrong {
            let body = changed.apply(&sample.body, &pointer);
            let answer = send(&service, &key, &sample, &body).await;
            assert_blamed(
                &answer,
                &[&changed.blamed(&pointer)],
                &format!("{} {body}", sample.path),
            );
        }
    }
}

#[actix_web::test]
async fn a_field_that_is_there_twice_is_named_and_no_other() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    for sample in samples::all() {
        for pointer in fields_of(&sample.body) {
            if sample.body.pointer(&pointer).is_none() {
                continue;
            }
            let body = with_twice(&sample.body, "", &pointer);
            let answer = send(&service, &key, &sample, &body).await;
            assert_blamed(&answer, &[&pointer], &format!("{} {body}", sample.path));
        }
    }
}

#[actix_web::test]
async fn a_field_that_is_too_long_or_out_of_range_is_named_and_no_other() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    for sample in samples::all() {
        for (pointer, value) in &sample.out_of_shape {
            let body = Change::Replace(value.clone()).apply(&sample.body, pointer);
            let answer = send(&service, &key, &sample, &body).await;
            assert_blamed(&answer, &[pointer], &format!("{} {body:.300}", sample.path));
        }
    }
}

#[actix_web::test]
async fn a_parameter_that_is_there_twice_or_that_nobody_knows_is_named() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let api = description();
    for (path, methods) in api["paths"].as_object().unwrap() {
        let parameters = methods["get"]["parameters"].as_array().into_iter().flatten();
        let mut names =
            parameters.filter(|it| it["in"] == "query").map(|it| &it["name"]).peekable();
        if names.peek().is_none() {
            continue;
        }
        let twice =
            names.map(|name| name.as_str().unwrap()).map(|it| (it, format!("{it}=1&{it}=1")));
        let unknown = ("nobody_knows", "nobody_knows=1".to_owned());
        for (name, query) in twice.chain([unknown]) {
            service.clock.advance(Duration::SECOND);
            let address = format!("{}?{query}", samples::address(path));
            let answer = service.get(&address, &key).await;
            assert_eq!(answer.code(), "invalid_request", "{address}");
            assert!(answer.pointers().contains(&format!("/{name}")), "{address}: {}", answer.text);
        }
    }
}

#[actix_web::test]
async fn an_empty_object_is_told_all_that_it_lacks() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let booking = samples::all().into_iter().find(|it| it.path == "/v1/bookings").unwrap();
    let answer = send(&service, &key, &booking, "{}").await;
    assert_blamed(&answer, &["/offers", "/passengers", "/contact"], "{}");
    let answer =
        send(&service, &key, &booking, r#"{"offers":["x"],"passengers":[{}],"contact":{}}"#).await;
    let missing = [
        "/passengers/0/family_name",
        "/passengers/0/gender",
        "/passengers/0/date_of_birth",
        "/contact/email",
    ];
    assert_blamed(&answer, &missing, "empty people");
}

/// What a parser or a programming language would say, and the API does not.
const FOREIGN: [&str; 11] = [
    "struct",
    "u8",
    "u32",
    "i64",
    "usize",
    "invalid digit",
    "elements",
    "invalid type",
    "invalid value",
    "urn:uuid",
    "column",
];

#[actix_web::test]
async fn details_speak_the_words_of_the_api() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let api = description();
    for sample in samples::all() {
        let mut wrong = Vec::new();
        vary(&api, &schema_of(&api, sample.path), &sample.body, "", &mut wrong);
        let ranges = sample.out_of_shape.iter();
        wrong.extend(ranges.map(|(at, value)| ((*at).to_owned(), Change::Replace(value.clone()))));
        for (pointer, changed) in wrong {
            let body = changed.apply(&sample.body, &pointer);
            let answer = send(&service, &key, &sample, &body).await;
            for error in answer.json()["errors"].as_array().unwrap() {
                let detail = error["detail"].as_str().unwrap();
                let foreign = FOREIGN.iter().find(|word| detail.contains(**word));
                assert_eq!(foreign, None, "{} {pointer}: {detail}", sample.path);
            }
        }
    }
}

#[actix_web::test]
async fn details_of_parameters_speak_them_too() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let api = description();
    for (path, methods) in api["paths"].as_object().unwrap() {
        let parameters = methods["get"]["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|it| it["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            for value in ["", "-1", "1.5", "%00", "a%20b", "99999999999999999999"] {
                service.clock.advance(Duration::SECOND);
                let address = format!("{}?{name}={value}", samples::address(path));
                let answer = service.get(&address, &key).await;
                if answer.header("Content-Type") == Some("application/problem+json") {
                    let foreign = FOREIGN.iter().find(|word| answer.text.contains(**word));
                    assert_eq!(foreign, None, "{address}: {}", answer.text);
                }
            }
        }
    }
}

#[actix_web::test]
async fn one_answer_names_everything_that_is_wrong() {
    let service = Service::start();
    let (_, key) = administrator(&service).await;
    let booking = samples::all().into_iter().find(|it| it.path == "/v1/bookings").unwrap();
    let body = r#"{
        "offers": [],
        "passengers": [
            {"given_name": "", "family_name": 7, "gender": "F", "date_of_birth": "1990-02-30",
             "seats": ["12A", "roof", 3], "infant_of": -1, "colour": "red"},
            ["Asha", "Rao"],
            {"given_name": "Asha", "given_name": "Asha", "gender": "FEMALE"}
        ],
        "extra_baggage_mode": "FREE",
        "contact": {"phone": "ring"},
        "promo": "X"
    }"#;
    let answer = send(&service, &key, &booking, body).await;
    let mut named = answer.pointers();
    named.sort();
    let expected = [
        "/contact/email",
        "/contact/phone",
        "/extra_baggage_mode",
        "/offers",
        "/passengers/0/colour",
        "/passengers/0/date_of_birth",
        "/passengers/0/family_name",
        "/passengers/0/gender",
        "/passengers/0/given_name",
        "/passengers/0/infant_of",
        "/passengers/0/seats/1",
        "/passengers/0/seats/2",
        "/passengers/1",
        "/passengers/2/date_of_birth",
        "/passengers/2/family_name",
        "/passengers/2/given_name",
        "/promo",
    ];
    assert_eq!(named, expected);
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "invalid_request"));
}

async fn send(service: &Service, key: &str, sample: &Sample, body: &str) -> Answer {
    service.clock.advance(Duration::SECOND);
    let method = match method_of(&description(), sample.path) {
        "put" => Method::PUT,
        "patch" => Method::PATCH,
        _ => Method::POST,
    };
    let request = TestRequest::default()
        .method(method)
        .uri(&samples::address(sample.path))
        .insert_header(("Idempotency-Key", "once"))
        .insert_header(("Content-Type", "application/json"))
        .set_payload(body.to_owned());
    service.call(signed(request, key)).await
}

#[track_caller]
fn assert_blamed(answer: &Answer, pointers: &[&str], what: &str) {
    let (status, code) = (answer.status.as_u16(), answer.code());
    assert_eq!((status, code.as_str()), (422, "invalid_request"), "{what}: {}", answer.text);
    assert_eq!(answer.pointers(), pointers, "{what}");
}
