//! Whether Stripe answers us, asked rarely.
//!
//! Anybody may ask for our readiness as often as they like, and Stripe is not called each time: one
//! call at a time, and a good answer holds for a while.

use std::time::{Duration, Instant};

use airside_app::ports::payments::PaymentsError;
use serde::de::IgnoredAny;
use stripe_client_core::{RequestBuilder, StripeMethod};
use tokio::sync::Mutex;

use crate::calls::Calls;

/// How long a good answer holds.
const HOLDS_FOR: Duration = Duration::from_secs(5);

/// When Stripe last answered the question.
#[derive(Default)]
pub(crate) struct Pulse(Mutex<Option<Instant>>);

impl Pulse {
    /// Reads the balance: every key may, and it changes nothing.
    pub(crate) async fn check(&self, calls: &Calls) -> Result<(), PaymentsError> {
        // Held while asking, so that whoever comes meanwhile waits for the same answer.
        let mut answered_at = self.0.lock().await;
        if answered_at.is_some_and(|at| at.elapsed() < HOLDS_FOR) {
            return Ok(());
        }
        *answered_at = None;
        let balance = RequestBuilder::new(StripeMethod::Get, "/balance");
        let _: IgnoredAny = calls.try_to_ask(balance).await?;
        *answered_at = Some(Instant::now());
        Ok(())
    }
}
