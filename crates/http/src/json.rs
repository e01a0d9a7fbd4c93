//! Bodies in JSON.
//!
//! What is not JSON is 400, what is JSON and not what was asked for is 422 with a
//! pointer, and nothing that a client can send is a 500.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use futures::StreamExt;
use futures::future::{FutureExt, LocalBoxFuture};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use sha2::{Digest, Sha256};

use crate::described::refuse_needless_query;
use crate::pointer;
use crate::problem::{Kind, Problem};

/// The largest body in bytes: a booking of ten with everything takes some 10 KB.
const LARGEST: usize = 256 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a body that was left out stands for.
const EMPTY: web::Bytes = web::Bytes::from_static(b"{}");

/// A body that must be there.
#[derive(Debug)]
pub(crate) struct Body<T> {
    pub value: T,
    raw: web::Bytes,
}

/// A body that may be left out, which is the same as `{}`.
#[derive(Debug)]
pub(crate) struct OptionalBody<T> {
    pub value: T,
    raw: web::Bytes,
}

impl<T> Body<T> {
    /// SHA-256 of the body as it came: tells whether an idempotency key is used for another.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.raw).into()
    }

    pub(crate) fn into_inner(self) -> T {
        self.value
    }
}

impl<T> OptionalBody<T> {
    /// SHA-256 of the body as it came, or of `{}`.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.raw).into()
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request);
        let refused = refuse_needless_query(request);
        let payload = payload.take();
        async move {
            refused?;
            let raw = in_time(collect(payload)).await?;
            if raw.is_empty() {
                return Err(Problem::new(Kind::MalformedJson, "a body in JSON is required"));
            }
            let value = read(is_json, &raw)?;
            Ok(Self { value, raw })
        }
        .boxed_local()
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for OptionalBody<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request);
        let refused = refuse_needless_query(request);
        let payload = payload.take();
        async move {
            refused?;
            let raw = in_time(collect(payload)).await?;
            let (is_json, raw) = if raw.is_empty() { (true, EMPTY) } else { (is_json, raw) };
            let value = read(is_json, &raw)?;
            Ok(Self { value, raw })
        }
        .boxed_local()
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let subtype = media_type.to_ascii_lowercase();
    subtype == "application/json" || subtype.ends_with("+json")
}

/// A client that trickles must not hold a connection for ever.
async fn in_time<T>(reading: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    match actix_web::rt::time::timeout(PATIENCE, reading).await {
        Ok(read) => read,
        Err(_) => Err(Problem::from(Kind::RequestTimeout)),
    }
}

async fn collect(payload: Payload) -> Result<web::Bytes, Problem> {
    let mut payload = payload;
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let cut_off = |_| Problem::new(Kind::BadRequest, "the body was cut off");
        let chunk = chunk.map_err(cut_off)?;
        if body.len() + chunk.len() > LARGEST {
            let detail = format!("a body may have {LARGEST} bytes");
            return Err(Problem::new(Kind::PayloadTooLarge, detail));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn read<T: DeserializeOwned>(is_json: bool, raw: &[u8]) -> Result<T, Problem> {
    if !is_json {
        let detail = "the Content-Type of the body must be application/json";
        return Err(Problem::new(Kind::UnsupportedMediaType, detail));
    }
    // First the whole: a wrong field must not hide that the rest is no JSON.
    serde_json::from_slice::<IgnoredAny>(raw).map_err(|error| malformed(&error))?;

    let mut deserializer = serde_json::Deserializer::from_slice(raw);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        match error.inner().classify() {
            Category::Data => {
                let fault = pointer::fault(error.path(), &error.inner().to_string());
                Problem::invalid(vec![fault])
            }
            Category::Syntax | Category::Eof | Category::Io => malformed(error.inner()),
        }
    })
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(Kind::MalformedJson, error)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::ContentType;
    use actix_web::test::TestRequest;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Trip {
        #[expect(dead_code, reason = "only read")]
        days: u8,
        #[serde(default)]
        #[expect(dead_code, reason = "only read")]
        guests: Vec<Guest>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Guest {
        #[expect(dead_code, reason = "only read")]
        name: String,
    }

    /// The code of the problem, and the pointer if there is one.
    fn refusal(body: &[u8]) -> (&'static str, Option<String>) {
        let problem = read::<Trip>(true, body).unwrap_err();
        let pointer = problem.errors().first().map(|error| error.pointer.clone());
        (problem.kind().code(), pointer)
    }

    #[test]
    fn a_wrong_field_is_named_by_its_pointer() {
        for (body, pointer) in [
            (r#"{"days": "three"}"#, "/days"),
            (r#"{"days": 256}"#, "/days"),
            (r#"{"days": -1}"#, "/days"),
            (r#"{"days": 1.5}"#, "/days"),
            (r#"{"days": null}"#, "/days"),
            (r#"{"guests": []}"#, "/days"),
            (r#"{"days": 1, "days": 2}"#, "/days"),
            (r#"{"days": 1, "hotel": 2}"#, "/hotel"),
            (r#"{"days": 1, "a/b~c": 2}"#, "/a~1b~0c"),
            (r#"{"days": 1, "guests": [{"name": "A"}, {}]}"#, "/guests/1/name"),
            (r#"{"days": 1, "guests": [{"name": 7}]}"#, "/guests/0/name"),
            (r#"{"days": 1, "guests": [{"name": "A", "x": 1}]}"#, "/guests/0/x"),
            ("[]", ""),
            ("7", ""),
        ] {
            let expected = ("invalid_request", Some(pointer.to_owned()));
            assert_eq!(refusal(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        let deep = format!(r#"{{"days": 1, "guests": {}"#, "[".repeat(100_000));
        for body in [
            "{",
            "{\"days\": 1",
            "{\"days\": 1} x",
            "{'days': 1}",
            "{\"days\": 1,}",
            "nul",
            " ",
            "{\"days\": \"three\"",
            "{\"days\": 01}",
            "\u{feff}{\"days\": 1}",
            &deep,
        ] {
            assert_eq!(refusal(body.as_bytes()), ("malformed_json", None), "{body:.40}");
        }
        assert_eq!(
            refusal(b"{\"days\": 1, \"guests\": [{\"name\": \"\xff\"}]}").0,
            "malformed_json"
        );
    }

    #[test]
    fn well_formed_bodies_of_any_depth_are_refused_and_not_fatal() {
        let depth = 100_000;
        let deep = format!(r#"{{"guests": {}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        let (code, _) = refusal(deep.as_bytes());
        assert!(["invalid_request", "malformed_json"].contains(&code));
    }

    #[test]
    fn control_characters_written_as_escapes_are_text() {
        let body = br#"{"days": 1, "guests": [{"name": "\u0000\u001b"}]}"#;
        assert!(read::<Trip>(true, body).is_ok());
    }

    #[actix_web::test]
    async fn a_body_that_does_not_say_it_is_json_is_refused() {
        for (content_type, kind) in [
            (Some("application/json"), None),
            (Some("application/json; charset=utf-8"), None),
            (Some("APPLICATION/JSON"), None),
            (Some("text/plain"), Some(Kind::UnsupportedMediaType)),
            (Some("application/x-www-form-urlencoded"), Some(Kind::UnsupportedMediaType)),
            (None, Some(Kind::UnsupportedMediaType)),
        ] {
            let mut request = TestRequest::post().set_payload(r#"{"days": 1}"#);
            if let Some(content_type) = content_type {
                request = request.insert_header((CONTENT_TYPE, content_type));
            }
            let (request, mut payload) = request.to_http_parts();
            let body = Body::<Trip>::from_request(&request, &mut payload).await;
            assert_eq!(body.err().map(|problem| problem.kind()), kind, "{content_type:?}");
        }
    }

    #[actix_web::test]
    async fn a_body_has_an_end_and_a_largest_size() {
        for (size, kind) in [(0, Kind::MalformedJson), (LARGEST + 1, Kind::PayloadTooLarge)] {
            let request = TestRequest::post().insert_header(ContentType::json());
            let (request, mut payload) = request.set_payload(" ".repeat(size)).to_http_parts();
            let body = Body::<Trip>::from_request(&request, &mut payload).await;
            assert_eq!(body.unwrap_err().kind(), kind);
        }
    }

    #[actix_web::test]
    async fn an_optional_body_that_is_left_out_is_the_same_as_an_empty_one() {
        #[derive(Debug, Deserialize)]
        struct Nothing {}

        let (request, mut payload) = TestRequest::post().to_http_parts();
        let left_out = OptionalBody::<Nothing>::from_request(&request, &mut payload).await.unwrap();
        let Nothing {} = left_out.value;

        let request = TestRequest::post().insert_header(ContentType::json()).set_payload("{}");
        let (request, mut payload) = request.to_http_parts();
        let empty = OptionalBody::<Nothing>::from_request(&request, &mut payload).await.unwrap();
        assert_eq!(left_out.fingerprint(), empty.fingerprint());
    }

    proptest! {
        #[test]
        fn nothing_that_a_client_sends_is_our_fault(body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Err(problem) = read::<Trip>(true, &body) {
                prop_assert!(problem.kind().status().is_client_error());
            }
        }
    }
}
