//! `airside reversals`: money that moved back at the payment gateway without our asking.

use airside_app::payments::reversals::{follow_listed, note_reversals};
use airside_app::ports::Store;
use airside_booking::Payment;
use airside_bootstrap::{Settings, open_office, open_store};
use airside_primitives::PaymentId;
use anyhow::{Context, bail};
use time::Duration;

use crate::operate::today::{moment, now};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Reversals {
    /// List the payments that nobody has looked at since something of them moved back
    #[command(after_help = "Example: airside reversals list")]
    List,
    /// Ask the gateway for refunds that the books do not know, and keep them with their payments
    #[command(after_help = "\
After the store was put back to an older state, what was given back since then is unknown to it: \
whoever cancels again would be paid again. A server may be at work meanwhile; run it before clients \
are let in.

Example: airside reversals follow --list-days 14")]
    Follow(Follow),
    /// Note what became of one, which takes it off the list until the gateway tells something new
    #[command(
        after_help = "Example: airside reversals settle 0199f2b8-6e10-7c55-8a57-d5ad2cbd0e3f \
                            --note \"Goodwill for a delay of five hours\""
    )]
    Settle(Settle),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Follow {
    /// How many days back the gateway's own list of refunds is read
    #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=366))]
    list_days: u16,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Settle {
    /// The id of the payment, as the list shows it
    payment: PaymentId,
    /// What it was for, and what was done about it
    #[arg(long, value_name = "TEXT", value_parser = note)]
    note: String,
}

pub(crate) async fn run(reversals: Reversals) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    match reversals {
        Reversals::List => list(&*open_store(&settings).await?).await,
        Reversals::Follow(Follow { list_days }) => follow(&settings, list_days).await,
        Reversals::Settle(Settle { payment, note }) => {
            let store = open_store(&settings).await?;
            let noted = note_reversals(&*store, payment, &note, now()).await;
            let payment = noted.context("nothing was noted")?;
            println!(
                "Noted about {} reversals of payment {}.",
                payment.reversals.len(),
                payment.id
            );
            Ok(())
        }
    }
}

async fn follow(settings: &Settings, list_days: u16) -> anyhow::Result<()> {
    let app = open_office(settings).await?;
    let since = app.now() - Duration::days(list_days.into());
    let followed = follow_listed(&app, since).await.context("not all of them were followed")?;
    println!(
        "Refunds of the last {list_days} days that were not in the books, and are now: {followed}."
    );
    list(&*app.ports.store).await
}

async fn list(store: &dyn Store) -> anyhow::Result<()> {
    let payments = store.payments_to_look_at().await?;
    if payments.is_empty() {
        println!("Nothing moved back that somebody has not looked at.");
        return Ok(());
    }
    for payment in payments.iter().map(|payment| &payment.value) {
        show(store, payment).await?;
    }
    println!("\nNote what each was for: airside reversals settle PAYMENT --note TEXT");
    Ok(())
}

async fn show(store: &dyn Store, payment: &Payment) -> anyhow::Result<()> {
    let Some(booking) = store.booking(payment.booking).await? else {
        bail!("payment {} has no booking: run `airside audit`", payment.id)
    };
    let money = |amount| booking.value.currency.show(amount);
    println!(
        "{}  payment {}  of {}, booking {}",
        booking.value.reference,
        payment.id,
        money(payment.amount),
        booking.value.status(now()).code(),
    );
    for reversal in payment.reversals.iter().filter(|reversal| reversal.note.is_none()) {
        let (code, id) = (reversal.state.code(), &reversal.id.0);
        let (amount, since) = (money(reversal.amount), moment(reversal.since));
        println!("    {code:<14} {amount}  {id}  since {since}");
    }
    Ok(())
}

fn note(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("say in a few words what it was for".to_owned()),
        text if text.len() > 500 => Err("a note has 500 characters at most".to_owned()),
        text => Ok(text.to_owned()),
    }
}
