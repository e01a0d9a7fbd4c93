//! Letters in a folder, and what text from outside can do to them: nothing.

use airside_app::ports::mailer::{Block, Letter, Mailer, MailerError};
use airside_mail_lettre::{MailFolder, Sender};

use crate::samples::{letter, sender};

/// The letter as it lies in a folder; there is one file.
async fn laid(sender: Sender, letter: &Letter) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mailer = MailFolder::new(folder.path().join("mail"), sender);
    mailer.send(letter).await.unwrap();
    mailer.send(letter).await.unwrap();
    let mut files = std::fs::read_dir(folder.path().join("mail")).unwrap();
    let file = files.next().unwrap().unwrap();
    assert!(files.next().is_none(), "the same letter is the same file");
    let name = format!("2026-12-01-{}.eml", letter.id);
    assert_eq!(file.file_name().to_str().unwrap(), name);
    String::from_utf8(std::fs::read(file.path()).unwrap()).unwrap()
}

/// Name and value of each header, unfolded, up to the body.
fn headers(mail: &str) -> Vec<(String, String)> {
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), value.to_owned())
    };
    head.split("\r\n").map(header).collect()
}

#[tokio::test]
async fn a_letter_says_whom_it_is_from_and_is_known_by_its_id_when_it_comes_twice() {
    let letter = letter();
    let mail = laid(sender(), &letter).await;
    let expected = [
        ("Message-ID", "<01a0f67b-22db-7013-9084-947299ddfba2@quartz.example>"),
        ("Date", "Tue, 01 Dec 2026 08:00:00 +0000"),
        ("From", "\"Quartz Air\" <no-reply@quartz.example>"),
        ("To", "asha@example.com"),
        ("Subject", "Booking K7Q2MZ: New Delhi to Mumbai has new times"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ];
    let headers = headers(&mail);
    for (name, value) in expected {
        assert!(headers.contains(&(name.to_owned(), value.to_owned())), "{name}: {headers:?}");
    }
    assert_eq!(headers.len(), expected.len() + 1, "and a Content-Type: {headers:?}");
    assert_eq!(mail, laid(sender(), &letter).await, "packed again it is the same");
}

#[tokio::test]
async fn a_name_in_the_settings_goes_before_the_airlines_and_is_encoded() {
    let sender = Sender::parse("Fluggesellschaft Österreich <no-reply@quartz.example>").unwrap();
    let mail = laid(sender, &letter()).await;
    let from = headers(&mail).into_iter().find(|(name, _)| name == "From").unwrap().1;
    assert!(from.contains("=?utf-8?b?") && from.is_ascii(), "{from}");
}

#[test]
fn an_address_that_nobody_reads_is_given_to_nobody() {
    let house = |from| MailFolder::new("nowhere", Sender::parse(from).unwrap()).house();
    let named = house("Example Air <desk@air.example>");
    assert_eq!(named.name.as_deref(), Some("Example Air"));
    assert_eq!(named.reply_to.as_deref(), Some("desk@air.example"));
    assert!(house("desk@air.example").name.is_none());
    for from in ["no-reply@air.example", "NoReply@air.example", "do_not_reply@air.example"] {
        assert!(house(from).reply_to.is_none(), "{from}");
    }
}

#[tokio::test]
async fn no_text_adds_a_header_or_markup() {
    const EVIL: &str = "x\r\nBcc: thief@example.com\r\n\r\n<script>alert(1)</script> \u{2028}é";
    let mut evil = letter();
    evil.subject = EVIL.to_owned();
    evil.reason = EVIL.to_owned();
    evil.brand.as_mut().unwrap().name = EVIL.to_owned();
    evil.attachments[0].name = EVIL.to_owned();
    evil.blocks = vec![
        Block::Text(EVIL.to_owned()),
        Block::Facts(vec![(EVIL.to_owned(), EVIL.to_owned())]),
        Block::Link { label: EVIL.to_owned(), url: format!("https://x/\"{EVIL}") },
    ];
    let mail = laid(sender(), &evil).await;
    let names: Vec<_> = headers(&mail).into_iter().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| name == "Bcc"), "{names:?}");
    assert_eq!(names.len(), 8, "{names:?}");
    for part in mail.split("--page-").chain(mail.split("--files-")) {
        let head = part.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("\r\nBcc:"), "{head}");
    }
    let (_, page) = mail.split_once("Content-Type: text/html").unwrap();
    assert!(!page.contains("<script"), "markup was made of text");
}

#[tokio::test]
async fn what_is_no_address_is_refused_and_nowhere_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = MailFolder::new(folder.path(), sender());
    for wrong in [
        "",
        "asha",
        "asha@",
        "@example.com",
        "asha@example.com\r\nBcc: thief@example.com",
        "asha@example.com, thief@example.com",
        "Asha <asha@example.com>",
    ] {
        let letter = Letter { to: wrong.to_owned(), ..letter() };
        let refused = mailer.send(&letter).await.unwrap_err();
        assert!(matches!(refused, MailerError::Refused(_)), "{wrong:?}");
        assert!(!format!("{refused} {refused:?}").contains("thief"), "{refused}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
