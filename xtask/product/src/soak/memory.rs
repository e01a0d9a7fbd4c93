//! The memory of a process, as the system counts it, every few seconds.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use indicatif::ProgressBar;
use serde::Serialize;
use tokio::process::Command;
use tokio::task::JoinHandle;
use tokio::time::sleep;

const EVERY: Duration = Duration::from_secs(5);

/// Memory at one moment.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Sample {
    /// Since the server was ready.
    pub(super) at_seconds: u64,
    /// Resident, in MB of a million bytes.
    pub(super) megabytes: f64,
}

/// Watches until it is stopped.
pub(super) struct Memory {
    samples: Arc<Mutex<Vec<Sample>>>,
    watching: JoinHandle<()>,
    process: u32,
    began: Instant,
}

impl Memory {
    /// Begins to watch, and shows what it sees on the bar.
    pub(super) fn watch(process: u32, bar: ProgressBar) -> Self {
        let samples = Arc::new(Mutex::new(Vec::new()));
        let began = Instant::now();
        let kept = samples.clone();
        let watching = tokio::spawn(async move {
            loop {
                if let Ok(sample) = read(process, began).await {
                    bar.set_position(bar.elapsed().as_secs());
                    bar.set_message(format!("{:.0} MB", sample.megabytes));
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(sample);
                }
                sleep(EVERY).await;
            }
        });
        Self { samples, watching, process, began }
    }

    /// Everything that was seen, and what there is now.
    pub(super) async fn stop(self) -> anyhow::Result<Vec<Sample>> {
        self.watching.abort();
        let last = read(self.process, self.began).await?;
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner).clone();
        samples.push(last);
        Ok(samples)
    }
}

async fn read(process: u32, began: Instant) -> anyhow::Result<Sample> {
    let told = Command::new("ps").args(["-o", "rss=", "-p", &process.to_string()]).output().await;
    let told = told.context("cannot ask `ps` for the memory of the server")?.stdout;
    let kibibytes: u32 = String::from_utf8_lossy(&told)
        .trim()
        .parse()
        .context("`ps` does not know the server any more")?;
    let megabytes = f64::from(kibibytes) * 1_024.0 / 1e6;
    Ok(Sample { at_seconds: began.elapsed().as_secs(), megabytes })
}
