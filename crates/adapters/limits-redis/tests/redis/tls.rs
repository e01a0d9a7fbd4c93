//! Which certificates Redis may show.

use airside_app::ports::{Limit, Limits};
use airside_limits_redis::Certificate;
use airside_port_contracts::tls::acceptor;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use crate::service::database;

/// One a minute, five at once.
const RARE: Limit = Limit { name: "rare", rate: 1, period_seconds: 60, burst: 5 };

/// Another address of Redis, at which it shows a certificate of an unknown authority.
async fn encrypted(redis: &str) -> String {
    let authority = redis.trim_start_matches("redis://").split('/').next().unwrap();
    let host = authority.rsplit('@').next().unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let url = redis.replace(&host, &address).replace("redis://", "rediss://");
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let mut far = TcpStream::connect(&host).await.unwrap();
            tokio::spawn(async move {
                // Who does not believe the certificate ends the handshake.
                let mut near = acceptor().accept(near).await?;
                copy_bidirectional(&mut near, &mut far).await
            });
        }
    });
    url
}

#[tokio::test]
async fn a_certificate_that_nobody_has_signed_is_refused_unless_any_will_do() {
    let database = database();
    let url = encrypted(&database.url).await;
    let any = database.limits_showing(Certificate::Any, &url);
    any.ping().await.unwrap();
    assert_eq!(any.take(RARE, "asha").await.unwrap().remaining, 4);

    let checked = database.limits_showing(Certificate::Checked, &url);
    assert!(checked.ping().await.is_err());
    assert!(checked.take(RARE, "asha").await.is_err());
}

#[tokio::test]
async fn an_address_does_not_say_itself_that_any_certificate_will_do() {
    let database = database();
    let url = format!("{}#insecure", encrypted(&database.url).await);
    assert!(database.limits_showing(Certificate::Checked, &url).ping().await.is_err());
    database.limits_showing(Certificate::Any, &url).ping().await.unwrap();
}
