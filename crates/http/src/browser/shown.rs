//! A page as an answer: HTML, and the policy under which nothing else works.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, ContentType};
use airside_pages::{Frame, policy};

/// A page. Unless it says so, it is kept nowhere.
pub(crate) fn html(frame: &Frame<'_>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, policy("")))
        .body(frame.html())
}
