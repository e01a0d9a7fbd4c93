//! What a client may keep, and what it need not fetch again.

use actix_web::test::TestRequest;

use crate::service::{Answer, Service, signed};

async fn fetch(service: &Service, path: &str, key: &str, known: Option<&str>) -> Answer {
    let mut request = signed(TestRequest::get().uri(path), key);
    if let Some(known) = known {
        request = request.insert_header(("If-None-Match", known));
    }
    service.call(request).await
}

#[actix_web::test]
async fn what_seldom_changes_has_a_tag_and_is_not_sent_again_to_who_has_it() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    for (path, kept) in [
        ("/v1/airports?country=IN", "private, max-age=60"),
        ("/v1/airlines", "private, max-age=60"),
        ("/v1/flights", "private, max-age=60"),
        ("/openapi.json", "public, max-age=300"),
        ("/openapi-3.0.json", "public, max-age=300"),
        ("/docs", "public, max-age=300"),
        ("/assets/1/docs.js", "no-cache"),
    ] {
        let first = fetch(&service, path, &key, None).await;
        assert_eq!((first.status.as_u16(), first.header("cache-control")), (200, Some(kept)));
        let tag = first.header("etag").unwrap();
        assert!(tag.starts_with('"') && tag.len() > 20, "{path}: {tag}");

        let several = format!("\"other\", W/{tag}");
        for known in [tag, "*", several.as_str()] {
            let again = fetch(&service, path, &key, Some(known)).await;
            assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{path} {known}");
            assert_eq!(again.header("etag"), Some(tag));
            assert_eq!(again.header("cache-control"), Some(kept));
            assert_eq!(again.header("vary"), first.header("vary"));
            assert_eq!(again.header("content-type"), None);
        }
        let other = fetch(&service, path, &key, Some("\"other\"")).await;
        assert_eq!((other.status, other.text), (first.status, first.text), "{path}");
    }
}

#[actix_web::test]
async fn two_codings_of_one_answer_have_two_tags() {
    let service = Service::start();
    let gzip = |known: &str| {
        let request = TestRequest::get().uri("/openapi.json");
        request.insert_header(("Accept-Encoding", "gzip")).insert_header(("If-None-Match", known))
    };
    let plain = fetch(&service, "/openapi.json", "", None).await;
    let plain = plain.header("etag").unwrap();
    let packed = service.call(gzip("\"other\"")).await;
    let tag = packed.header("etag").unwrap();
    assert_eq!((packed.status.as_u16(), packed.header("content-encoding")), (200, Some("gzip")));
    assert_ne!(tag, plain);

    let again = service.call(gzip(tag)).await;
    assert_eq!((again.status.as_u16(), again.header("etag")), (304, Some(tag)));
    assert_eq!(again.header("content-encoding"), None);
    assert_eq!(service.call(gzip(plain)).await.status, 200);
}

#[actix_web::test]
async fn what_is_a_users_own_is_kept_by_nobody() {
    let service = Service::start();
    let key = service.key_of("asha@example.com").await;
    for path in ["/v1/users/me", "/v1/api-keys", "/v1/bookings", "/v1/users/me/export"] {
        let answer = fetch(&service, path, &key, Some("*")).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert_eq!(answer.header("etag"), None, "{path}");
    }
    let refused = fetch(&service, "/v1/airports", "nobody", Some("*")).await;
    assert_eq!((refused.status.as_u16(), refused.header("etag")), (401, None));
    assert_eq!(refused.header("cache-control"), Some("private, no-store"));
}
