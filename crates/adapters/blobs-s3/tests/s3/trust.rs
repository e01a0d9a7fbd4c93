//! Whose word the adapter takes for who S3 is.
//!
//! The environment of a process is read once and for all of it, so each question is asked by a
//! process of its own: this program, with the last test of this file alone.

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::Command;

use airside_app::ports::Blobs;
use airside_blobs_s3::{S3Blobs, Settings};
use airside_port_contracts::tls::{AUTHORITY, acceptor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const S3: &str = "ADDRESS_OF_S3";

/// A server that is content with every request, and whose certificate is of an unknown authority.
async fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who does not believe the certificate ends the handshake.
            let Ok(mut stream) = acceptor().accept(stream).await else { continue };
            let mut request = vec![0; 10_000];
            let _ = stream.read(&mut request).await.unwrap();
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(answer.as_bytes()).await.unwrap();
            let _ = stream.shutdown().await;
        }
    });
    address
}

/// Whether a process with this in its environment reaches the server.
async fn reaches(address: SocketAddr, variables: Vec<(&'static str, String)>) -> bool {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process
        .args(["--exact", "trust::s3_answers_at_the_address_in_the_environment", "--ignored"])
        .env_remove("SSL_CERT_FILE")
        .env_remove("SSL_CERT_DIR")
        .env(S3, address.to_string())
        .envs(variables);
    let output = tokio::task::spawn_blocking(move || process.output()).await.unwrap().unwrap();
    output.status.success()
}

#[tokio::test]
async fn an_authority_is_believed_that_ssl_cert_file_names_and_no_unknown_one() {
    let address = server().await;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(AUTHORITY.as_bytes()).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    assert!(reaches(address, vec![("SSL_CERT_FILE", path)]).await);
    assert!(!reaches(address, Vec::new()).await);
}

#[tokio::test]
#[ignore = "the test above runs it, in a process of its own"]
async fn s3_answers_at_the_address_in_the_environment() {
    #[expect(clippy::disallowed_methods, reason = "the test above says where its server is")]
    let address = std::env::var(S3).unwrap();
    let blobs = S3Blobs::new(&Settings {
        endpoint: format!("https://{address}"),
        region: "us-east-1".to_owned(),
        bucket: "tickets".to_owned(),
        access_key: "somebody".to_owned(),
        secret_key: "secret".to_owned(),
        path_style: true,
        public_endpoint: None,
        timeout: std::time::Duration::from_secs(20),
    })
    .unwrap();
    blobs.ping().await.unwrap();
}
