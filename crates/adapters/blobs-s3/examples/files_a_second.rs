//! Measures how many files and links a second one process gets out of an S3 server.
//!
//! `cargo run --release -p airside-blobs-s3 --example files_a_second -- ENDPOINT ACCESS_KEY SECRET_KEY`

#![expect(clippy::print_stdout, reason = "figures for whoever runs this")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use airside_app::ports::Blobs;
use airside_blobs_s3::{S3Blobs, Settings};
use anyhow::Context;
use tokio::task::JoinSet;

const FILES: u32 = 4_000;
const CALLERS: u32 = 16;
const BYTES: usize = 40_000;

#[derive(Debug, Clone, Copy)]
enum Call {
    Put,
    Get,
    Link,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut told = std::env::args().skip(1);
    let mut next = |what| told.next().context(what);
    let endpoint = next("say the address of an S3 server")?;
    let blobs = Arc::new(S3Blobs::new(&Settings {
        public_endpoint: Some(endpoint.clone()),
        endpoint,
        region: "us-east-1".to_owned(),
        bucket: "measure".to_owned(),
        access_key: next("say the access key")?,
        secret_key: next("say the secret key")?,
        path_style: true,
        timeout: Duration::from_secs(10),
    })?);
    blobs.ensure_bucket().await?;
    for call in [Call::Put, Call::Get, Call::Link] {
        let start = Instant::now();
        let mut running = JoinSet::new();
        for caller in 0..CALLERS {
            running.spawn(run(Arc::clone(&blobs), call, caller));
        }
        while let Some(done) = running.join_next().await {
            done??;
        }
        let rate = f64::from(FILES) / start.elapsed().as_secs_f64();
        println!("{call:?}: {rate:.0} a second");
    }
    Ok(())
}

async fn run(blobs: Arc<S3Blobs>, call: Call, caller: u32) -> anyhow::Result<()> {
    for turn in 0..FILES / CALLERS {
        let key = format!("documents/{caller}-{turn}.pdf");
        match call {
            Call::Put => blobs.put(&key, "application/pdf", vec![b'x'; BYTES]).await?,
            Call::Get => drop(blobs.get(&key).await?),
            Call::Link => drop(blobs.link(&key, "ticket.pdf", Duration::from_mins(15)).await?),
        }
    }
    Ok(())
}
