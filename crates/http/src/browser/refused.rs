//! A refusal, as a page for who came with a browser: what a program reads as JSON would be
//! gibberish to them.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::ResponseError;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, VARY};
use airside_pages::{Frame, Language, escape, policy};

use crate::problem::Problem;

/// Whether a person reads the answer.
pub(crate) fn is_browser(request: &HttpRequest) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// What a page says of a refusal.
pub(crate) struct Refused<'a> {
    pub(crate) title: &'a str,
    /// What the reader may do next.
    pub(crate) next: &'a str,
    /// As in a frame.
    pub(crate) root: &'a str,
}

impl Refused<'_> {
    /// The answer of a problem, with its status and headers, and with a page for its body. What
    /// only lasts a moment is looked for again.
    pub(crate) fn answer(&self, problem: &Problem) -> HttpResponse {
        let answer = problem.error_response();
        let (title, next, passes) = match answer.status() {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::BAD_GATEWAY => (BUSY, NOT_NOW, true),
            status if status.is_server_error() => (FAULT, WRITTEN_DOWN, false),
            _ => (self.title, self.next, false),
        };
        let (waits, again, script) = if passes {
            (" data-waits aria-live=\"polite\"", LOOK_AGAIN, Some("wait.js"))
        } else {
            ("", "", None)
        };
        let (heading, text) = (escape(title), escape(next));
        let body =
            format!("<main class=\"sheet\"{waits}><h1>{heading}</h1><p>{text}</p>{again}</main>");
        let frame = Frame {
            title,
            language: Language::ENGLISH,
            description: None,
            root: self.root,
            styles: &[],
            script,
            body: &body,
        };
        let mut answer = answer.set_body(BoxBody::new(frame.html()));
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(VARY, HeaderValue::from_static("Accept"));
        if let Ok(policy) = HeaderValue::try_from(policy("")) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        answer
    }
}

const BUSY: &str = "This server is busy";
const NOT_NOW: &str = "It cannot answer at the moment. This page looks again by itself.";
const FAULT: &str = "Something went wrong here";
const WRITTEN_DOWN: &str = "It was written down for those who run this server. Nothing of your \
                            booking was changed by looking.";

/// The same as the script does, by hand.
pub(crate) const LOOK_AGAIN: &str =
    "<p class=\"actions\"><a class=\"button other\" href=\"\">Look again</a></p>";
