//! How mails go out, and whom they come from.

use std::path::PathBuf;
use std::time::Duration;

use airside_mail_lettre::{Security, Sender, SmtpSettings};
use serde::Deserialize;

use super::choice::choice;
use super::error::{Faults, SettingsError};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Email {
    pub transport: Transport,
    /// `Example Air <no-reply@air.example>`, or the address alone.
    pub from: String,
    pub smtp_host: String,
    pub smtp_port: u16,
    pub smtp_security: SmtpSecurity,
    /// Empty: the server asks for none.
    pub smtp_user: String,
    pub smtp_password: String,
    /// A file of more certificates that are trusted; empty: none.
    pub smtp_certificates: String,
    pub smtp_timeout_seconds: u32,
}

choice! {
    /// Where mails go.
    pub enum Transport {
        /// Into the data folder, where nobody gets them.
        Folder = "folder",
        Smtp = "smtp",
        /// Nowhere.
        None = "none",
    }
}

choice! {
    /// How the way to the mail server is made secret.
    pub enum SmtpSecurity {
        StartTls = "starttls",
        Implicit = "implicit",
        None = "none",
    }
}

airside_primitives::hide_in_debug!(Email { transport, from, smtp_host, smtp_port, smtp_security });

impl Email {
    pub(super) fn check(&self, faults: &mut Faults) {
        let sender = faults.none_in(self.sender());
        match self.transport {
            Transport::Folder | Transport::None => return,
            Transport::Smtp => {}
        }
        if self.smtp_host.is_empty() {
            faults.wrong("email.smtp_host", "must name the mail server");
        }
        if sender.is_some_and(|sender| sender.is_example()) {
            faults.wrong("email.from", "is that of an example: say whom mails come from");
        }
        if self.smtp_user.is_empty() != self.smtp_password.is_empty() {
            faults.wrong("email.smtp_password", "goes with email.smtp_user: both or neither");
        }
        if !(1..=600).contains(&self.smtp_timeout_seconds) {
            faults.wrong("email.smtp_timeout_seconds", "must be 1 to 600");
        }
        if self.smtp_security == SmtpSecurity::None && !self.smtp().is_this_machine() {
            let detail = "may be none only to this machine (127.0.0.1, ::1, localhost)";
            faults.wrong("email.smtp_security", detail);
        }
    }

    /// Whom mails come from.
    pub(crate) fn sender(&self) -> Result<Sender, SettingsError> {
        Sender::parse(&self.from).map_err(|_| {
            let detail = "must be an address such as \"Example Air <no-reply@air.example>\"";
            SettingsError::wrong("email.from", detail)
        })
    }

    /// How the mail server is talked to.
    pub(crate) fn smtp(&self) -> SmtpSettings {
        let given = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        SmtpSettings {
            host: self.smtp_host.clone(),
            port: self.smtp_port,
            security: match self.smtp_security {
                SmtpSecurity::StartTls => Security::StartTls,
                SmtpSecurity::Implicit => Security::Implicit,
                SmtpSecurity::None => Security::None,
            },
            user: given(&self.smtp_user).map(|user| (user, self.smtp_password.clone())),
            certificates: given(&self.smtp_certificates).map(PathBuf::from),
            timeout: Duration::from_secs(self.smtp_timeout_seconds.into()),
        }
    }
}
