//! In which language a page speaks, also one that says why another cannot be shown.

use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::{Error, HttpRequest, HttpResponse};

use crate::refusal::Refusal;
use crate::texts::{self, Texts};

/// The cookie of the language that was chosen.
pub(crate) const LANGUAGE: &str = "airside_language";

/// `?language=de`, which a link at the foot of each page says.
pub(crate) fn asked(request: &HttpRequest) -> Option<&'static Texts> {
    let mut pairs = form_urlencoded::parse(request.query_string().as_bytes());
    pairs.find(|(name, _)| name == "language").and_then(|(_, code)| texts::of(&code))
}

/// The language that is asked for, else the one that was chosen before, else the browser's.
pub(crate) fn spoken(request: &HttpRequest) -> &'static Texts {
    let chosen = || request.cookie(LANGUAGE).and_then(|cookie| texts::of(cookie.value()));
    let accepted = || texts::accepted(request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    asked(request).or_else(chosen).or_else(accepted).unwrap_or(&texts::ENGLISH)
}

/// A refusal in the visitor's language: what answers it by itself knows of no request.
pub(crate) fn refused(request: &HttpRequest, error: &Error) -> Option<HttpResponse> {
    let refusal = error.as_error::<Refusal>()?;
    Some(refusal.answer(spoken(request)))
}
