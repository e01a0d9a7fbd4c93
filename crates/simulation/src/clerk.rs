//! The clerk, who revises the timetable while it is being sold.

use airside_app::ports::Clock as _;
use airside_app::timetable::{Wanted, apply, capacity, plan};
use airside_port_contracts::sales::timetable::{DAYS, Revision, airline, date};
use airside_port_contracts::samples::DAY;

use crate::site::Site;

/// Plans the revised timetable and applies it. One that fails half way is left alone.
pub(crate) async fn revise(site: &Site, revisions: &[Revision]) {
    let Ok(_only) = site.clerk.try_lock() else { return };
    let mut timetable = site.ledger.timetable();
    for revision in revisions {
        timetable.revise(revision);
    }
    let wanted =
        Wanted { airlines: [airline()].into(), rows: timetable.rows(), window: DAY..=date(DAYS) };
    let now = site.clock.now();
    let ledger = &site.ledger;
    let _applied_or_not = site
        .at_the_clerks(|store| async move {
            let Ok(Some(capacity)) = capacity(&*store).await else { return };
            let Ok(plan) = plan(&*store, wanted, capacity, now).await else { return };
            ledger.plan(timetable);
            let _refused = apply(&*store, plan, None, Vec::new(), &|_| ()).await;
        })
        .await;
}
