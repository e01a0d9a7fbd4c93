//! One connection to a server, kept for request after request.
//!
//! Written by hand so that asking costs a small part of answering: a request is one write, an
//! answer is read until it ends, and nothing of it is looked at but its status.

use std::net::SocketAddr;

use airside_client::Secret;
use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::answer::Answer;
use super::case::Case;

/// So much of a refusal is shown.
const SHOWN: usize = 300;

/// Who is asked, and the key that is shown.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) address: SocketAddr,
    pub(super) key: Secret,
}

pub(super) struct Connection {
    stream: TcpStream,
    request: String,
    /// What follows the path in every request.
    rest: String,
    answer: Answer,
}

impl Connection {
    pub(super) async fn open(target: &Target) -> anyhow::Result<Self> {
        let (address, key) = (target.address, target.key.reveal());
        let stream = TcpStream::connect(address).await.context("cannot connect")?;
        stream.set_nodelay(true)?;
        let rest = format!(" HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n\r\n");
        Ok(Self { stream, request: String::new(), rest, answer: Answer::default() })
    }

    /// Writes the search with this number down, to be sent.
    pub(super) fn prepare(&mut self, case: &Case, number: u64) {
        self.request.clear();
        self.request.push_str("GET ");
        case.write_path(number, &mut self.request);
        self.request.push_str(&self.rest);
    }

    /// Sends what was prepared, and reads the whole answer.
    pub(super) async fn ask(&mut self) -> anyhow::Result<&Answer> {
        let Self { stream, request, answer, .. } = self;
        stream.write_all(request.as_bytes()).await?;
        answer.clear();
        loop {
            let count = stream.read(answer.room()).await?;
            if count == 0 {
                bail!("the server hung up instead of answering {}", path(request));
            }
            if answer.arrived(count).with_context(|| path(request).to_owned())? {
                break;
            }
        }
        if answer.status() != 200 {
            let body = answer.body();
            let body = String::from_utf8_lossy(&body[..body.len().min(SHOWN)]);
            bail!("{} was answered {}: {body}", path(request), answer.status());
        }
        Ok(answer)
    }
}

/// The path of a request; never its key.
fn path(request: &str) -> &str {
    request.split(' ').nth(1).unwrap_or_default()
}
