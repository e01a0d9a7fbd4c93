//! What browsers are told: which pages may call, and that only https will do.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;

use crate::service::{Answer, Service, signed};

const SHOP: &str = "https://shop.example";
const EXPOSED: [&str; 7] = [
    "Location",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "Idempotent-Replayed",
    "X-Request-Id",
    "ETag",
];

fn with_a_shop() -> Service {
    Service::start_as(|settings| {
        settings.cors_origins = vec!["http://localhost:3000".to_owned(), SHOP.to_owned()];
    })
}

fn preflight(path: &str, origin: &str) -> TestRequest {
    TestRequest::default()
        .method(Method::OPTIONS)
        .uri(path)
        .insert_header(("Origin", origin))
        .insert_header(("Access-Control-Request-Method", "POST"))
        .insert_header(("Access-Control-Request-Headers", "authorization,idempotency-key"))
}

fn list<'a>(answer: &'a Answer, header: &str) -> Vec<&'a str> {
    answer.header(header).unwrap_or_default().split(", ").filter(|it| !it.is_empty()).collect()
}

/// What lets a page call or read.
fn granted(answer: &Answer) -> Vec<String> {
    let names = answer.headers.keys().map(ToString::to_string);
    names.filter(|name| name.starts_with("access-control-")).collect()
}

#[actix_web::test]
async fn a_page_of_a_listed_origin_may_call_and_is_told_so_without_a_key() {
    let service = with_a_shop();
    for path in ["/v1/bookings", "/v1/bookings/K7Q2MZ", "/v1/nothing"] {
        let answer = service.call(preflight(path, SHOP)).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some(SHOP));
        let methods = list(&answer, "access-control-allow-methods");
        assert_eq!(methods, ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
        assert_eq!(
            list(&answer, "access-control-allow-headers"),
            ["Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id", "If-None-Match"]
        );
        assert_eq!(answer.header("vary"), Some("Origin"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert!(answer.header("x-request-id").is_some());
    }
}

#[actix_web::test]
async fn its_answers_can_be_read_also_when_they_are_refusals() {
    let service = with_a_shop();
    let key = service.key_of("asha@example.com").await;
    let from_shop = |request: TestRequest| request.insert_header(("Origin", SHOP));
    let me = from_shop(TestRequest::get().uri("/v1/users/me"));
    let nobody = from_shop(TestRequest::post().uri("/v1/bookings").set_json(json!({})));
    for (request, status) in [(signed(me, &key), 200), (nobody, 401)] {
        let answer = service.call(request).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("access-control-allow-origin"), Some(SHOP));
        assert_eq!(list(&answer, "access-control-expose-headers"), EXPOSED);
        assert!(answer.headers.get_all("vary").any(|it| it == "Origin"));
    }
}

#[actix_web::test]
async fn a_page_of_any_other_origin_is_told_nothing() {
    let service = with_a_shop();
    let key = service.key_of("asha@example.com").await;
    for origin in ["https://shop.example.evil", "http://shop.example", "null", "https://shop", ""] {
        let asked = service.call(preflight("/v1/bookings", origin)).await;
        assert_eq!((asked.status.as_u16(), granted(&asked)), (204, Vec::new()), "{origin}");
        let request = TestRequest::get().uri("/v1/users/me").insert_header(("Origin", origin));
        let answer = service.call(signed(request, &key)).await;
        assert_eq!((answer.status.as_u16(), granted(&answer)), (200, Vec::new()), "{origin}");
        assert_eq!(answer.header("vary"), Some("Origin"), "{origin}");
    }
}

#[actix_web::test]
async fn no_origin_is_listed_unless_somebody_does() {
    let service = Service::start();
    let asked = service.call(preflight("/v1/bookings", SHOP)).await;
    assert_eq!((asked.status.as_u16(), granted(&asked)), (204, Vec::new()));
    assert_eq!(asked.header("vary"), None);
}

#[actix_web::test]
async fn browsers_keep_to_https_where_clients_reach_us_by_it() {
    let plain = Service::start().get("/healthz", "").await;
    assert_eq!(plain.header("strict-transport-security"), None);
    let by_https = |settings: &mut airside_app::Settings| {
        settings.public_url = "https://air.example".to_owned();
    };
    let secure = Service::start_as(by_https);
    for path in ["/healthz", "/v1/users/me", "/nothing"] {
        let answer = secure.get(path, "").await;
        let told = answer.header("strict-transport-security");
        assert_eq!(told, Some("max-age=31536000"), "{path}");
    }
}
