//! Letters at a mail server that others wrote: `check/run` starts one, and says where it is in
//! `AIRSIDE_TEST_SMTP`. Without it these tests look at nothing.

use std::path::PathBuf;
use std::time::Duration;

use airside_app::ports::mailer::{Letter, Mailer, MailerError};
use airside_mail_lettre::{BadSettings, Security, SmtpMailer, SmtpSettings};
use airside_primitives::MailId;
use uuid::Uuid;

use crate::samples::{letter, sender};

/// The folder of the server.
struct Server(PathBuf);

impl Server {
    fn find() -> Option<Self> {
        let folder = std::env::var_os("AIRSIDE_TEST_SMTP");
        if folder.is_none() {
            eprintln!("left out: no mail server (crates/adapters/mail-lettre/check/run has one)");
        }
        folder.map(|folder| Self(folder.into()))
    }

    fn port(&self, way: &str) -> u16 {
        let ports = std::fs::read_to_string(self.0.join("ports")).unwrap();
        let (_, rest) = ports.split_once(&format!("\"{way}\": ")).unwrap();
        let digits = rest.find(|it: char| !it.is_ascii_digit()).unwrap();
        rest[..digits].parse().unwrap()
    }

    fn settings(&self, security: Security) -> SmtpSettings {
        let (way, user) = match security {
            Security::StartTls => ("starttls", Some(("airside".into(), "hush-hush".into()))),
            Security::Implicit => ("implicit", None),
            Security::None => ("none", None),
        };
        SmtpSettings {
            host: "localhost".to_owned(),
            port: self.port(way),
            security,
            user,
            certificates: Some(self.0.join("certificate.pem")),
            timeout: Duration::from_secs(10),
        }
    }

    /// Whether the server has taken this letter by one of its ways.
    fn has(&self, letter: &Letter, way: &str) -> bool {
        let files = std::fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().path());
        let mut mails = files.filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(way)
        });
        mails.any(|path| {
            let mail = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
            mail.contains(&format!("Message-ID: <{}@quartz.example>", letter.id))
                && mail.contains("Content-Type: application/pdf")
        })
    }
}

fn mailer(settings: &SmtpSettings) -> SmtpMailer {
    SmtpMailer::new(settings, sender()).unwrap()
}

fn numbered(number: u128) -> Letter {
    Letter { id: MailId(Uuid::from_u128(number)), ..letter() }
}

#[tokio::test]
async fn a_letter_arrives_by_starttls_by_tls_and_in_the_clear_on_this_machine() {
    let Some(server) = Server::find() else { return };
    for (number, way, security) in [
        (1, "starttls", Security::StartTls),
        (2, "implicit", Security::Implicit),
        (3, "none", Security::None),
    ] {
        let mailer = mailer(&server.settings(security));
        for letter in [numbered(number), numbered(number + 10)] {
            mailer.send(&letter).await.unwrap();
            assert!(server.has(&letter, way), "{way}");
        }
    }
}

#[tokio::test]
async fn who_is_not_there_is_refused_for_good_and_who_is_busy_for_now() {
    let Some(server) = Server::find() else { return };
    let mailer = mailer(&server.settings(Security::StartTls));
    let to = |address: &str| Letter { to: address.to_owned(), ..letter() };
    let refused = mailer.send(&to("nobody@example.com")).await.unwrap_err();
    assert!(matches!(&refused, MailerError::Refused(why) if why.contains("550")), "{refused}");
    let busy = mailer.send(&to("later@example.com")).await.unwrap_err();
    assert!(matches!(busy, MailerError::Away(_)), "{busy}");
    // What the server says names the receiver, and we repeat nothing of it.
    for error in [refused, busy] {
        let told = format!("{} {error:?}", airside_app::chain(&error));
        assert!(!told.contains("example.com"), "{told}");
    }
    mailer.send(&letter()).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_and_a_certificate_of_nobody_hold_letters_up_and_lose_none() {
    let Some(server) = Server::find() else { return };
    let right = server.settings(Security::StartTls);
    let user = Some(("airside".to_owned(), "hush-wrong".to_owned()));
    for wrong in [
        SmtpSettings { user, ..right.clone() },
        SmtpSettings { certificates: None, ..right.clone() },
        SmtpSettings { certificates: None, ..server.settings(Security::Implicit) },
        SmtpSettings { port: 1, ..right },
    ] {
        let error = mailer(&wrong).send(&letter()).await.unwrap_err();
        assert!(matches!(error, MailerError::Away(_)), "{error}");
        assert!(!format!("{} {error:?}", airside_app::chain(&error)).contains("hush"));
    }
}

#[test]
fn nothing_leaves_this_machine_in_the_clear() {
    let settings = |host: &str| SmtpSettings {
        host: host.to_owned(),
        port: 25,
        security: Security::None,
        user: None,
        certificates: None,
        timeout: Duration::from_secs(1),
    };
    for host in ["localhost", "127.0.0.1", "127.8.0.1", "::1"] {
        assert!(SmtpMailer::new(&settings(host), sender()).is_ok(), "{host}");
    }
    for host in ["mail.example", "10.0.0.1", "localhost.example", "0.0.0.0"] {
        let refused = SmtpMailer::new(&settings(host), sender());
        assert!(matches!(refused, Err(BadSettings::InTheClear)), "{host}");
    }
}
