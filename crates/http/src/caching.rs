//! Answers that a client may keep: reference data, the description of the API, its page and files.
//!
//! The tag is of the body as it is before it is compressed, so that nothing is compressed for a
//! client that has it. A strong tag is of one text of bytes alone, so a compressed body has another,
//! which is known only when the answer leaves: [`tag`] is inside of the compression, and [`settle`]
//! outside.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, EntityTag, HeaderMap, HeaderValue, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What whoever has a key may read, a minute long: a timetable changes.
const READERS_OWN: HeaderValue = HeaderValue::from_static("private, max-age=60");
/// What everybody may read, and changes with a release.
const EVERYBODYS: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// So many bytes of a digest tell two bodies apart.
const TAG_BYTES: usize = 16;

/// How long the answer of a path may be kept if it does not say so itself; `None` where it is a
/// user's own, or of the moment.
fn kept(path: &str) -> Option<HeaderValue> {
    let mut parts = path.split('/').skip(1);
    match (parts.next()?, parts.next()) {
        ("v1", Some("airports" | "airlines" | "flights")) => Some(READERS_OWN),
        ("assets", Some(_))
        | ("docs", Some("errors"))
        | ("docs" | "openapi.json" | "openapi-3.0.json", None) => Some(EVERYBODYS),
        _ => None,
    }
}

/// The middleware that tags what may be kept.
pub(crate) async fn tag(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // As the router reads it, for a path can be spelled in many ways.
    let kept = kept(request.match_info().as_str()).filter(|_| request.method() == Method::GET);
    let response = next.call(request).await?;
    let kept = kept.filter(|_| response.status() == StatusCode::OK);
    let Some(kept) = kept else { return Ok(response.map_into_boxed_body()) };
    Ok(response.map_body(|head, body| match body.try_into_bytes() {
        Ok(bytes) => {
            let headers = head.headers_mut();
            if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", digest(&bytes))) {
                headers.insert(header::ETAG, tag);
            }
            if !headers.contains_key(header::CACHE_CONTROL) {
                headers.insert(header::CACHE_CONTROL, kept);
            }
            BoxBody::new(bytes)
        }
        Err(body) => BoxBody::new(body),
    }))
}

fn digest(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(bytes)[..TAG_BYTES])
}

/// Makes the tag that of the bytes that are sent, and leaves them out for a client that has them.
pub(crate) fn settle(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let Some(tag) = tag_of(response.headers()) else { return response };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(tag.to_string()) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if !is_known(&response, &tag) {
        return response;
    }
    let (request, mut answer) = response.into_parts();
    *answer.status_mut() = StatusCode::NOT_MODIFIED;
    for about_the_body in [header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        answer.headers_mut().remove(about_the_body);
    }
    ServiceResponse::new(request, answer.set_body(BoxBody::new(())))
}

/// The tag of a body in the coding that it is sent in.
fn tag_of(headers: &HeaderMap) -> Option<EntityTag> {
    let text = |name| headers.get(name).and_then(|it| it.to_str().ok());
    let tag: EntityTag = text(header::ETAG)?.parse().ok()?;
    Some(match text(header::CONTENT_ENCODING) {
        Some(coding) => EntityTag::new_strong(format!("{}-{coding}", tag.tag())),
        None => tag,
    })
}

fn is_known(response: &ServiceResponse<BoxBody>, tag: &EntityTag) -> bool {
    match response.request().get_header::<IfNoneMatch>() {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(known)) => known.iter().any(|it| it.weak_eq(tag)),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_users_own_or_of_the_moment_is_not_kept() {
        for path in ["/v1/airports", "/v1/airports/DEL", "/v1/airlines", "/v1/flights/1"] {
            assert_eq!(kept(path), Some(READERS_OWN), "{path}");
        }
        for path in ["/openapi.json", "/openapi-3.0.json", "/docs", "/assets/1/docs.js"] {
            assert_eq!(kept(path), Some(EVERYBODYS), "{path}");
        }
        for path in [
            "/",
            "",
            "/v1",
            "/v1/bookings",
            "/v1/offers",
            "/v1/users/me",
            "/healthz",
            "/metrics",
            "/about",
            "/v1/documents/1",
            "/openapi.json/x",
            "/airports",
        ] {
            assert_eq!(kept(path), None, "{path}");
        }
    }
}
