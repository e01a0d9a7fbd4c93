//! `airside booking`: one booking, for those who have a shell and no desk.

mod history;
mod shown;

use airside_app::bookings::happened::happened;
use airside_booking::RecordLocator;
use airside_bootstrap::{Settings, open_store};
use anyhow::Context;

use crate::operate::today::now;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Booking {
    /// Show who flies when and where, the money, and everything that happened to a booking
    #[command(after_help = "Example: airside booking show K7Q2MZ")]
    Show {
        /// Its reference
        reference: RecordLocator,
    },
}

pub(crate) async fn run(Booking::Show { reference }: Booking) -> anyhow::Result<()> {
    let store = open_store(&Settings::load()?).await?;
    let found = store.booking_by_reference(reference).await?;
    let booking = found.with_context(|| format!("there is no booking {reference}"))?.value;
    let payments = store.payments(booking.id).await?;
    let refunds = store.refunds(booking.id).await?;
    let payments: Vec<_> = payments.into_iter().map(|it| it.value).collect();
    let refunds: Vec<_> = refunds.into_iter().map(|it| it.value).collect();

    for line in shown::lines(&booking, now()) {
        println!("{line}");
    }
    for line in shown::money(&booking, &payments, &refunds) {
        println!("{line}");
    }
    println!("\nHistory");
    for happened in happened(&*store, &booking, now()).await? {
        println!("  {}", history::line(&happened, booking.currency));
    }
    Ok(())
}
