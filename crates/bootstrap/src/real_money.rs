//! Nothing that was made up may be sold for real money.

use airside_app::{App, TimeMovers};
use anyhow::bail;

use crate::demo::DEMO;

/// Refuses to start with Stripe, whose time is real, on a store whose time was moved on.
pub(crate) async fn refuse_moved_time(app: &App) -> anyhow::Result<()> {
    let moved = app.ports.store.moved_ahead().await?;
    if app.settings.time_movers == TimeMovers::Nobody && !moved.is_zero() {
        bail!(
            "the time of this store was moved {} s ahead to try things out, and payments.gateway is \
             stripe, whose time is real: begin with a new store",
            moved.whole_seconds()
        );
    }
    Ok(())
}

/// Refuses to start with a live key on a demo tariff or a demo timetable.
pub(crate) fn refuse_demo(app: &App) -> anyhow::Result<()> {
    if !app.ports.payments.is_live() {
        return Ok(());
    }
    let world = app.world.load();
    if world.terms.is_demo {
        bail!(
            "payments.secret_key is a live key of Stripe's, and the tariff in the store is the \
             demo's, whose taxes and charges are made up: load your own with `airside tariff \
             load FILE` (docs/guides/tariff.md), or use a test key (sk_test_…)"
        );
    }
    if world.provenance.as_deref() == Some(DEMO) {
        bail!(
            "payments.secret_key is a live key of Stripe's, and the timetable in the store is the \
             demo's, whose flights nobody flies: load your own with `airside import timetable \
             FILE --replace` (docs/guides/importing.md), or use a test key (sk_test_…)"
        );
    }
    Ok(())
}
