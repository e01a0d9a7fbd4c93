//! What carries mails.

use std::sync::Arc;

use airside_app::ports::Mailer;
use airside_local::NoMail;
use airside_mail_lettre::{MailFolder, SmtpMailer};
use anyhow::Context;

use crate::settings::{Settings, Transport};

/// What these settings choose.
pub(crate) fn mailer(settings: &Settings) -> anyhow::Result<Arc<dyn Mailer>> {
    let email = &settings.email;
    Ok(match email.transport {
        Transport::Folder => {
            Arc::new(MailFolder::new(settings.data_dir.join("mail"), email.sender()?))
        }
        Transport::Smtp => {
            let smtp = SmtpMailer::new(&email.smtp(), email.sender()?);
            Arc::new(smtp.context("mails cannot go out by these settings (email.…)")?)
        }
        Transport::None => Arc::new(NoMail),
    })
}
