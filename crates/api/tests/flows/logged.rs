//! What the servers of all these tests log, at its loudest: no line may hold a secret, or tell who
//! somebody is.
//!
//! Every test listens, so every flow is scanned. A line is kept with nothing but its own text:
//! which test it is of cannot be told, and need not be.

use std::io::{self, Write};
use std::sync::{Mutex, Once};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::call::PASSWORD;

/// All that is ours, and of others what a deployment logs by default.
const FILTER: &str = "info,airside=trace";

/// The passport of whoever shows one in these tests.
pub(crate) const DOCUMENT_NUMBER: &str = "ZX9081726";

/// How secrets begin, and what the people of these tests are called, were born and are reached by.
const NEVER: [&str; 18] = [
    DOCUMENT_NUMBER,
    PASSWORD,
    "air_test_",
    "air_live_",
    "eyJ",
    "whsec_",
    "sk_test_",
    "pm_card",
    "signature=",
    "token=",
    "Bearer ",
    "@example.com",
    "1990-05-01",
    "2019-05-01",
    "Rao",
    "Asha",
    "Ravi",
    "Mira",
];

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Held by every test; a leak fails whichever test lets go of it next.
pub(crate) struct Listening(());

/// Takes what is logged from now on.
pub(crate) fn listen() -> Listening {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(FILTER))
            .with_span_events(FmtSpan::NEW)
            .with_ansi(false)
            .with_writer(|| Lines)
            .init();
    });
    Listening(())
}

/// All lines so far, of every test.
pub(crate) fn lines() -> Vec<String> {
    LINES.lock().unwrap().clone()
}

impl Drop for Listening {
    fn drop(&mut self) {
        let leaks = LEAKS.lock().unwrap().clone();
        if !std::thread::panicking() {
            assert!(leaks.is_empty(), "secrets were logged:\n{}", leaks.join("\n"));
        }
    }
}

/// Takes one line with each call, as the log writes them.
struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes).into_owned();
        if let Some(secret) = NEVER.into_iter().find(|secret| holds(&line, secret)) {
            LEAKS.lock().unwrap().push(format!("{secret:?} in {line}"));
        }
        LINES.lock().unwrap().push(line);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a line has this text, by itself where it begins: ids of offers are random letters.
fn holds(line: &str, secret: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || "-_".contains(it);
    line.match_indices(secret).any(|(at, _)| {
        let begins = !line[..at].ends_with(is_letter);
        let ends = secret.len() > 4 || !line[at + secret.len()..].starts_with(is_letter);
        let is_word = secret.chars().all(char::is_alphabetic);
        !is_word || (begins && (ends || secret == "eyJ"))
    })
}

#[test]
fn a_secret_is_found_wherever_it_stands() {
    assert!(
        holds("a=\"Rao\"", "Rao")
            && holds("x: eyJhbGci", "eyJ")
            && holds("k=air_test_1", "air_test_")
    );
    assert!(
        !holds("off_aRaob", "Rao") && !holds("path=/v1/x_eyJ", "eyJ") && !holds("Raoul", "Rao")
    );
}
