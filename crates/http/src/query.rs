//! Query parameters.
//!
//! A parameter that nobody knows is refused: a misspelt filter would otherwise sell the
//! wrong flight.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use percent_encoding::percent_decode_str;

use crate::pointer::inside;
use crate::problem::Problem;
use crate::request::{self, Request};
use crate::tree::Tree;

/// The parameters of a request, read as an `R`.
pub(crate) struct Params<R: Request>(pub R::Checked);

impl<R: Request> Params<R> {
    pub(crate) fn into_inner(self) -> R::Checked {
        self.0
    }
}

impl<R: Request> FromRequest for Params<R> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(read::<R>(request.query_string()).map(Self))
    }
}

fn read<R: Request>(query: &str) -> Result<R::Checked, Problem> {
    refuse_what_is_not_text(query)?;
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    request::read::<R>(Tree::of_parameters(pairs))
}

/// The parser would put a replacement character where bytes are no UTF-8.
fn refuse_what_is_not_text(query: &str) -> Result<(), Problem> {
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = percent_decode_str(name).decode_utf8();
        let is_text = percent_decode_str(value).decode_utf8().is_ok();
        match name {
            Ok(_) if is_text => {}
            Ok(name) => return Err(Problem::invalid_field(inside("", name), "is not UTF-8")),
            Err(_) => return Err(Problem::invalid_field("", "a parameter's name is not UTF-8")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use airside_primitives::AirportCode;
    use validator::Validate;

    use super::*;
    use crate::page::PageSize;
    use crate::request::plain_requests;
    use crate::text::Text;

    #[derive(Default, Validate)]
    struct Search {
        #[validate(length(min = 1))]
        from: String,
        origin: Option<Text<AirportCode>>,
        airlines: Option<Vec<String>>,
        q: Option<String>,
        adults: Option<u8>,
        refundable: Option<bool>,
        limit: PageSize,
    }

    plain_requests! {
        Search { from, origin, airlines, q, adults in 0..=10, refundable, limit }
    }

    #[test]
    fn parameters_are_read_and_percent_decoded() {
        let query = "from=a&origin=+del&q=S%C3%A3o+Paulo&airlines=6E,QZ\
                     &adults=2&refundable=true&limit=200";
        let search = read::<Search>(query).unwrap();
        assert_eq!(search.origin.unwrap().0.as_str(), "DEL");
        assert_eq!(search.airlines.unwrap(), ["6E", "QZ"]);
        assert_eq!(search.q.as_deref(), Some("São Paulo"));
        assert_eq!((search.adults, search.refundable), (Some(2), Some(true)));
        assert_eq!(search.limit.get(), 200);
        assert_eq!(read::<Search>("from=a").unwrap().limit.get(), 50);
    }

    #[test]
    fn a_wrong_parameter_is_named_by_its_pointer() {
        for (query, pointer) in [
            ("", "/from"),
            ("from=", "/from"),
            ("from=a&origin=delhi", "/origin"),
            ("from=a&origin=%00", "/origin"),
            ("from=a&adults=two", "/adults"),
            ("from=a&adults=-1", "/adults"),
            ("from=a&adults=11", "/adults"),
            ("from=a&adults=", "/adults"),
            ("from=a&refundable=yes", "/refundable"),
            ("from=a&limit=0", "/limit"),
            ("from=a&limit=201", "/limit"),
            ("from=a&limit=99999999999999999999", "/limit"),
            ("from=a&origin=DEL&origin=BOM", "/origin"),
            ("from=a&adult=1", "/adult"),
            ("from=a&q=%ff", "/q"),
            ("from=a&%ff=1", ""),
        ] {
            let problem = read::<Search>(query).err().unwrap();
            let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
            assert_eq!(pointers, [pointer], "{query}");
            assert_eq!(problem.kind().code(), "invalid_request");
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told_in_the_words_of_the_api() {
        for adults in ["-1", "11", "two", "", "1.5", "99999999999999999999", "1e2"] {
            let problem = read::<Search>(&format!("from=a&adults={adults}")).err().unwrap();
            assert_eq!(problem.errors()[0].detail, "must be a whole number from 0 to 10");
        }
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let query = "origin=delhi&adults=two&limit=0&q=a&q=b&colour=red";
        let problem = read::<Search>(query).err().unwrap();
        let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(pointers, ["/from", "/origin", "/q", "/adults", "/limit", "/colour"]);
    }
}
