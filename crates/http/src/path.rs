//! Ids in paths.
//!
//! An id that cannot exist is not there: it reads as 404, like one that does not. Codes are read in
//! any case.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use crate::problem::Problem;
use crate::spelling::spelt;

/// The only dynamic part of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<T>(pub T);

impl<T: FromStr> FromRequest for Segment<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let text = web::Path::<String>::from_request(request, payload).into_inner();
        let text = text.map_err(|_| Problem::not_found());
        ready(text.and_then(|text| segment(&text)).map(Self))
    }
}

/// Reads one of several dynamic parts of a path.
pub(crate) fn segment<T: FromStr>(text: &str) -> Result<T, Problem> {
    spelt(text).map_err(|_| Problem::not_found())
}
