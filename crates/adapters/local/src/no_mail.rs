//! A deployment that sends no mail.

use airside_app::ports::mailer::{Letter, Mailer, MailerError};
use async_trait::async_trait;

/// Sends nothing, and says so.
#[derive(Debug, Clone, Copy)]
pub struct NoMail;

#[async_trait]
impl Mailer for NoMail {
    async fn send(&self, _letter: &Letter) -> Result<(), MailerError> {
        Err(MailerError::Off)
    }
}
