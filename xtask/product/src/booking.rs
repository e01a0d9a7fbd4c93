//! `cargo xtask booking`: one booking, for those who have a shell and no desk.

use airside_app::bookings::happened::{Happened, happened};
use airside_booking::RecordLocator;
use airside_bootstrap::{Settings, open_store};
use anyhow::Context;

use crate::today::now;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Booking {
    /// Show how a booking stands, its money, and everything that happened to it
    ///
    /// Without names: ask the API for those.
    #[command(after_help = "Example: cargo xtask booking show K7Q2MZ")]
    Show {
        /// Its reference
        reference: RecordLocator,
    },
}

pub(crate) async fn run(Booking::Show { reference }: Booking) -> anyhow::Result<()> {
    let store = open_store(&Settings::load()?).await?;
    let found = store.booking_by_reference(reference).await?;
    let booking = found.with_context(|| format!("there is no booking {reference}"))?.value;
    let money = |amount| booking.currency.show(amount);

    println!(
        "{reference}  {}  total {}",
        booking.status(now()).code(),
        money(booking.price().total)
    );
    println!("id {}, owner {}", booking.id, booking.owner);
    for journey in &booking.journeys {
        let (direction, offer) = (journey.direction, &journey.offer);
        let state = booking.journey_status(direction, now());
        println!("  {direction:<10} {state:?}  departs {}", offer.departs_at());
    }
    for payment in store.payments(booking.id).await? {
        let payment = payment.value;
        println!("  payment {}  {}  {}", payment.id, payment.status_code(), money(payment.amount));
    }
    for refund in store.refunds(booking.id).await? {
        let refund = refund.value;
        println!("  refund {}  {}  {}", refund.id, refund.status_code(), money(refund.amount));
    }
    println!();
    for Happened { at, what, by, said } in happened(&*store, &booking, now()).await? {
        let role = by.map_or("", |by| by.role().map_or("SYSTEM", |role| role.code()));
        let said = [said.reason, said.before, said.after];
        let said: Vec<_> = said.into_iter().flatten().collect();
        println!("  {at}  {what:<24} {role:<6} {}", said.join("  "));
    }
    Ok(())
}
