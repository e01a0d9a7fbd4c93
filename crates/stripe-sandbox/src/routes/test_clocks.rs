//! `/v1/test_helpers/test_clocks/{id}/advance`: moves the time of the sandbox on.
//!
//! Stripe's test clocks stand still and belong to customers; here there is one, whatever it is
//! called, and it goes on from where it was moved to. It never goes back.

use serde_json::json;

use crate::call::{Answer, Call};
use crate::refusal::Refusal;
use crate::store::Transaction;

/// No caller goes so far: it would leave the calendar.
const MOST: i64 = 100_000_000_000;

/// What becomes due by then is done before it answers.
pub(super) fn advance(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&["frozen_time"])?;
    call.form.required("frozen_time")?;
    let wanted = call.form.positive("frozen_time")?.unwrap_or_default();
    if wanted > MOST {
        return Err(Refusal::invalid("This is too far in the future.").about("frozen_time"));
    }
    transaction.advance_to(wanted);
    transaction.let_time_pass()?;
    Ok(Answer::ok(json!({
        "id": call.id,
        "object": "test_helpers.test_clock",
        "frozen_time": transaction.timestamp(),
        "livemode": false,
        "status": "ready",
    })))
}
