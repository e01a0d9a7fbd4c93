//! A report of sales as operators see it: JSON, or a table for a spreadsheet.

use std::collections::BTreeSet;

use airside_app::reports::{By, Figures, Group, Line, Period, Report};
use airside_primitives::Amount;
use serde::Serialize;
use utoipa::ToSchema;

use crate::csv::Csv;
use crate::date::show;
use crate::money::MoneyView;
use crate::words;

/// Sales of some days.
#[derive(Serialize, ToSchema)]
#[schema(as = SalesReport)]
pub(super) struct SalesReportView {
    #[schema(value_type = time::Date)]
    from: String,
    #[schema(value_type = time::Date)]
    to: String,
    /// By whose clock days begin.
    #[schema(example = "Asia/Kolkata")]
    time_zone: String,
    #[schema(value_type = Vec<words::SalesBy>)]
    by: Vec<&'static str>,
    /// Sorted by what they are about.
    data: Vec<SalesLineView>,
    /// All of it, a line for each currency.
    totals: Vec<SalesLineView>,
}

/// What was sold and given back. `gross` is base, taxes and extras; `net` is gross and change
/// fees less discounts and refunds.
#[derive(Serialize, ToSchema)]
#[schema(as = SalesLine)]
struct SalesLineView {
    /// Null where the report is not by day; so are the next three.
    #[schema(value_type = Option<time::Date>, required)]
    day: Option<String>,
    #[schema(value_type = Option<words::AirlineCode>, required)]
    airline: Option<String>,
    #[schema(value_type = Option<words::Route>, required)]
    route: Option<String>,
    #[schema(value_type = Option<words::BrandCode>, required)]
    brand: Option<&'static str>,
    /// Journeys that were sold, each for a whole party.
    sold: u64,
    /// Journeys that were bought by a change; what the old ones had counted is in `refunds`.
    changed: u64,
    /// Journeys that were given back.
    given_back: u64,
    gross: MoneyView,
    base: MoneyView,
    discounts: MoneyView,
    taxes: Vec<SalesTaxView>,
    extras: MoneyView,
    refunds: MoneyView,
    /// Of the base of what was given back.
    charges_kept: MoneyView,
    /// Of the taxes of what was given back.
    taxes_kept: MoneyView,
    /// Fees of changes.
    change_fees: MoneyView,
    net: MoneyView,
}

/// The taxes of one code.
#[derive(Serialize, ToSchema)]
#[schema(as = SalesTax)]
struct SalesTaxView {
    #[schema(example = "K3")]
    code: String,
    amount: MoneyView,
}

impl SalesReportView {
    pub(super) fn of(report: Report, period: &Period, by: &[By]) -> Self {
        Self {
            from: show(period.from),
            to: show(period.to),
            time_zone: period.zone.name().to_owned(),
            by: by.iter().map(|by| by.word()).collect(),
            data: report.lines.into_iter().map(SalesLineView::of).collect(),
            totals: report.totals.into_iter().map(SalesLineView::of).collect(),
        }
    }
}

impl SalesLineView {
    fn of(line: Line) -> Self {
        let Line { group, figures } = line;
        let money = |amount: Amount| MoneyView::of(amount, group.currency);
        let taxes = figures
            .taxes
            .iter()
            .map(|(code, amount)| SalesTaxView { code: code.to_string(), amount: money(*amount) });
        Self {
            day: group.day.map(show),
            airline: group.airline.map(|it| it.to_string()),
            route: group.route.map(|(from, to)| format!("{from}-{to}")),
            brand: group.brand.map(airside_primitives::Brand::code),
            sold: figures.sold,
            changed: figures.exchanged,
            given_back: figures.given_back,
            gross: money(figures.gross()),
            base: money(figures.base),
            discounts: money(figures.discounts),
            taxes: taxes.collect(),
            extras: money(figures.extras),
            refunds: money(figures.refunds),
            charges_kept: money(figures.charges_kept),
            taxes_kept: money(figures.taxes_kept),
            change_fees: money(figures.change_fees),
            net: money(figures.net()),
        }
    }
}

/// The lines as a table, in major units, with a column for each tax; the last rows are the totals.
pub(super) fn table(report: &Report, by: &[By]) -> Csv {
    let codes: BTreeSet<_> =
        report.totals.iter().flat_map(|line| line.figures.taxes.keys().copied()).collect();
    let taxes: Vec<_> = codes.iter().map(|code| format!("tax_{code}")).collect();
    let before = ["sold", "changed", "given_back", "currency", "gross", "base", "discounts"];
    let behind = ["extras", "refunds", "charges_kept", "taxes_kept", "change_fees", "net"];
    let columns = by.iter().map(|by| by.word()).chain(before);
    let columns = columns.chain(taxes.iter().map(String::as_str)).chain(behind);
    let mut csv = Csv::new(columns);
    for line in report.lines.iter().chain(&report.totals) {
        let Line { group, figures } = line;
        for by in by {
            csv.text(&cell(group, *by));
        }
        let amount = |csv: &mut Csv, amount: Amount| {
            csv.amount(amount.get(), group.currency.decimals());
        };
        for journeys in [figures.sold, figures.exchanged, figures.given_back] {
            csv.number(count(journeys));
        }
        csv.text(group.currency.code());
        for figure in [figures.gross(), figures.base, figures.discounts] {
            amount(&mut csv, figure);
        }
        for code in &codes {
            amount(&mut csv, figures.taxes.get(code).copied().unwrap_or_default());
        }
        for figure in behind_taxes(figures) {
            amount(&mut csv, figure);
        }
        csv.end_row();
    }
    csv
}

fn behind_taxes(figures: &Figures) -> [Amount; 6] {
    let Figures { extras, refunds, charges_kept, taxes_kept, change_fees, .. } = figures;
    [*extras, *refunds, *charges_kept, *taxes_kept, *change_fees, figures.net()]
}

/// What a line is about; a total says so.
fn cell(group: &Group, by: By) -> String {
    let said = match by {
        By::Day => group.day.map(show),
        By::Airline => group.airline.map(|it| it.to_string()),
        By::Route => group.route.map(|(from, to)| format!("{from}-{to}")),
        By::Brand => group.brand.map(|it| it.code().to_owned()),
    };
    said.unwrap_or_else(|| "TOTAL".to_owned())
}

fn count(journeys: u64) -> i64 {
    i64::try_from(journeys).unwrap_or(i64::MAX)
}
