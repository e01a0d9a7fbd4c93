//! Bodies in JSON.
//!
//! What is not JSON is 400, what is JSON and not what was asked for is 422 with a
//! pointer, and nothing that a client can send is a 500.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures::StreamExt;
use futures::future::{FutureExt, LocalBoxFuture};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use sha2::{Digest, Sha256};

use crate::pointer;
use crate::problem::{Kind, Problem};

/// The largest body in bytes: a booking of ten with everything takes some 10 KB.
const LARGEST: usize = 256 * 1024;

/// A body that must be there.
#[derive(Debug)]
pub struct Body<T> {
    pub value: T,
    raw: web::Bytes,
}

/// A body that may be left out, which is the same as `{}`.
#[derive(Debug)]
pub struct OptionalBody<T> {
    pub value: T,
    raw: web::Bytes,
}

impl<T> Body<T> {
    /// SHA-256 of the body as it came: tells whether an idempotency key is used for another.
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.raw).into()
    }

    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> OptionalBody<T> {
    /// SHA-256 of the body as it came.
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.raw).into()
    }

    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request);
        let payload = payload.take();
        async move {
            let raw = collect(payload).await?;
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
        let payload = payload.take();
        async move {
            let raw = collect(payload).await?;
            let value = if raw.is_empty() { read(true, b"{}")? } else { read(is_json, &raw)? };
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
