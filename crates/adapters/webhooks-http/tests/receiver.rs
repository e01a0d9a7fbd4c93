//! Webhooks against a receiver on this machine, and against addresses that must not be called.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use airside_app::ports::Entropy;
use airside_app::ports::deliverer::{Deliverer, UnsafeUrl, Webhook};
use airside_app::webhooks::{Answered, EndpointSecret, NoAnswer};
use airside_webhooks_http::{HttpDeliverer, Loopback};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Sevens.
struct Sevens;

impl Entropy for Sevens {
    fn id(&self) -> uuid::Uuid {
        uuid::Uuid::nil()
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// Answers one request so, and gives it back.
async fn receiver(answer: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"}") {
            let mut bytes = [0; 4_096];
            let read = stream.read(&mut bytes).await.unwrap();
            request.extend_from_slice(&bytes[..read]);
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(request).unwrap()
    });
    (format!("http://{address}/hooks?of=us"), serving)
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
}

async fn post(deliverer: &HttpDeliverer, url: &str) -> Answered {
    let secrets = vec![EndpointSecret::new(&Sevens)];
    let webhook = Webhook { url, id: "msg_1", body: r#"{"type":"ping"}"#, secrets };
    deliverer.post(webhook).await.0
}

fn deliverer(loopback: Loopback) -> HttpDeliverer {
    HttpDeliverer::new(loopback).unwrap()
}

#[tokio::test]
async fn a_webhook_is_signed_and_its_answer_is_read() {
    let (url, request) = receiver(answer("202 Accepted", "", "thanks")).await;
    let deliverer = deliverer(Loopback::Allowed);
    assert_eq!(deliverer.check(&url).await, Ok(()));
    let answered = post(&deliverer, &url).await;
    assert_eq!(answered, Answered::With { status: 202, beginning: "thanks".to_owned() });

    let request = request.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"type":"ping"}"#);
    assert!(head.starts_with("POST /hooks?of=us HTTP/1.1"), "{head}");
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let found =
            lines.filter(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it.to_owned());
        found.collect::<Vec<_>>().remove(0)
    };
    let timestamp: i64 = header("webhook-timestamp").parse().unwrap();
    let signed = EndpointSecret::new(&Sevens).sign("msg_1", timestamp, body);
    assert_eq!((header("webhook-id"), header("webhook-signature")), ("msg_1".to_owned(), signed));
    assert_eq!(header("content-type"), "application/json");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_a_long_answer_is_cut() {
    let deliverer = deliverer(Loopback::Allowed);
    let elsewhere = "location: http://127.0.0.1:1/\r\n";
    let (url, _) = receiver(answer("302 Found", elsewhere, "")).await;
    assert!(matches!(post(&deliverer, &url).await, Answered::With { status: 302, .. }));

    let (url, _) = receiver(answer("500 Oh", "", &"é\0".repeat(10_000))).await;
    let Answered::With { status: 500, beginning } = post(&deliverer, &url).await else {
        unreachable!("it answered 500")
    };
    assert!(beginning.starts_with("é\u{fffd}é") && beginning.len() < 3_000);
}

#[tokio::test]
async fn nothing_that_is_not_public_is_called() {
    let deliverer = deliverer(Loopback::Refused);
    for (url, why) in [
        ("https://127.0.0.1/", UnsafeUrl::NotPublic),
        ("https://localhost:8443/", UnsafeUrl::NotPublic),
        ("https://[::1]/", UnsafeUrl::NotPublic),
        ("https://[::ffff:10.0.0.1]/", UnsafeUrl::NotPublic),
        ("https://169.254.169.254/latest/meta-data", UnsafeUrl::NotPublic),
        ("https://0/", UnsafeUrl::NotAUrl),
        ("https://2130706433/", UnsafeUrl::NotAUrl),
        ("https://127.1/", UnsafeUrl::NotAUrl),
        ("http://8.8.8.8/", UnsafeUrl::NotHttps),
        ("https://me:hush@8.8.8.8/", UnsafeUrl::HasCredentials),
    ] {
        let refused = deliverer.check(url).await;
        // A resolver may know no such spelling of an address, which is as good.
        let refused = refused.map_err(|it| if it == UnsafeUrl::UnknownHost { why } else { it });
        assert_eq!(refused, Err(why), "{url}");
        let Answered::Not(NoAnswer::UnsafeUrl | NoAnswer::UnknownHost) =
            post(&deliverer, url).await
        else {
            unreachable!("{url} was called")
        };
    }
    assert_eq!(deliverer.check("https://8.8.8.8/hooks").await, Ok(()));
}

#[tokio::test]
async fn where_this_machine_may_be_called_its_network_may_not() {
    let deliverer = deliverer(Loopback::Allowed);
    for url in ["http://10.0.0.1/", "http://192.168.1.1/", "https://172.16.0.1/"] {
        assert_eq!(deliverer.check(url).await, Err(UnsafeUrl::NotPublic), "{url}");
        assert_eq!(post(&deliverer, url).await, Answered::Not(NoAnswer::UnsafeUrl), "{url}");
    }
    assert_eq!(deliverer.check("http://8.8.8.8/").await, Err(UnsafeUrl::NotHttps));
    assert_eq!(deliverer.check("https://no-such-host.invalid/").await, Err(UnsafeUrl::UnknownHost));
    assert_eq!(deliverer.check("http://localhost:9/").await, Ok(()));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(post(&deliverer, &url).await, Answered::Not(NoAnswer::ConnectionFailed));
}
