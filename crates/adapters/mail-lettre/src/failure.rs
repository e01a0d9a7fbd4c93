//! What goes wrong on the way, without the words of the server: those often name the receiver.

use airside_app::ports::MailerError;
use lettre::transport::smtp::Error as SmtpError;
use thiserror::Error;

/// Settings that cannot be used. Says nothing of what is secret in them.
#[derive(Debug, Error)]
pub enum BadSettings {
    #[error("{0} is no address such as \"Example Air <no-reply@air.example>\"")]
    From(String),
    #[error("without TLS mails go to this machine only (127.0.0.1, ::1, localhost)")]
    InTheClear,
    #[error("the file of certificates cannot be read: {0}")]
    Certificates(#[source] std::io::Error),
    #[error("the file of certificates has none in PEM")]
    NoCertificates,
    #[error("TLS cannot be set up")]
    Tls,
}

/// Why a server did not take a letter.
#[derive(Debug, Error)]
enum Answer {
    #[error("it answered {0}")]
    Code(u16),
    #[error("it does not take the user and password (answer {0})")]
    Unwelcome(u16),
    #[error("TLS could not be agreed on")]
    Tls(#[source] SmtpError),
    #[error("it took too long")]
    Slow,
    #[error("it cannot be talked to")]
    Unreached(#[source] SmtpError),
}

/// Answers about who is talking, not about the letter: settings can be mended.
const UNWELCOME: [u16; 4] = [530, 534, 535, 538];

pub(crate) fn slow() -> MailerError {
    MailerError::Away(Answer::Slow.into())
}

pub(crate) fn told(error: SmtpError) -> MailerError {
    if let Some(code) = error.status().map(u16::from) {
        return if UNWELCOME.contains(&code) {
            MailerError::Away(Answer::Unwelcome(code).into())
        } else if error.is_permanent() {
            MailerError::Refused(format!("the mail server answered {code}"))
        } else {
            MailerError::Away(Answer::Code(code).into())
        };
    }
    MailerError::Away(Box::new(if error.is_tls() {
        Answer::Tls(error)
    } else if error.is_timeout() {
        Answer::Slow
    } else {
        Answer::Unreached(error)
    }))
}
