//! What has waited for longer than it should.

use time::{Duration, OffsetDateTime};

use super::finding::{Finding, Overdue};
use crate::ports::{Store, StoreError};

/// Sweepers look every ten seconds: what still waits after this long, they cannot settle.
pub(super) const PATIENCE: Duration = Duration::minutes(15);
/// A bank may work on a refund for days.
const PATIENCE_WITH_REFUNDS: Duration = Duration::days(10);
/// The most of each kind that is named.
const MOST: u16 = 100;

pub(super) async fn overdue(
    store: &dyn Store,
    now: OffsetDateTime,
    patience: Duration,
) -> Result<Vec<Finding>, StoreError> {
    let since = now - patience;
    let mut findings = Vec::new();
    let mut found = |what, id: String| findings.push(Finding::Waiting { what, id });
    for id in store.overdue_holds(since, MOST).await? {
        found(Overdue::Hold, id.to_string());
    }
    for id in store.unsettled_events(since, MOST).await? {
        found(Overdue::GatewayEvent, id.0);
    }
    for id in store.unfinished_refunds(now - PATIENCE_WITH_REFUNDS, MOST).await? {
        found(Overdue::Refund, id.to_string());
    }
    for id in store.pending_documents(since, MOST).await? {
        found(Overdue::Document, id.to_string());
    }
    // These are dated by the store itself.
    let written = store.time().await? - patience;
    for id in store.unsent_since(written, MOST).await? {
        found(Overdue::Message, id.to_string());
    }
    for id in store.live_payments(since, MOST).await? {
        let Some(payment) = store.payment(id).await? else { continue };
        let booking = store.booking(payment.value.booking).await?;
        let exchange = payment.value.exchange;
        let is_wanted = booking.is_some_and(|it| it.value.due(exchange, now - patience).is_some());
        if payment.value.is_live() && !is_wanted {
            found(Overdue::Payment, id.to_string());
        }
    }
    Ok(findings)
}
