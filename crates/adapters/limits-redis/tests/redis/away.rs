//! What happens when Redis is away, and when it comes back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use airside_app::ports::{Limit, Limits};
use airside_limits_redis::{Certificate, RedisLimits, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::service::database;

/// One a minute, five at once.
const RARE: Limit = Limit { name: "rare", rate: 1, period_seconds: 60, burst: 5 };

fn limits_at(address: SocketAddr) -> RedisLimits {
    RedisLimits::connect(Settings {
        url: format!("redis://{address}"),
        certificate: Certificate::Checked,
        prefix: "test".to_owned(),
        timeout: Duration::from_millis(100),
    })
    .unwrap()
}

/// An address where nobody listens.
async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

#[tokio::test]
async fn with_redis_away_every_call_says_so() {
    let limits = limits_at(nobody().await);
    for _ in 0..20 {
        assert!(limits.take(RARE, "asha").await.is_err());
    }
    assert!(limits.ping().await.is_err());
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_at_once_and_not_shown() {
    for url in ["", "redis", "http://127.0.0.1:6379", "redis://:hunter2@127.0.0.1:x/0"] {
        let settings = Settings {
            url: url.to_owned(),
            certificate: Certificate::Checked,
            prefix: "test".to_owned(),
            timeout: Duration::from_secs(1),
        };
        let error = RedisLimits::connect(settings).err().unwrap();
        assert!(!airside_app::chain(&error).contains("hunter2"), "{error}");
    }
}

#[tokio::test]
async fn nobody_waits_for_a_redis_that_was_silent_a_moment_ago() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let limits = limits_at(listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let _silent = tokio::spawn({
        let asked = Arc::clone(&asked);
        async move {
            let mut open = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                asked.fetch_add(1, Ordering::Relaxed);
                open.push(stream);
            }
        }
    });

    for _ in 0..200 {
        assert!(limits.take(RARE, "asha").await.is_err());
    }
    // Each call that asks connects anew, as the one before gave its connection up.
    let asked = asked.load(Ordering::Relaxed);
    assert!((1..20).contains(&asked), "{asked} of 200 asked");
}

#[tokio::test]
async fn a_rediss_address_is_spoken_to_in_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let first_byte = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_u8().await.unwrap()
    });
    let limits = RedisLimits::connect(Settings {
        url: format!("rediss://{address}"),
        certificate: Certificate::Checked,
        prefix: "test".to_owned(),
        timeout: Duration::from_secs(5),
    })
    .unwrap();

    assert!(limits.take(RARE, "asha").await.is_err());
    assert_eq!(first_byte.await.unwrap(), 22, "a TLS handshake begins with 22");
}

#[tokio::test]
async fn a_redis_that_refuses_everything_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let refusing = tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let mut asked = [0; 4096];
            while let Ok(1..) = caller.read(&mut asked).await {
                // Each command is an array, so each begins with a star.
                let commands = asked.split(|byte| *byte == b'*').count() - 1;
                let refusals = b"-NOAUTH Authentication required.\r\n".repeat(commands);
                if caller.write_all(&refusals).await.is_err() {
                    break;
                }
                asked.fill(0);
            }
        }
    });

    let limits = limits_at(address);
    assert!(limits.ping().await.is_err());
    assert!(limits.take(RARE, "asha").await.is_err());
    refusing.abort();
}

/// Stands between the adapter and Redis, and can be cut.
struct Forwarder {
    address: SocketAddr,
    /// The URL of Redis, by this way.
    url: String,
    redis: String,
    running: Option<JoinHandle<()>>,
}

impl Forwarder {
    async fn before(redis: &str) -> Self {
        let authority = redis.trim_start_matches("redis://").split('/').next().unwrap();
        let host = authority.rsplit('@').next().unwrap();
        let address = nobody().await;
        let url = redis.replace(host, &address.to_string());
        let mut forwarder = Self { address, url, redis: host.to_owned(), running: None };
        forwarder.restore().await;
        forwarder
    }

    async fn restore(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        let redis = self.redis.clone();
        self.running = Some(tokio::spawn(async move {
            // Dropped with this task, which cuts what runs through it.
            let mut connections = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let mut far = TcpStream::connect(&redis).await.unwrap();
                connections.spawn(async move { copy_bidirectional(&mut near, &mut far).await });
            }
        }));
    }

    async fn cut(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            let _ = running.await;
        }
    }
}

#[tokio::test]
async fn calls_are_counted_again_when_redis_comes_back() {
    let database = database();
    let mut way = Forwarder::before(&database.url).await;
    let limits = database.limits_at(&way.url);
    assert_eq!(limits.take(RARE, "asha").await.unwrap().remaining, 4);

    way.cut().await;
    assert!(limits.ping().await.is_err());
    for _ in 0..10 {
        assert!(limits.take(RARE, "asha").await.is_err());
    }

    way.restore().await;
    let deadline = Instant::now() + Duration::from_secs(30);
    while limits.ping().await.is_err() {
        assert!(Instant::now() < deadline, "it never came back");
        tokio::task::yield_now().await;
    }
    let remaining = limits.take(RARE, "asha").await.unwrap().remaining;
    assert_eq!(remaining, 3, "what was counted before is still counted");
}

#[tokio::test]
async fn a_connection_that_broke_between_two_calls_is_no_outage() {
    let database = database();
    let mut way = Forwarder::before(&database.url).await;
    let limits = database.limits_at(&way.url);
    limits.take(RARE, "asha").await.unwrap();

    way.cut().await;
    way.restore().await;
    assert_eq!(limits.take(RARE, "asha").await.unwrap().remaining, 3);
}
