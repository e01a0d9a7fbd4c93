//! Mails to an SMTP server, over TLS unless that is this machine.

use std::fs;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use airside_app::ports::mailer::{House, Letter};
use airside_app::ports::{Mailer, MailerError};
use async_trait::async_trait;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use tokio::time::timeout;

use crate::failure::{BadSettings, slow, told};
use crate::packing::{Sender, pack};

/// How a connection is made secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// It begins in the clear and turns to TLS before anything is said, usually on port 587.
    StartTls,
    /// It is TLS from the first byte, usually on port 465.
    Implicit,
    /// Not at all: to this machine only.
    None,
}

/// Where the server is, and how it is talked to.
#[derive(Clone)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// With its password; nobody, where the server asks for none.
    pub user: Option<(String, String)>,
    /// More certificates that are trusted, in PEM.
    pub certificates: Option<PathBuf>,
    /// How long a letter may take.
    pub timeout: Duration,
}

impl SmtpSettings {
    /// Whether what is said on the way leaves this machine.
    pub fn is_this_machine(&self) -> bool {
        let is_loopback = |address: IpAddr| address.is_loopback();
        self.host == "localhost" || self.host.parse().is_ok_and(is_loopback)
    }
}

/// Hands letters to an SMTP server, each over a connection of its own.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// lettre gives up connecting only: a server that says nothing would hold a letter for good.
    timeout: Duration,
    sender: Sender,
}

impl SmtpMailer {
    /// Reads certificates; connects to nothing yet.
    pub fn new(settings: &SmtpSettings, sender: Sender) -> Result<Self, BadSettings> {
        let tls = match settings.security {
            Security::StartTls => Tls::Required(parameters(settings)?),
            Security::Implicit => Tls::Wrapper(parameters(settings)?),
            Security::None if settings.is_this_machine() => Tls::None,
            Security::None => return Err(BadSettings::InTheClear),
        };
        // "Dangerous" is what lettre calls a builder without TLS; it is said in the next line.
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.as_str())
                .port(settings.port)
                .tls(tls)
                .timeout(Some(settings.timeout));
        if let Some((user, password)) = &settings.user {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), timeout: settings.timeout, sender })
    }
}

fn parameters(settings: &SmtpSettings) -> Result<TlsParameters, BadSettings> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(file) = &settings.certificates {
        let pem = fs::read(file).map_err(BadSettings::Certificates)?;
        let certificate = Certificate::from_pem(&pem).map_err(|_| BadSettings::NoCertificates)?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(|_| BadSettings::Tls)
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailerError> {
        let packed = pack(&self.sender, letter)?;
        let sent = timeout(self.timeout, self.transport.send(packed)).await;
        sent.map_err(|_| slow())?.map(drop).map_err(told)
    }

    fn house(&self) -> House {
        self.sender.house()
    }
}
