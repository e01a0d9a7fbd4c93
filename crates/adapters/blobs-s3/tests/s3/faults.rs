//! What happens when S3 is away, slow, busy, or the way there is bad.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use airside_app::ports::Blobs;
use airside_blobs_s3::{S3Blobs, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};

use crate::service::{settings, store};

const KEY: &str = "documents/ticket.pdf";

fn at(address: SocketAddr) -> Settings {
    Settings {
        endpoint: format!("http://{address}"),
        region: "us-east-1".to_owned(),
        bucket: "tickets".to_owned(),
        access_key: "somebody".to_owned(),
        secret_key: "secret".to_owned(),
        path_style: true,
        public_endpoint: None,
        timeout: Duration::from_secs(20),
    }
}

/// A server that gives these answers, one a connection, and after the last one hears no more.
/// With it, how many calls it heard.
async fn answering(answers: &'static [&'static str]) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, heard) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&heard);
    tokio::spawn(async move {
        for status in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 10_000];
            let _ = stream.read(&mut request).await.unwrap();
            count.fetch_add(1, Ordering::Relaxed);
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (address, heard)
}

#[tokio::test]
async fn with_s3_away_every_call_is_an_error() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let blobs = S3Blobs::new(&at(nobody)).unwrap();
    assert!(blobs.put(KEY, "application/pdf", vec![1]).await.is_err());
    assert!(blobs.get(KEY).await.is_err());
    assert!(blobs.ping().await.is_err());
    assert!(blobs.ensure_bucket().await.is_err());
}

#[tokio::test]
async fn a_silent_s3_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = at(listener.local_addr().unwrap());
    let blobs = S3Blobs::new(&Settings { timeout: Duration::from_millis(50), ..settings }).unwrap();
    assert!(blobs.get(KEY).await.is_err());
    assert!(blobs.ping().await.is_err());
}

#[tokio::test]
async fn a_busy_s3_is_asked_again() {
    let (address, heard) =
        answering(&["503 Slow Down", "500 Internal Server Error", "200 OK"]).await;
    let blobs = S3Blobs::new(&at(address)).unwrap();
    blobs.put(KEY, "application/pdf", vec![1]).await.unwrap();
    assert_eq!(heard.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_busy_s3_is_not_asked_for_ever() {
    let (address, heard) = answering(&["503 Slow Down"; 10]).await;
    let blobs = S3Blobs::new(&at(address)).unwrap();
    assert!(blobs.get(KEY).await.is_err());
    assert_eq!(heard.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_refusal_is_an_error_and_not_repeated() {
    for refusal in [&["403 Forbidden"; 3], &["404 Not Found"; 3], &["400 Bad Request"; 3]] {
        let (address, heard) = answering(refusal).await;
        let blobs = S3Blobs::new(&at(address)).unwrap();
        assert!(blobs.put(KEY, "application/pdf", vec![1]).await.is_err(), "{refusal:?}");
        assert_eq!(heard.load(Ordering::Relaxed), 1, "{refusal:?}");
    }
}

/// Stands before S3 and turns the first `original` of each connection into `damaged`.
async fn damaging_way_to(endpoint: &str) -> SocketAddr {
    let s3 = endpoint.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(&s3).await.unwrap();
            let (mut from_client, mut to_client) = near.into_split();
            let (mut from_s3, mut to_s3) = far.into_split();
            tokio::spawn(async move { copy(&mut from_s3, &mut to_client).await });
            tokio::spawn(async move {
                let mut bytes = vec![0; 10_000];
                while let Ok(read @ 1..) = from_client.read(&mut bytes).await {
                    let passed = &mut bytes[..read];
                    if let Some(at) = passed.windows(8).position(|it| it == b"original") {
                        passed[at..at + 8].copy_from_slice(b"damaged!");
                    }
                    to_s3.write_all(passed).await.unwrap();
                }
            });
        }
    });
    address
}

#[tokio::test]
async fn a_file_that_was_damaged_on_the_way_is_not_stored() {
    let settings = settings();
    let blobs = store(&settings).await;
    let way = damaging_way_to(&settings.endpoint).await;
    let through = Settings { endpoint: format!("http://{way}"), ..settings };
    let damaged = S3Blobs::new(&through).unwrap();

    damaged.put(KEY, "text/plain", b"whole".to_vec()).await.unwrap();
    assert!(damaged.put(KEY, "text/plain", b"an original text".to_vec()).await.is_err());
    assert_eq!(blobs.get(KEY).await.unwrap(), Some(b"whole".to_vec()));
}
