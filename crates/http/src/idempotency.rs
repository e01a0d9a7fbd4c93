//! Writes that happen once: the key of a request, and its answer given again.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use airside_app::accounts::Caller;
use airside_app::idempotency::{Answer, Fingerprint, Given, IdempotencyError, Once};
use airside_app::ports::changes::AnswerKey;

use crate::problem::{Kind, Problem};

const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The longest key.
const LONGEST: usize = 255;
const MISSING: &str = "send the header `Idempotency-Key` with a name of your own for this attempt, such \
                       as a UUID, and the same one whenever you repeat it";

/// The `Idempotency-Key` of a request that must have one.
#[derive(Debug, Clone)]
pub(crate) struct IdempotencyKey {
    key: String,
    /// Method and path, as `POST /v1/bookings`.
    operation: String,
}

impl IdempotencyKey {
    /// What makes this request the same as another: caller, method, path, key and body; and how
    /// its client is told of what it did.
    pub(crate) fn once<'a, T>(
        &self,
        caller: &Caller,
        fingerprint: Fingerprint,
        render: &'a (dyn Fn(&T) -> Answer + Sync),
    ) -> Once<'a, T> {
        let (operation, key) = (self.operation.clone(), self.key.clone());
        Once { key: AnswerKey { user: caller.user, operation, key }, fingerprint, render }
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let operation = format!("{} {}", request.method(), request.path());
        let mut given = request.headers().get_all(IDEMPOTENCY_KEY);
        let key = match (given.next(), given.next()) {
            (None, _) => Err(Problem::new(Kind::IdempotencyKeyRequired, MISSING)),
            (Some(value), None) => read(value),
            (Some(_), Some(_)) => Err(Problem::new(Kind::InvalidIdempotencyKey, "one key only")),
        };
        ready(key.map(|key| Self { key, operation }))
    }
}

/// A key is bare, or quoted as structured fields are (RFC 9651).
fn read(value: &HeaderValue) -> Result<String, Problem> {
    let text = value.to_str().unwrap_or_default().trim();
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.unwrap_or(text);
    let is_visible = key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    if (1..=LONGEST).contains(&key.len()) && is_visible {
        Ok(key.to_owned())
    } else {
        let detail = format!("a key has 1 to {LONGEST} visible ASCII characters");
        Err(Problem::new(Kind::InvalidIdempotencyKey, detail))
    }
}

/// The answer, marked if it was given before.
pub(crate) fn given(given: Given) -> HttpResponse {
    let (answer, is_replay) = match given {
        Given::First(answer) => (answer, false),
        Given::Again(answer) => (answer, true),
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    if is_replay {
        response.insert_header((REPLAYED, HeaderValue::from_static("true")));
    }
    response.content_type("application/json").body(answer.body)
}

impl From<IdempotencyError> for Problem {
    fn from(error: IdempotencyError) -> Self {
        match &error {
            IdempotencyError::InUse => Self::new(Kind::IdempotencyKeyInUse, error),
            IdempotencyError::Reused => Self::new(Kind::IdempotencyKeyReused, error),
            IdempotencyError::Store(_) => Self::internal(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn key(values: &[&str]) -> Result<IdempotencyKey, Problem> {
        let mut request = TestRequest::post().uri("/v1/bookings?x=1");
        for value in values {
            request = request.append_header((IDEMPOTENCY_KEY, *value));
        }
        IdempotencyKey::extract(&request.to_http_request()).await
    }

    #[actix_web::test]
    async fn a_key_is_the_same_bare_and_quoted() {
        for given in ["8e03978e-40d5", "\"8e03978e-40d5\"", "  8e03978e-40d5 "] {
            let key = key(&[given]).await.unwrap();
            assert_eq!(key.key, "8e03978e-40d5");
            assert_eq!(key.operation, "POST /v1/bookings");
        }
        assert!(key(&["k".repeat(255).as_str()]).await.is_ok());
    }

    #[actix_web::test]
    async fn a_key_is_required_and_well_formed() {
        assert_eq!(key(&[]).await.unwrap_err().kind(), Kind::IdempotencyKeyRequired);
        let long = "k".repeat(256);
        for wrong in [&[""][..], &["\"\""], &["a b"], &["a\"b"], &[&long], &["a", "a"]] {
            let problem = key(wrong).await.unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidIdempotencyKey, "{wrong:?}");
        }
    }

    #[actix_web::test]
    async fn a_replay_says_that_it_is_one() {
        let answer = Answer { status: 201, body: "{}".to_owned() };
        assert!(!given(Given::First(answer.clone())).headers().contains_key(&REPLAYED));
        let replay = given(Given::Again(answer));
        assert_eq!(replay.status(), StatusCode::CREATED);
        assert_eq!(replay.headers().get(&REPLAYED).unwrap(), "true");
    }
}
