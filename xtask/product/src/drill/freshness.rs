//! How long a sale at one node takes to be seen by a search at the other.
//!
//! A search tells of nine seats and more as nine, so a small cabin is sold down to fewer
//! first. These bookings are never paid: they are holds for the rest of the drill.

use std::time::{Duration, Instant};

use airside_client::offers::{self, Offer};
use airside_client::{Client, IdempotencyKey};
use anyhow::{Context, ensure};
use serde::Serialize;
use time::Duration as Days;
use tokio::time::sleep;

use super::client::Caller;
use super::market::{direct, search};
use super::order::{Kept, kept, new_booking};
use super::say::say;
use crate::today::today;

const ROUNDS: u16 = 12;
/// The first of the days that nobody else sells in the drill.
const FIRST_DAY: i64 = 60;
const MOST_SHOWN: u16 = 9;
/// Sold at once on the way down to fewer than nine.
const CHUNK: u8 = 5;
/// Sold in the moment that is measured.
const PARTY: u8 = 2;
/// The worst that is good enough.
pub(super) const LIMIT: Duration = Duration::from_secs(1);
/// No business cabin has so many chunks.
const MOST_CHUNKS: usize = 30;
const BETWEEN_LOOKS: Duration = Duration::from_millis(2);
const PATIENCE: Duration = Duration::from_secs(30);

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Freshness {
    pub(super) rounds: u16,
    pub(super) median_ms: f64,
    pub(super) worst_ms: f64,
    pub(super) passed: bool,
}

impl Freshness {
    pub(super) fn show(&self) {
        let Self { rounds, median_ms, worst_ms, passed } = self;
        let verdict = if *passed { "yes" } else { "NO" };
        say(&format!(
            "{verdict:>5}  A booking at one node is seen by search at the other within a second: \
             median {median_ms:.0} ms, worst {worst_ms:.0} ms, {rounds} rounds."
        ));
    }
}

/// Sells at either node in turn, and looks at the other.
pub(super) async fn measure(caller: &Caller<'_>) -> anyhow::Result<(Freshness, Vec<Kept>)> {
    let (mut times, mut held) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let cabin = Cabin { caller, round, seller: usize::from(round % 2) };
        let before = cabin.sell_down(&mut held).await?;
        held.push(cabin.sell(PARTY, "measured").await?);
        let sold = Instant::now();
        cabin.wait_for_fewer_than(before).await?;
        times.push(sold.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let median_ms = times.get(times.len() / 2).copied().context("nothing was measured")?;
    let worst_ms = times.last().copied().context("nothing was measured")?;
    let passed = worst_ms <= LIMIT.as_secs_f64() * 1e3;
    Ok((Freshness { rounds: ROUNDS, median_ms, worst_ms, passed }, held))
}

/// The small cabin of one round, on a day of its own.
struct Cabin<'a> {
    caller: &'a Caller<'a>,
    round: u16,
    /// The node that sells.
    seller: usize,
}

impl Cabin<'_> {
    /// Sells until the other node shows fewer than nine seats; answers how many.
    async fn sell_down(&self, held: &mut Vec<Kept>) -> anyhow::Result<u16> {
        for chunk in 0..MOST_CHUNKS {
            let left = self.seats_left().await?;
            if left < MOST_SHOWN {
                ensure!(left >= u16::from(PARTY), "the cabin is too small to measure anything");
                return Ok(left);
            }
            held.push(self.sell(CHUNK, &format!("chunk-{chunk}")).await?);
            // Nine may stay nine; what is sold is seen within a moment.
            let seen = self.wait_for_fewer_than(MOST_SHOWN);
            let _ = tokio::time::timeout(LIMIT, seen).await;
        }
        anyhow::bail!("a business cabin is larger than any that is known")
    }

    async fn sell(&self, adults: u8, step: &str) -> anyhow::Result<Kept> {
        let offer = self.offer(self.seller, adults).await?;
        let offer = offer.context("the cabin was sold out before it was measured")?;
        let booking = new_booking(&[&offer], adults, None);
        let once = IdempotencyKey::new(format!("freshness-{}-{step}", self.round))?;
        let book = async |node: &Client| node.bookings().book(&booking, &once).await;
        let booked = self.caller.ask(self.seller, "booking", book).await?;
        Ok(kept(0, &booked.value, Vec::new()))
    }

    async fn wait_for_fewer_than(&self, before: u16) -> anyhow::Result<()> {
        let began = Instant::now();
        while self.seats_left().await? >= before {
            ensure!(began.elapsed() < PATIENCE, "a sale at one node is never seen at the other");
            sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// As a search at the other node says.
    async fn seats_left(&self) -> anyhow::Result<u16> {
        Ok(self.offer(self.seller + 1, 1).await?.map_or(0, |offer| offer.seats_left))
    }

    /// The first flight of the day.
    async fn offer(&self, node: usize, adults: u8) -> anyhow::Result<Option<Offer>> {
        let day = today() + Days::days(FIRST_DAY + i64::from(self.round));
        let wanted = direct("DEL", "BOM", day, adults, offers::Cabin::Business);
        // One airline flies it at one time, so that the first stays the first until it is full.
        Ok(search(self.caller, node, &wanted).await?.into_iter().next())
    }
}
