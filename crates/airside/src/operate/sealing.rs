//! `airside reseal`: seals every booking with the newest key, so that older keys can go.

use airside_app::sealing::Resealing;
use airside_bootstrap::{Settings, open_store};
use anyhow::{Context, ensure};
use indicatif::ProgressBar;

pub(crate) async fn run() -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let keys = settings.personal_data.sealing_keys()?;
    let newest = keys.newest().context("personal_data.keys names no key to seal with")?;
    let store = open_store(&settings).await?;

    let progress = ProgressBar::new_spinner();
    let mut done = Resealing::default();
    // What an older key sealed while this ran, on a node that did not know the newest, is found by
    // the next round.
    loop {
        let mut round = Resealing::default();
        while let Some(next) = round.step(&*store, newest).await? {
            round = next;
            progress.set_message(format!("{} bookings sealed", done.sealed + round.sealed));
            progress.tick();
        }
        done.sealed += round.sealed;
        if round.sealed == 0 {
            break;
        }
    }
    progress.finish_and_clear();
    let left = store.sealed_otherwise(newest, None, 1).await?;
    ensure!(left.is_empty(), "some bookings changed meanwhile: run it again");
    println!("{} bookings were sealed with key {newest}; all are now.", done.sealed);
    println!("Remembered answers follow within a day: older keys may go then.");
    Ok(())
}
