//! Carries events to webhook endpoints, at least once, until each has answered 2xx.
//!
//! What is owed is in the store; this loop only knows when to look. It can be
//! dropped at any moment: what was under way is done again.

use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;
use tokio::task::JoinSet;

use crate::sandbox::Sandbox;
use crate::signature;
use crate::store::{DueDelivery, Outcome, Store, StoreError};

/// How long an endpoint may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody else takes a delivery for this long: its patience, and time to note the outcome.
const LEASE: Duration = Duration::from_secs(15);
/// Before the second attempt; doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(200);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Stripe tries for up to three days.
const GIVE_UP_AFTER: Duration = Duration::from_hours(72);
const MOST_AT_ONCE: usize = 32;
/// The clock of the settings may jump; look at it this often.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
const FORGET_EVERY: time::Duration = time::Duration::HOUR;

/// A client for addresses beside us: no proxy, no redirects.
pub(crate) fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .user_agent("Stripe/1.0 (sandbox)")
        .build()
}

impl Sandbox {
    /// Delivers events and lets sessions expire, for ever.
    ///
    /// Run it once, on a task of its own; dropping it loses nothing.
    pub async fn run_deliveries(&self) {
        let mut under_way = JoinSet::new();
        let mut outcomes = Vec::new();
        let mut forget_at = self.store.now();
        loop {
            while let Some(Ok(outcome)) = under_way.try_join_next() {
                outcomes.push(outcome);
            }
            let noted = std::mem::take(&mut outcomes);
            let sleep = match self.pass(&mut under_way, noted, &mut forget_at).await {
                Ok(sleep) => sleep,
                Err(error) => {
                    // What could not be noted is sent again when its lease ends.
                    tracing::error!(error = %error, "the payment sandbox cannot deliver events");
                    LONGEST_SLEEP
                }
            };
            tokio::select! {
                () = self.store.work.notified() => {}
                () = tokio::time::sleep(sleep) => {}
                Some(Ok(outcome)) = under_way.join_next() => outcomes.push(outcome),
            }
        }
    }

    /// Notes the outcomes of attempts, starts what is due, and answers how long until more is.
    async fn pass(
        &self,
        under_way: &mut JoinSet<Outcome>,
        outcomes: Vec<Outcome>,
        forget_at: &mut OffsetDateTime,
    ) -> Result<Duration, StoreError> {
        let room = MOST_AT_ONCE - under_way.len().min(MOST_AT_ONCE);
        let is_time_to_forget = self.store.now() >= *forget_at;
        let (due, next_at) = self
            .store
            .run(move |transaction| {
                if is_time_to_forget {
                    transaction.forget_old_keys()?;
                    transaction.forget_old_events()?;
                }
                transaction.note_outcomes(&outcomes)?;
                transaction.let_time_pass()?;
                let due = transaction.take_deliveries(room, LEASE)?;
                let next_delivery = transaction.next_delivery_at()?;
                let next_at = next_delivery.into_iter().chain(transaction.next_due_at()?).min();
                Ok::<_, StoreError>((due, next_at))
            })
            .await?;

        if is_time_to_forget {
            *forget_at = self.store.now() + FORGET_EVERY;
        }
        let is_full = due.len() == room;
        for delivery in due {
            let (store, client) = (Arc::clone(&self.store), self.client.clone());
            under_way.spawn(deliver(store, client, delivery));
        }
        // With no room, only an attempt that ends makes a difference.
        Ok(if is_full { LONGEST_SLEEP } else { self.until(next_at) })
    }

    fn until(&self, next_at: Option<i64>) -> Duration {
        let now = self.store.now().unix_timestamp_nanos() / 1_000_000;
        let Some(next_at) = next_at else { return LONGEST_SLEEP };
        // A millisecond more than asked, because the moment itself was cut to milliseconds.
        let left = u64::try_from(i128::from(next_at) - now + 1).unwrap_or_default();
        Duration::from_millis(left).min(LONGEST_SLEEP)
    }
}

/// One attempt, and what follows from it.
async fn deliver(store: Arc<Store>, client: reqwest::Client, delivery: DueDelivery) -> Outcome {
    let id = delivery.id;
    let accepted = send(&store, &client, &delivery).await;
    let now = store.now();
    let waited = now.unix_timestamp_nanos() / 1_000_000 - i128::from(delivery.first_at);
    let is_hopeless = waited > i128::try_from(GIVE_UP_AFTER.as_millis()).unwrap_or(i128::MAX);
    match accepted {
        Ok(()) => Outcome::Over { id },
        Err(reason) if is_hopeless => {
            tracing::warn!(endpoint = %delivery.endpoint.url, reason, "an event was given up");
            Outcome::Over { id }
        }
        Err(reason) => {
            tracing::debug!(endpoint = %delivery.endpoint.url, reason, "an event was not accepted");
            Outcome::Refused { id, next_at: now + wait_after(delivery.attempts) }
        }
    }
}

async fn send(
    store: &Store,
    client: &reqwest::Client,
    delivery: &DueDelivery,
) -> Result<(), String> {
    let DueDelivery { event, endpoint, .. } = delivery;
    let signature = signature::header(&endpoint.secret, store.now().unix_timestamp(), event);
    let sent = client
        .post(&endpoint.url)
        .header("Content-Type", "application/json; charset=utf-8")
        .header("Stripe-Signature", signature)
        .body(event.clone())
        .send()
        .await;
    match sent {
        Ok(response) if response.status().is_success() => Ok(()),
        Ok(response) => Err(response.status().to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Doubles from 0.2 s to 30 s.
fn wait_after(attempts: u32) -> Duration {
    FIRST_WAIT.saturating_mul(2_u32.saturating_pow(attempts)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_a_fifth_of_a_second_to_half_a_minute() {
        assert_eq!(wait_after(0), Duration::from_millis(200));
        assert_eq!(wait_after(1), Duration::from_millis(400));
        assert_eq!(wait_after(7), Duration::from_millis(25_600));
        assert_eq!(wait_after(8), LONGEST_WAIT);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }
}
