//! The id of a request, by which a client's report finds our log.
//!
//! A client may bring its own; one that is not well formed is replaced, not refused.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HeaderName, HeaderValue};
use airside_app::ports::Entropy;

/// The header of every answer.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id of a client's own.
const LONGEST: usize = 64;

/// 1 to 64 of `[A-Za-z0-9_-]`.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The client's id, or a new one.
    pub(crate) fn of(request: &ServiceRequest, entropy: &dyn Entropy) -> Self {
        let given = request.headers().get(X_REQUEST_ID).and_then(|value| value.to_str().ok());
        let kept = given.filter(|id| is_well_formed(id));
        Self(kept.map_or_else(|| entropy.id().to_string(), str::to_owned))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).unwrap_or(HeaderValue::from_static("unknown"))
    }
}

fn is_well_formed(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use uuid::Uuid;

    use super::*;

    struct Zeros;

    impl Entropy for Zeros {
        fn id(&self) -> Uuid {
            Uuid::nil()
        }

        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    #[test]
    fn a_well_formed_id_is_kept_and_any_other_replaced() {
        let of = |id: &str| {
            let request = TestRequest::default().insert_header((X_REQUEST_ID, id));
            RequestId::of(&request.to_srv_request(), &Zeros).as_str().to_owned()
        };
        let (longest, too_long) = ("a".repeat(64), "a".repeat(65));
        assert_eq!(of("Trip_42-a"), "Trip_42-a");
        assert_eq!(of(&longest), longest);
        for wrong in ["", "a b", "a.b", "<script>", &too_long] {
            assert_eq!(of(wrong), Uuid::nil().to_string(), "{wrong}");
        }
    }
}
