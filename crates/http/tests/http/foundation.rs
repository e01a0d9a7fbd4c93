//! What holds for every call: problems, ids, headers, health, the description.

use std::sync::Arc;

use crate::service::{NOW, Service};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use airside_app::Ports;
use airside_app::ports::{Clock, Decision, Limit, Limits, LimitsError};
use async_trait::async_trait;
use serde_json::json;
use time::{Duration, OffsetDateTime};

#[actix_web::test]
async fn what_is_not_there_is_a_problem_with_the_id_of_its_request() {
    let service = Service::start();
    for path in ["/v1", "/v1/nothing", "/v1/users/me/", "/%00", "/%ff", "/v1/../etc"] {
        let request = TestRequest::get().uri(path).insert_header(("X-Request-Id", "trip-1"));
        let answer = service.call(request).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert_eq!(answer.header("x-request-id"), Some("trip-1"));
        assert_eq!(
            answer.json(),
            json!({
                "type": "http://127.0.0.1:8080/docs/errors#not_found",
                "title": "There is no such thing here",
                "status": 404,
                "detail": "There is no such thing here",
                "code": "not_found",
                "request_id": "trip-1",
            })
        );
    }
}

#[actix_web::test]
async fn a_wrong_method_is_a_problem_that_names_the_right_ones() {
    let service = Service::start();
    for path in ["/v1/users", "/v1/api-keys", "/healthz"] {
        let answer = service.call(TestRequest::put().uri(path)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (405, "method_not_allowed"));
        assert!(answer.header("allow").is_some_and(|allow| !allow.is_empty()), "{path}");
    }
}

#[actix_web::test]
async fn nobody_learns_what_is_wrong_with_a_body_before_they_are_known() {
    let service = Service::start();
    for authorization in [None, Some("Bearer nobody"), Some("Basic eDp5"), Some("Bearer ")] {
        let mut request = TestRequest::post().uri("/v1/api-keys").set_payload("{");
        if let Some(authorization) = authorization {
            request = request.insert_header(("Authorization", authorization));
        }
        let answer = service.call(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "unauthorized"));
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
}

#[actix_web::test]
async fn a_stale_token_does_not_stop_a_call_that_needs_none() {
    let service = Service::start();
    assert_eq!(service.get("/healthz", "stale").await.status, 200);
}

#[actix_web::test]
async fn a_counted_answer_tells_what_is_left() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    let answer = service.get("/v1/users/me", &key).await;
    assert_eq!(answer.header("ratelimit"), Some("\"api\";r=399;t=1"));
    assert_eq!(answer.header("ratelimit-policy"), Some("\"api\";q=400;w=4"));
    assert_eq!(answer.header("retry-after"), None);
}

#[actix_web::test]
async fn an_answer_is_kept_by_nobody_and_is_what_it_says() {
    let service = Service::start();
    let answer = service.get("/healthz", "").await;
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    assert_eq!(answer.header("x-request-id").map(str::len), Some(36));
}

#[actix_web::test]
async fn health_and_readiness_are_told_apart() {
    let service = Service::start();
    assert_eq!(service.get("/healthz", "").await.json(), json!({"status": "ok"}));
    assert_eq!(
        service.get("/readyz", "").await.json(),
        json!({
            "status": "up", "store": "up", "clock": "up", "bus": "up", "limits": "up", "blobs": "up",
            // Nothing answers at the address of its gateway, and it sells all the same.
            "payments": "down", "flights": 0,
        })
    );

    // Without the bus the service still sells.
    service.app.ports.bus.close().await;
    let without_bus = service.get("/readyz", "").await;
    assert_eq!(without_bus.status, 200);
    assert_eq!(without_bus.json()["bus"], "down");
}

/// A clock that goes by the store's, on a machine whose own is wrong.
struct OnAFastMachine(Duration);

#[async_trait]
impl Clock for OnAFastMachine {
    fn now(&self) -> OffsetDateTime {
        NOW
    }

    async fn pass(&self, _: Duration) {}

    fn machine_is_ahead(&self) -> Duration {
        self.0
    }
}

#[actix_web::test]
async fn a_node_whose_clock_is_two_seconds_off_is_not_ready() {
    for (milliseconds, status) in [(1_999, 200), (2_000, 503), (-2_000, 503)] {
        let clock = OnAFastMachine(Duration::milliseconds(milliseconds));
        let service = Service::start_with(|ports| Ports { clock: Arc::new(clock), ..ports });
        let answer = service.get("/readyz", "").await;
        assert_eq!(answer.status, status, "{milliseconds} ms");
        assert_eq!(answer.json()["clock"], if status == 200 { "up" } else { "down" });
    }
}

#[actix_web::test]
async fn requests_are_counted_by_route_and_never_by_path() {
    let service = Service::start();
    service.get("/v1/airports/DEL", "").await;
    service.get("/v1/secret-path", "").await;
    let answer = service.get("/metrics", "").await;
    let counted = r#"requests_total{method="GET",route="/v1/airports/{iata}",status="401"}"#;
    assert!(answer.text.contains(counted), "{}", answer.text);
    assert!(answer.text.contains("airside_build_info{version="));
    assert!(!answer.text.contains("secret-path"));
}

#[actix_web::test]
async fn a_method_that_a_client_made_up_is_counted_as_other() {
    let service = Service::start();
    let made_up = Method::from_bytes(b"MADEUP").unwrap();
    service.call(TestRequest::with_uri("/healthz").method(made_up)).await;
    let answer = service.get("/metrics", "").await;
    assert!(answer.text.contains(r#"method="OTHER""#), "{}", answer.text);
    assert!(!answer.text.contains("MADEUP"));
}

#[actix_web::test]
async fn the_description_has_every_call_and_how_to_sign_it() {
    let service = Service::start();
    let description = service.get("/openapi.json", "").await.json();
    assert_eq!(description["openapi"], "3.1.0");
    for (path, method) in [
        ("/v1/users", "post"),
        ("/v1/users/me", "get"),
        ("/v1/sessions", "post"),
        ("/v1/sessions", "delete"),
        ("/v1/sessions/refresh", "post"),
        ("/v1/api-keys", "get"),
        ("/v1/api-keys", "post"),
        ("/v1/api-keys/{id}", "delete"),
        ("/v1/airports", "get"),
        ("/v1/airports/{iata}", "get"),
        ("/v1/airlines", "get"),
        ("/v1/airlines/{code}", "get"),
        ("/v1/flights", "get"),
        ("/v1/flights/{id}", "get"),
        ("/healthz", "get"),
        ("/readyz", "get"),
        ("/metrics", "get"),
    ] {
        let call = &description["paths"][path][method];
        assert!(call["responses"].is_object(), "{method} {path}");
        assert!(call["tags"].is_array(), "{method} {path}");
    }
    for scheme in ["api_key", "access_token"] {
        let scheme = &description["components"]["securitySchemes"][scheme];
        assert_eq!((&scheme["type"], &scheme["scheme"]), (&json!("http"), &json!("bearer")));
    }
    assert!(description["components"]["schemas"]["Problem"]["example"].is_object());
}

#[actix_web::test]
async fn every_reference_of_the_description_leads_somewhere() {
    let description = Service::start().get("/openapi.json", "").await.json();
    let text = description.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(description.pointer(pointer).is_some(), "{pointer}");
    }
}

#[actix_web::test]
async fn pages_need_no_network_and_nothing_inline() {
    let service = Service::start();
    for path in ["/", "/about", "/docs", "/payments/return"] {
        let get = TestRequest::get().uri(path).insert_header(("Accept", "text/html,*/*;q=0.8"));
        let page = service.call(get).await;
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        for inline in ["<style", "style=", "http-equiv", "<script>", "onclick", "://"] {
            assert!(!page.text.contains(inline), "{path}: {inline}");
        }
    }
    for old in ["/docs/", "/docs/index.html"] {
        let redirect = service.get(old, "").await;
        assert_eq!((redirect.status.as_u16(), redirect.header("location")), (308, Some("/docs")));
    }
}

#[actix_web::test]
async fn the_files_of_a_page_are_kept_under_their_own_version_for_good() {
    let service = Service::start();
    let page = service.get("/docs", "").await.text;
    let addresses: Vec<_> = page.split('"').filter(|it| it.starts_with("assets/")).collect();
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    for address in addresses {
        let file = service.get(&format!("/{address}"), "").await;
        assert_eq!(file.status, 200, "{address}");
        assert!(file.header("cache-control").unwrap().contains("immutable"), "{address}");
        assert!(file.header("etag").is_some(), "{address}");
    }
    let of_a_newer_node = service.get("/assets/0123456789ab/airside.css", "").await;
    assert_eq!(of_a_newer_node.header("cache-control"), Some("no-cache"));
    assert_eq!(service.get("/assets/0123456789ab/other.css", "").await.status, 404);
}

#[actix_web::test]
async fn reference_data_is_answered_from_the_world_as_it_is() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    for path in ["/v1/airports?q=x%00&country=IN", "/v1/airlines", "/v1/flights?origin=DEL"] {
        let answer = service.get(path, &key).await;
        assert_eq!(answer.json(), json!({"data": [], "next_cursor": null}), "{path}");
    }
    for path in ["/v1/airports/DEL", "/v1/airports/delhi", "/v1/airlines/QZ", "/v1/flights/x"] {
        assert_eq!(service.get(path, &key).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn a_parameter_that_a_call_does_not_take_is_refused() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    for path in ["/v1/flights?from=DEL", "/v1/users/me?from=1", "/v1/airports/DEL?from&q=2"] {
        let answer = service.get(path, &key).await;
        assert_eq!((answer.status.as_u16(), answer.pointers()), (422, vec!["/from".to_owned()]));
        assert_eq!(service.get(path, "nobody").await.status, 401, "{path}");
    }
    let sign_up = service.post("/v1/users?from=1", json!({})).await;
    assert_eq!(sign_up.pointers(), ["/from"]);
}

#[actix_web::test]
async fn what_names_a_place_is_short() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    let many = "a+".repeat(11);
    let long = "a".repeat(101);
    for text in [many, long] {
        let answer = service.get(&format!("/v1/airports?q={text}"), &key).await;
        assert_eq!((answer.status.as_u16(), answer.pointers()), (422, vec!["/q".to_owned()]));
        let path = format!("/v1/offers?origin={text}&destination={text}&departure_date=2026-12-01");
        let answer = service.get(&path, &key).await;
        assert_eq!(answer.pointers(), ["/destination", "/origin"]);
    }
    let answer = service.get("/v1/airports?q=Port+of+Spain+in+Trinidad+and+Tobago", &key).await;
    assert_eq!(answer.status, 200);
}

/// Limits that cannot be asked, in one way or another.
struct Broken {
    panics: bool,
}

#[async_trait]
impl Limits for Broken {
    async fn take(&self, _limit: Limit, _subject: &str) -> Result<Decision, LimitsError> {
        assert!(!self.panics, "the secret of the limits");
        Err(LimitsError::new("they are away"))
    }

    async fn ping(&self) -> Result<(), LimitsError> {
        Err(LimitsError::new("they are away"))
    }
}

fn with_broken_limits(panics: bool) -> Service {
    Service::start_with(|ports| Ports { limits: Arc::new(Broken { panics }), ..ports })
}

#[actix_web::test]
async fn a_panic_is_a_problem_and_the_next_call_is_answered() {
    let service = with_broken_limits(true);
    let body = json!({"email": "asha@example.com", "password": "correct horse"});
    let answer = service.post("/v1/sessions", body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (500, "internal"));
    assert!(!answer.text.contains("secret"));
    assert_eq!(answer.header("x-request-id"), answer.json()["request_id"].as_str());
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));

    assert_eq!(service.get("/healthz", "").await.status, 200);
}

#[actix_web::test]
async fn calls_that_cannot_be_counted_are_asked_to_come_back() {
    let service = with_broken_limits(false);
    let body = json!({"email": "asha@example.com", "password": "correct horse"});
    let answer = service.post("/v1/sessions", body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "unavailable"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert_eq!(service.get("/readyz", "").await.json()["limits"], "down");
}
