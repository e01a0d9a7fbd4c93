//! `airside report`: what the books say, for people.

use airside_app::reports::{By, Figures, Line, Period, sales_report};
use airside_bootstrap::{Settings, open_store};
use airside_primitives::Currency;
use time::Date;

use crate::operate::today::date;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Report {
    /// Add up what was sold and given back, by day, airline, route and brand
    #[command(
        after_help = "Example: airside report sales --from 2026-11-01 --to 2026-11-30 --by day,airline"
    )]
    Sales {
        /// The first day, by the clock of `reports.time_zone`
        #[arg(long, value_name = "DATE", value_parser = date)]
        from: Date,
        /// The last day
        #[arg(long, value_name = "DATE", value_parser = date)]
        to: Date,
        /// day, airline, route, brand: one or more
        #[arg(long, value_delimiter = ',', default_value = "day", value_parser = by)]
        by: Vec<By>,
    },
}

pub(crate) async fn run(report: Report) -> anyhow::Result<()> {
    let Report::Sales { from, to, by } = report;
    let settings = Settings::load()?;
    let store = open_store(&settings).await?;
    let period = Period { from, to, zone: settings.report_zone()? };
    let found = sales_report(&*store, &period, &by).await?;
    for line in &found.lines {
        println!("{}: {}", about(line), told(&line.figures, line.group.currency));
    }
    for total in &found.totals {
        println!("In all: {}", told(&total.figures, total.group.currency));
    }
    if found.totals.is_empty() {
        println!("Nothing was sold or given back from {from} to {to}.");
    }
    Ok(())
}

/// `2026-11-10 6E DEL-BOM SAVER`, as far as it was asked for.
fn about(line: &Line) -> String {
    let group = &line.group;
    let parts = [
        group.day.map(|day| day.to_string()),
        group.airline.map(|airline| airline.to_string()),
        group.route.map(|(from, to)| format!("{from}-{to}")),
        group.brand.map(|brand| brand.code().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn told(figures: &Figures, currency: Currency) -> String {
    let show = |amount| currency.show(amount);
    let taxes = figures.taxes.iter().map(|(code, amount)| format!("{code} {}", show(*amount)));
    format!(
        "{} sold, {} given back; gross {} (fares {}, taxes {}, extras {}) - discounts {} - refunds \
         {} = net {}; kept: charges {}, taxes {}",
        figures.sold,
        figures.given_back,
        show(figures.gross()),
        show(figures.base),
        taxes.collect::<Vec<_>>().join(" + "),
        show(figures.extras),
        show(figures.discounts),
        show(figures.refunds),
        show(figures.net()),
        show(figures.charges_kept),
        show(figures.taxes_kept),
    )
}

fn by(text: &str) -> Result<By, String> {
    let known = By::ALL.into_iter().find(|by| by.word() == text);
    known.ok_or_else(|| "one of day, airline, route, brand".to_owned())
}
