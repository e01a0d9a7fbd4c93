//! Bodies in JSON.
//!
//! What is not JSON is 400, what is JSON and not what was asked for is 422 with a
//! pointer to all that is wrong, and nothing that a client can send is a 500.

use std::fmt;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use airside_app::idempotency::Fingerprint;
use futures::future::{FutureExt, LocalBoxFuture};
use sha2::{Digest, Sha256};

use crate::body::{Coding, arrived};
use crate::described::refuse_needless_query;
use crate::problem::{Kind, Problem};
use crate::request::{self, Request};
use crate::tree::Tree;

/// What a body that was left out stands for.
const EMPTY: web::Bytes = web::Bytes::from_static(b"{}");

/// A body, read as an `R` and checked.
pub(crate) struct Body<R: Request, const OPTIONAL: bool = false> {
    pub value: R::Checked,
    raw: web::Bytes,
}

/// A body that may be left out, which is the same as `{}`.
pub(crate) type OptionalBody<R> = Body<R, true>;

impl<R: Request, const OPTIONAL: bool> Body<R, OPTIONAL> {
    /// Tells whether an idempotency key is used for another body.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        // It was read before, so it is JSON.
        let said = Tree::of_json(&self.raw).map(|tree| tree.canonical()).unwrap_or_default();
        Fingerprint { said: Sha256::digest(said).into(), sent: Sha256::digest(&self.raw).into() }
    }
}

impl<R: Request, const OPTIONAL: bool> FromRequest for Body<R, OPTIONAL> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request);
        let coding = refuse_needless_query(request).and_then(|()| Coding::of(request.headers()));
        let payload = payload.take();
        async move {
            let came = arrived(coding?, payload).await?;
            let (is_json, raw) = match (came.is_empty(), OPTIONAL) {
                (false, _) => (is_json, came),
                (true, true) => (true, EMPTY),
                (true, false) => {
                    return Err(Problem::new(Kind::MalformedJson, "a body in JSON is required"));
                }
            };
            let value = read::<R>(is_json, &raw)?;
            Ok(Self { value, raw })
        }
        .boxed_local()
    }
}

/// A body as its sender wrote it, for what is signed byte by byte.
pub(crate) struct Raw(pub web::Bytes);

impl FromRequest for Raw {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let coding = Coding::of(request.headers());
        let payload = payload.take();
        async move { arrived(coding?, payload).await.map(Self) }.boxed_local()
    }
}

/// Shows nothing of what came: people, their cards and their passwords are in it.
impl<R: Request, const OPTIONAL: bool> fmt::Debug for Body<R, OPTIONAL> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").finish_non_exhaustive()
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let subtype = media_type.to_ascii_lowercase();
    subtype == "application/json" || subtype.ends_with("+json")
}

fn read<R: Request>(is_json: bool, raw: &[u8]) -> Result<R::Checked, Problem> {
    if !is_json {
        let detail = "the Content-Type of the body must be application/json";
        return Err(Problem::new(Kind::UnsupportedMediaType, detail));
    }
    let tree = Tree::of_json(raw).map_err(|error| Problem::new(Kind::MalformedJson, error))?;
    request::read::<R>(tree)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::ContentType;
    use actix_web::test::TestRequest;
    use proptest::prelude::*;
    use validator::Validate;

    use super::*;
    use crate::body::LARGEST;
    use crate::faults::Faults;
    use crate::read::{Read, whole};
    use crate::request::{fields, plain_requests};

    #[derive(Default, Validate)]
    struct Trip {
        days: Days,
        guests: Option<Vec<Guest>>,
    }

    #[derive(Default, Validate)]
    struct Guest {
        #[validate(length(max = 10))]
        name: String,
    }

    /// At most a hundred.
    #[derive(Debug, Default, PartialEq)]
    struct Days(u8);

    impl Read for Days {
        fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
            whole(&tree, at, faults, (0, 100)).map(Self)
        }
    }

    #[derive(Default, Validate)]
    struct Nothing {}

    plain_requests! {
        Trip { days, guests }
        Nothing {}
    }

    fields! {
        Guest { name }
    }

    /// The code of the problem, and its pointers.
    fn refusal(body: &[u8]) -> (&'static str, Vec<String>) {
        let problem = read::<Trip>(true, body).err().unwrap();
        let pointers = problem.errors().iter().map(|error| error.pointer.clone());
        (problem.kind().code(), pointers.collect())
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
            (r#"{"days": 101}"#, "/days"),
            (r#"{"days": 1, "guests": {}}"#, "/guests"),
            (r#"{"days": 1, "guests": [{"name": "longer than ten"}]}"#, "/guests/0/name"),
            (r#"{"days": 1, "guests": [{"name": "A"}, ["B"]]}"#, "/guests/1"),
            (r#"{"days": 1, "guests": [{"name": "A", "name": "B"}]}"#, "/guests/0/name"),
            (r#"{"days": 1, "days": 1, "days": 1}"#, "/days"),
            ("[1, []]", ""),
            ("[]", ""),
            ("7", ""),
        ] {
            let expected = ("invalid_request", vec![pointer.to_owned()]);
            assert_eq!(refusal(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn every_wrong_field_is_named_whatever_is_wrong_with_it() {
        let body = r#"{
            "hotel": 1,
            "days": 300,
            "guests": [7, {"nom": "A"}, {"name": "A"}, {"name": "longer than ten", "name": 1}],
            "hotel": 2,
            "guest": []
        }"#;
        let pointers = [
            "/days",
            "/guests/0",
            "/guests/1/name",
            "/guests/1/nom",
            "/guests/3/name",
            "/hotel",
            "/guest",
        ];
        assert_eq!(
            refusal(body.as_bytes()),
            ("invalid_request", pointers.map(str::to_owned).into())
        );
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
            assert_eq!(refusal(body.as_bytes()), ("malformed_json", Vec::new()), "{body:.40}");
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
        assert_eq!(refusal(deep.as_bytes()).0, "invalid_request");
    }

    #[test]
    fn control_characters_written_as_escapes_are_text() {
        let body = br#"{"days": 1, "guests": [{"name": "\u0000\u001b"}]}"#;
        let trip = read::<Trip>(true, body).unwrap();
        let (days, guests) = (trip.days, trip.guests.unwrap());
        assert_eq!((days, guests[0].name.as_str()), (Days(1), "\0\u{1b}"));
    }

    #[actix_web::test]
    async fn what_a_log_could_show_of_a_body_is_nothing_of_it() {
        let request = TestRequest::post().insert_header(ContentType::json());
        let sent = r#"{"days": 1, "guests": [{"name": "Asha"}]}"#;
        let (request, mut payload) = request.set_payload(sent).to_http_parts();
        let body = Body::<Trip>::from_request(&request, &mut payload).await.unwrap();
        assert_eq!(format!("{body:?} {:?}", body.value), "Body { .. } Trip { .. }");
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
        let (request, mut payload) = TestRequest::post().to_http_parts();
        let left_out = OptionalBody::<Nothing>::from_request(&request, &mut payload).await.unwrap();
        let Nothing {} = left_out.value;

        let request = TestRequest::post().insert_header(ContentType::json()).set_payload("{}");
        let (request, mut payload) = request.to_http_parts();
        let empty = OptionalBody::<Nothing>::from_request(&request, &mut payload).await.unwrap();
        assert_eq!(left_out.fingerprint(), empty.fingerprint());
    }

    async fn fingerprint(sent: &'static str) -> Fingerprint {
        let request = TestRequest::post().insert_header(ContentType::json()).set_payload(sent);
        let (request, mut payload) = request.to_http_parts();
        Body::<Trip>::from_request(&request, &mut payload).await.unwrap().fingerprint()
    }

    #[actix_web::test]
    async fn bodies_that_say_the_same_are_the_same_however_they_are_written() {
        let first = fingerprint(r#"{"days": 1, "guests": [{"name": "Zo\u00eb"}]}"#).await;
        for same in [
            r#"{"guests":[{"name":"Zoë"}],"days":1}"#,
            "{\n\t\"days\": 1,\n\t\"guests\": [{\"name\": \"Zoë\"}]\n}\n",
        ] {
            let same = fingerprint(same).await;
            assert_eq!(same.said, first.said);
            assert_ne!(same.sent, first.sent);
        }
        for other in [
            r#"{"days": 2, "guests": [{"name": "Zoë"}]}"#,
            r#"{"days": 1, "guests": [{"name": "Zoë"}, {"name": "Zoë"}]}"#,
            r#"{"days": 1}"#,
        ] {
            assert_ne!(fingerprint(other).await.said, first.said, "{other}");
        }
        let without = fingerprint(r#"{"days": 1}"#).await;
        assert_eq!(fingerprint(r#"{"guests": null, "days": 1}"#).await.said, without.said);
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
