//! A server that says what the test tells it to, good or bad, and notes what it was asked.
//!
//! It writes its own bytes, because most of what is tried here no HTTP server would say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use airside_payments_stripe::{Settings, StripePayments};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What to say to one request.
pub(crate) enum Reply {
    Say {
        status: u16,
        headers: &'static [(&'static str, &'static str)],
        body: String,
    },
    /// The connection ends without a word.
    HangUp,
    /// The answer ends in the middle.
    BreakOff,
    /// Nothing is said for as long as the test lasts.
    Silence,
}

/// One request, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// As `POST /v1/refunds`.
    pub(crate) line: String,
    head: String,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let named =
            |line: &&str| line.split_once(':').is_some_and(|(it, _)| it.eq_ignore_ascii_case(name));
        Some(self.head.lines().find(named)?.split_once(':')?.1.trim())
    }
}

pub(crate) struct Stripe {
    pub(crate) payments: StripePayments,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub(crate) fn ok(body: &str) -> Reply {
    with_status(200, body)
}

pub(crate) fn with_status(status: u16, body: &str) -> Reply {
    with_headers(status, &[], body)
}

pub(crate) fn with_headers(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &str,
) -> Reply {
    Reply::Say { status, headers, body: body.to_owned() }
}

/// Says these things, one to each request, and hangs up on any further one.
pub(crate) async fn stripe<const N: usize>(replies: [Reply; N]) -> Stripe {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let replies = Arc::new(Mutex::new(VecDeque::from(replies)));
    let notes = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection, Arc::clone(&replies), Arc::clone(&notes)));
        }
    });
    let payments = StripePayments::new(Settings {
        secret_key: "sk_test_secret".to_owned(),
        webhook_secret: "whsec_test".to_owned(),
        api_url: Some(url),
        timeout: Duration::from_millis(500),
        attempts: 3,
    })
    .unwrap();
    Stripe { payments, asked }
}

impl Stripe {
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(
    mut connection: TcpStream,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    notes: Arc<Mutex<Vec<Asked>>>,
) {
    while let Some(asked) = read(&mut connection).await {
        notes.lock().unwrap().push(asked);
        let reply = replies.lock().unwrap().pop_front();
        let said = match reply {
            Some(Reply::Say { status, headers, body }) => {
                let mut said = format!("HTTP/1.1 {status} Said\r\n");
                for (name, value) in headers {
                    said += &[name, ": ", value, "\r\n"].concat();
                }
                said + &format!("Content-Length: {}\r\n\r\n{body}", body.len())
            }
            Some(Reply::BreakOff) => {
                let half = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"id\": \"pi_";
                connection.write_all(half.as_bytes()).await.unwrap();
                return;
            }
            Some(Reply::Silence) => std::future::pending().await,
            Some(Reply::HangUp) | None => return,
        };
        if connection.write_all(said.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// `None` when the client has hung up.
async fn read(connection: &mut TcpStream) -> Option<Asked> {
    let mut received = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&received);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let (line, head) = head.split_once("\r\n").unwrap();
            let line = line.trim_end_matches(" HTTP/1.1").to_owned();
            let asked = Asked { line, head: head.to_owned(), body: body.to_owned() };
            let length = asked.header("content-length").map_or(0, |it| it.parse().unwrap());
            if asked.body.len() >= length {
                return Some(asked);
            }
        }
        if connection.read_buf(&mut received).await.ok()? == 0 {
            return None;
        }
    }
}
