//! What a page says when it cannot be shown.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use airside_pages::{Frame, escape, policy};

use crate::texts::refusing::Said;
use crate::texts::{ENGLISH, Texts};

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// There is nothing here, or it belongs to somebody else.
    NotFound,
    /// The page is for those who serve, and whoever asks is logged in as somebody else.
    ForStaff,
    /// The page asks for a login, and is to be shown after it.
    LogIn {
        then: String,
    },
    /// The form is not from a page of ours, or that page is too old.
    OldForm {
        again: String,
    },
    TooMany {
        seconds: u64,
    },
    TooLong,
    /// Something that it cannot do without is away.
    Away,
    /// It is our fault, and was written down.
    Fault,
}

impl Refusal {
    /// Writes down what went wrong here.
    pub(crate) fn fault(error: &dyn std::error::Error) -> Self {
        let error = airside_app::chain(error);
        tracing::error!(error, "a page could not be shown");
        Self::Fault
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said(&ENGLISH).0)
    }
}

impl Refusal {
    const fn said(&self, texts: &Texts) -> Said {
        let said = &texts.refusing;
        match self {
            Self::NotFound => said.not_found,
            Self::ForStaff => said.for_staff,
            Self::LogIn { .. } => said.log_in,
            Self::OldForm { .. } => said.old_form,
            Self::TooMany { .. } => said.too_many,
            Self::TooLong => said.too_long,
            Self::Away => said.away,
            Self::Fault => said.fault,
        }
    }

    /// The page that says so.
    pub(crate) fn answer(&self, texts: &Texts) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        if let Self::LogIn { then } = self {
            let then: String = form_urlencoded::byte_serialize(then.as_bytes()).collect();
            return answer.insert_header((LOCATION, format!("/login?then={then}"))).finish();
        }
        if let Self::TooMany { seconds } = self {
            answer.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        let said = &texts.refusing;
        let (title, text) = self.said(texts);
        let text = match self {
            Self::TooMany { seconds } => format!("{text} {}", (said.again_in)(*seconds)),
            _ => text.to_owned(),
        };
        let again = match self {
            Self::OldForm { again } => format!("/{again}"),
            _ => "/".to_owned(),
        };
        let (go_on, find_trip) = (said.go_on, said.find_trip);
        let body = format!(
            "<main class=\"sheet\" id=\"main\"><h1>{title}</h1><p>{text}</p>\
             <p class=\"actions\"><a class=\"button\" href=\"{}\">{go_on}</a>\
             <a class=\"button other\" href=\"/find\">{find_trip}</a></p></main>",
            escape(&again)
        );
        let frame = Frame {
            title,
            language: texts.language,
            description: None,
            root: "/",
            styles: &[],
            script: None,
            body: &body,
        };
        answer
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CONTENT_SECURITY_POLICY, policy("")))
            .body(frame.html())
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::ForStaff => StatusCode::NOT_FOUND,
            Self::LogIn { .. } => StatusCode::SEE_OTHER,
            Self::OldForm { .. } => StatusCode::FORBIDDEN,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(&ENGLISH)
    }
}
