//! What a page says when it cannot be shown.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use airside_pages::{Frame, Language, escape, policy};

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
        f.write_str(self.said().0)
    }
}

impl Refusal {
    const fn said(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => (
                "There is nothing here",
                "The address may be mistyped, or what was here belongs to somebody else. Is it your trip? Find it by its reference.",
            ),
            Self::ForStaff => (
                "This is for those who serve",
                "You are logged in, but not with an account that serves travellers. Whoever runs this server can give yours that role.",
            ),
            Self::LogIn { .. } => ("Log in first", "This page is shown to you after that."),
            Self::OldForm { .. } => (
                "This page was open for too long",
                "Nothing was done. Open it again, and send it once more.",
            ),
            Self::TooMany { .. } => ("That was too much at once", "Nothing was done."),
            Self::TooLong => {
                ("That is too long", "Nothing was done. Make it shorter, and send it once more.")
            }
            Self::Away => ("We are busy at the moment", "Nothing was done. Try again in a moment."),
            Self::Fault => (
                "Something went wrong here",
                "It was written down for those who run this server. Try again in a moment; your bookings are safe.",
            ),
        }
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
        let mut answer = HttpResponse::build(self.status_code());
        if let Self::LogIn { then } = self {
            let then: String = form_urlencoded::byte_serialize(then.as_bytes()).collect();
            return answer.insert_header((LOCATION, format!("/login?then={then}"))).finish();
        }
        if let Self::TooMany { seconds } = self {
            answer.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        let (title, text) = self.said();
        let text = match self {
            Self::TooMany { seconds } if *seconds > 90 => {
                format!("{text} Try again in {} minutes.", seconds.div_ceil(60))
            }
            Self::TooMany { seconds } => {
                let seconds = (*seconds).max(2);
                format!("{text} Try again in {seconds} seconds.")
            }
            _ => text.to_owned(),
        };
        let again = match self {
            Self::OldForm { again } => format!("/{again}"),
            _ => "/".to_owned(),
        };
        let body = format!(
            "<main class=\"sheet\" id=\"main\"><h1>{title}</h1><p>{text}</p>\
             <p class=\"actions\"><a class=\"button\" href=\"{}\">Go on</a>\
             <a class=\"button other\" href=\"/find\">Find a trip</a></p></main>",
            escape(&again)
        );
        let language = Language::ENGLISH;
        let frame = Frame {
            title,
            language,
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
