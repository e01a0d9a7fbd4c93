//! Measures how many calls a second one node gets out of a Redis.
//!
//! `cargo run --release -p airside-limits-redis --example calls_a_second -- redis://127.0.0.1:6379`

#![expect(clippy::print_stdout, reason = "figures for whoever runs this")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use airside_app::ports::{Limit, Limits};
use airside_limits_redis::{Certificate, RedisLimits, Settings};
use anyhow::Context;
use tokio::task::JoinSet;

const CALLS: u32 = 100_000;
const API: Limit = Limit { name: "api", rate: 50, period_seconds: 1, burst: 100 };

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::args().nth(1).context("say the address of a Redis")?;
    let limits = Arc::new(RedisLimits::connect(Settings {
        url,
        certificate: Certificate::Checked,
        prefix: "measure".to_owned(),
        timeout: Duration::from_secs(5),
    })?);
    limits.ping().await?;
    for callers in [1, 8, 64, 256] {
        let start = Instant::now();
        let mut running = JoinSet::new();
        for caller in 0..callers {
            let limits = Arc::clone(&limits);
            running.spawn(async move {
                let mut times = Vec::new();
                for turn in 0..CALLS / callers {
                    let called = Instant::now();
                    limits.take(API, &format!("{caller}-{}", turn % 100)).await?;
                    times.push(called.elapsed());
                }
                anyhow::Ok(times)
            });
        }
        let mut times = Vec::new();
        while let Some(done) = running.join_next().await {
            times.extend(done??);
        }
        let rate = f64::from(CALLS / callers * callers) / start.elapsed().as_secs_f64();
        times.sort_unstable();
        let at = |share: usize| times[times.len() * share / 100];
        let (half, p99) = (at(50), at(99));
        println!("{callers:>4} callers: {rate:>8.0} a second, p50 {half:?}, p99 {p99:?}");
    }
    Ok(())
}
