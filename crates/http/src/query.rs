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
pub(crate) struct Params<T>(pub T);

impl<T> Params<T> {
    pub(crate) fn into_inner(self) -> T {
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

#[cfg(test)]
mod tests {
    use airside_primitives::AirportCode;
    use serde::Deserialize;

    use super::*;
    use crate::page::PageSize;
    use crate::text::Text;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Search {
        origin: Text<AirportCode>,
        q: Option<String>,
        adults: Option<u8>,
        refundable: Option<bool>,
        #[serde(default)]
        limit: PageSize,
    }

    #[test]
    fn parameters_are_read_and_percent_decoded() {
        let search: Search =
            read("origin=DEL&q=S%C3%A3o+Paulo&adults=2&refundable=true&limit=200").unwrap();
        assert_eq!(search.origin.0.as_str(), "DEL");
        assert_eq!(search.q.as_deref(), Some("São Paulo"));
        assert_eq!((search.adults, search.refundable), (Some(2), Some(true)));
        assert_eq!(search.limit.get(), 200);
        assert_eq!(read::<Search>("origin=DEL").unwrap().limit.get(), 50);
    }

    #[test]
    fn a_wrong_parameter_is_named_by_its_pointer() {
        for (query, pointer) in [
            ("", "/origin"),
            ("origin=del", "/origin"),
            ("origin=%00", "/origin"),
            ("origin=DEL&adults=two", "/adults"),
            ("origin=DEL&adults=-1", "/adults"),
            ("origin=DEL&adults=256", "/adults"),
            ("origin=DEL&refundable=yes", "/refundable"),
            ("origin=DEL&limit=0", "/limit"),
            ("origin=DEL&limit=201", "/limit"),
            ("origin=DEL&limit=99999999999999999999", "/limit"),
            ("origin=DEL&origin=BOM", "/origin"),
            ("origin=DEL&adult=1", "/adult"),
            ("origin=DEL&q=%ff", "/q"),
            ("origin=DEL&%ff=1", ""),
        ] {
            let problem = read::<Search>(query).unwrap_err();
            let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
            assert_eq!(pointers, [pointer], "{query}");
            assert_eq!(problem.kind().code(), "invalid_request");
        }
    }
}
