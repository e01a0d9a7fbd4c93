//! Query parameters.
//!
//! A parameter that nobody knows is refused: a misspelt filter would otherwise sell the
//! wrong flight. Structs read here need `#[serde(deny_unknown_fields)]`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::pointer;
use crate::problem::Problem;

/// The parameters of a request, read into `T`.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T> Params<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    refuse_what_is_not_text(query)?;
    let pairs = form_urlencoded::parse(query.as_bytes());
    let deserializer = serde_urlencoded::Deserializer::new(pairs);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let fault = pointer::fault(error.path(), &error.inner().to_string());
        Problem::invalid(vec![fault])
    })
}

/// The parser would put a replacement character where bytes are no UTF-8.
fn refuse_what_is_not_text(query: &str) -> Result<(), Problem> {
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = percent_decode_str(name).decode_utf8();
        let is_text = percent_decode_str(value).decode_utf8().is_ok();
        match name {
            Ok(_) if is_text => {}
            Ok(name) => return Err(Problem::invalid_field(format!("/{name}"), "is not UTF-8")),
            Err(_) => return Err(Problem::invalid_field("", "a parameter's name is not UTF-8")),
        }
    }
    Ok(())
}
