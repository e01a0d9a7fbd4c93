//! Tells a sandbox what time it is with us, as Stripe's test clocks are moved on.
//!
//! Stripe itself has test clocks for what it bills again and again, and none for payments: it is
//! never told.

use airside_app::ports::payments::PaymentsError;
use serde::{Deserialize, Serialize};
use stripe_client_core::{RequestBuilder, StripeMethod};
use time::OffsetDateTime;

use crate::StripePayments;

/// The one clock of the sandbox.
const ADVANCE: &str = "/test_helpers/test_clocks/sandbox/advance";

#[derive(Serialize)]
struct Until {
    /// Stripe's word for it, in Unix seconds.
    frozen_time: i64,
}

/// The clock, of which nothing is needed.
#[derive(Deserialize)]
struct TestClock {}

impl StripePayments {
    /// A whole second later at most, so that what is due with us is due there.
    pub(crate) async fn advance_clock(&self, now: OffsetDateTime) -> Result<(), PaymentsError> {
        let until = Until { frozen_time: now.unix_timestamp() + 1 };
        let request = RequestBuilder::new(StripeMethod::Post, ADVANCE).form(&until);
        let TestClock {} = self.calls.ask(request).await?;
        Ok(())
    }
}
