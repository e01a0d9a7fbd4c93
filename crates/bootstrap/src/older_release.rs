//! Takes over a store that an older release wrote, before anything is sold from it.
//!
//! Stop every process of the older release first: while this runs nobody else may sell.

use airside_app::carry_over::{CarriedOver, carry_over};
use airside_app::ports::Store;
use airside_app::ports::store::WorldRows;
use airside_app::timetable::capacity;
use airside_demo_data::Selling;
use anyhow::Context;
use time::OffsetDateTime;

use crate::demo::give_tariff;
use crate::settings::Settings;

/// Gives the store what older releases did not keep in it, and counts anew what is sold.
///
/// Older releases sold by the demo's tariff, so a store of theirs goes on as it was.
pub(crate) async fn take_over(
    settings: &Settings,
    store: &dyn Store,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    if !store.is_carry_over_due().await? {
        return Ok(());
    }
    let selling = Selling {
        currency: settings.currency()?,
        minor_per_dollar: settings.selling.minor_per_dollar,
    };
    if store.fares_currency().await?.is_none() {
        let fares_currency = Some(selling.currency);
        store.load(WorldRows { fares_currency, ..WorldRows::default() }).await?;
    }
    give_tariff(store, selling, now).await?;
    let capacity = capacity(store).await?.context("the store has no tariff")?;
    match carry_over(store, &capacity).await {
        Ok(Some(done)) => tell(&done),
        Ok(None) => {}
        // Another process that started at the same time has done it.
        Err(_) if !store.is_carry_over_due().await? => {}
        Err(error) => {
            return Err(error).context("the store of the older release cannot be taken over");
        }
    }
    Ok(())
}

fn tell(done: &CarriedOver) {
    tracing::info!(
        bookings = done.bookings,
        "the store of an older release was taken over: what is sold was counted from its bookings"
    );
    for doubled in &done.doubled {
        tracing::warn!(
            booking.reference = %doubled.reference,
            flight = %doubled.flight,
            date = %doubled.date,
            seat = %doubled.seat,
            "an earlier booking has the same seat: this one gets another at the airport"
        );
    }
    for closed in &done.closed {
        tracing::warn!(
            flight = %closed.flight,
            date = %closed.date,
            cabin = %closed.cabin,
            sold = closed.sold,
            capacity = closed.capacity,
            "more was sold than the cabin holds: it is closed for sale"
        );
    }
}
