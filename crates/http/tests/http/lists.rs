//! A cursor is good for the list that it was handed out with, and for no other.

use actix_web::test::TestRequest;

use crate::service::{Service, signed};

/// Where a list goes on.
async fn cursor(service: &Service, path: &str, key: &str) -> String {
    let page = service.get(path, key).await;
    page.json()["next_cursor"].as_str().unwrap_or_else(|| panic!("{}", page.text)).to_owned()
}

/// The key of somebody with several keys.
async fn with_keys(service: &Service, email: &str) -> String {
    let key = service.key_of(email).await;
    for _ in 0..3 {
        service.call(signed(TestRequest::post().uri("/v1/api-keys"), &key)).await;
    }
    key
}

#[actix_web::test]
async fn a_cursor_goes_on_with_another_size_and_with_no_other_list() {
    let service = Service::start();
    let (asha, ravi) = (
        with_keys(&service, "asha@example.com").await,
        with_keys(&service, "ravi@example.com").await,
    );
    let next = cursor(&service, "/v1/api-keys?limit=1", &asha).await;
    for size in [1, 2, 200] {
        let path = format!("/v1/api-keys?limit={size}&cursor={next}");
        assert_eq!(service.get(&path, &asha).await.status, 200, "{size}");
    }
    for (path, key) in [
        ("/v1/api-keys?", &ravi),
        ("/v1/bookings?", &asha),
        ("/v1/airports?", &asha),
        ("/v1/airlines?", &asha),
        ("/v1/flights?", &asha),
        ("/v1/destinations?origin=DEL&month=2026-12&", &asha),
        ("/v1/offers?origin=DEL&destination=BOM&departure_date=2026-12-01&", &asha),
    ] {
        let refused = service.get(&format!("{path}cursor={next}"), key).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "invalid_cursor"));
        assert_eq!(refused.pointers(), ["/cursor"], "{path}");
    }
}
