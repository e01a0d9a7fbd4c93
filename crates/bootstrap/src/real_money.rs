//! Nothing that was made up may be sold for real money.

use airside_app::App;
use anyhow::bail;

use crate::demo::DEMO;

/// Refuses to start with a live key on a demo tariff or a demo timetable.
pub(crate) fn refuse_demo(app: &App) -> anyhow::Result<()> {
    if !app.ports.payments.is_live() {
        return Ok(());
    }
    let world = app.world.load();
    if world.terms.is_demo {
        bail!(
            "payments.secret_key is a live key of Stripe's, and the tariff in the store is the \
             demo's, whose taxes and charges are made up: load your own with `cargo xtask tariff \
             load FILE` (docs/guides/tariff.md), or use a test key (sk_test_…)"
        );
    }
    if world.provenance.as_deref() == Some(DEMO) {
        bail!(
            "payments.secret_key is a live key of Stripe's, and the timetable in the store is the \
             demo's, whose flights nobody flies: load your own with `cargo xtask import timetable \
             FILE --replace` (docs/guides/importing.md), or use a test key (sk_test_…)"
        );
    }
    Ok(())
}
