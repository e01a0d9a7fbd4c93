//! HEAD answers wherever GET does, and OPTIONS and 405 name what would.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::test::TestRequest;

use crate::samples::address;
use crate::service::{Answer, Service, signed};
use crate::variations::description;

/// Every path that answers GET, pages too.
fn readable() -> Vec<String> {
    let api = description();
    let paths = api["paths"].as_object().unwrap();
    let described = paths.iter().filter(|(_, methods)| methods["get"].is_object());
    let pages = [
        "/",
        "/docs",
        "/docs/",
        "/assets/1/docs.js",
        "/openapi.json",
        "/openapi-3.0.json",
        "/payments/return?token=x",
        "/nothing",
    ];
    described.map(|(path, _)| address(path)).chain(pages.map(str::to_owned)).collect()
}

/// What is the same however often one asks.
fn lasting(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    let headers = answer.headers.iter().map(|(name, it)| (name.to_string(), it.as_bytes().into()));
    headers.filter(|(name, _)| name != "x-request-id" && name != "ratelimit").collect()
}

#[actix_web::test]
async fn whatever_answers_get_answers_head_without_a_body() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    for path in readable() {
        let get = service.get(&path, &key).await;
        let head = TestRequest::default().method(Method::HEAD).uri(&path);
        let head = service.call(signed(head, &key)).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(lasting(&head), lasting(&get), "{path}");
        assert_eq!(head.text, "", "{path}");
    }
}

#[actix_web::test]
async fn head_is_no_way_around_what_get_asks_for() {
    let service = Service::start();
    for (path, status) in [("/v1/users/me", 401), ("/v1/users", 405), ("/v1/nothing", 404)] {
        let head = TestRequest::default().method(Method::HEAD).uri(path);
        assert_eq!(service.call(head).await.status, status, "{path}");
    }
}

#[actix_web::test]
async fn a_method_that_a_path_does_not_take_is_refused_with_those_that_it_does() {
    let service = Service::start();
    for (path, allowed) in [
        ("/v1/users", "POST, OPTIONS"),
        ("/v1/api-keys", "GET, HEAD, POST, OPTIONS"),
        ("/v1/bookings/K7Q2MZ", "GET, HEAD, DELETE, OPTIONS"),
        ("/v1/webhooks/stripe", "POST, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
        ("/payments/return", "GET, HEAD, OPTIONS"),
        ("/openapi.json", "GET, HEAD, OPTIONS"),
        ("/docs", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ] {
        let refused = service.call(TestRequest::patch().uri(path)).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (405, "method_not_allowed"));
        assert_eq!(refused.header("allow"), Some(allowed), "{path}");

        let asked = TestRequest::default().method(Method::OPTIONS).uri(path);
        let told = service.call(asked).await;
        assert_eq!((told.status.as_u16(), told.text.as_str()), (204, ""), "{path}");
        assert_eq!(told.header("allow"), Some(allowed), "{path}");
    }
    let nowhere = TestRequest::default().method(Method::OPTIONS).uri("/v1/nothing");
    assert_eq!(service.call(nowhere).await.code(), "not_found");
}
