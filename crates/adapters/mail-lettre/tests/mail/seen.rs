//! How a letter looks, as it was when somebody looked at it: after a change, look again.
//!
//! `AIRSIDE_TEST_PAGES=FOLDER` lays the page there for a browser.

use airside_app::ports::mailer::Mailer as _;
use airside_mail_lettre::MailFolder;

use crate::samples::{letter, sender};

/// The text and the page of the sample, as a program that reads mail gets them.
async fn drawn() -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    MailFolder::new(folder.path(), sender()).send(&letter()).await.unwrap();
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    let mail = String::from_utf8(std::fs::read(file.path()).unwrap()).unwrap();
    (part(&mail, "text/plain"), part(&mail, "text/html"))
}

/// What stands in a part of this type, without its encoding.
fn part(mail: &str, kind: &str) -> String {
    let (_, part) = mail.split_once(&format!("Content-Type: {kind}; charset=utf-8\r\n")).unwrap();
    let (head, rest) = part.split_once("\r\n\r\n").unwrap();
    let body = rest.split("\r\n--page-").next().unwrap();
    let body = body.replace("\r\n", "\n");
    match head.trim() {
        "Content-Transfer-Encoding: 7bit" => body,
        "Content-Transfer-Encoding: quoted-printable" => unquoted(&body),
        other => panic!("{other} is read by nobody here"),
    }
}

fn unquoted(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' && after.len() >= 2 {
            let digits = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn the_text_and_the_page_look_as_they_did() {
    let (text, page) = drawn().await;
    if let Some(folder) = std::env::var_os("AIRSIDE_TEST_PAGES") {
        std::fs::write(std::path::Path::new(&folder).join("letter.html"), &page).unwrap();
    }
    insta::assert_snapshot!("text", text);
    insta::assert_snapshot!("page", page);
}

#[tokio::test]
async fn a_page_fetches_nothing_and_suits_the_dark() {
    let (text, page) = drawn().await;
    for outside in ["<img", "url(", "<link", "@import", "<script", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("name=\"color-scheme\" content=\"light dark\""));
    assert!(page.contains("prefers-color-scheme: dark"));
    for said in ["Demo data", "K7Q2MZ", "Søren Ærø", "09:30 IST", "08:00 IST", "Mumbai (BOM)"] {
        assert!(page.contains(said) && text.contains(said), "{said}");
    }
    assert!(page.contains("a=1&amp;b=2") && text.contains("a=1&b=2"));
}
