//! `GET /desk/sales`: what was sold and given back, as a chart and a table, from the books.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::reports::{By, Group, Line, Period, Report, ReportError, sales_report};
use airside_primitives::{Amount, Currency};
use maud::{Markup, html};
use time::{Date, Duration};

use super::who::staff;
use crate::form::Fields;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::money::money;
use crate::shown::times::{day, iso, read_iso};
use crate::table::table;
use crate::visitor::Visitor;

/// Days that are shown unless others are asked for.
const DAYS: i64 = 30;
/// More bars than these are no picture.
const MOST_BARS: usize = 31;
/// Fewer leave room, so that none is a wall.
const FEWEST_BARS: usize = 12;

#[get("/desk/sales")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    let fields = Fields::of(request.query_string().as_bytes());
    let texts = visitor.texts;
    let today = app.settings.report_zone.local(app.now()).date();
    let to = read_iso(fields.get("to")).unwrap_or(today);
    let from =
        read_iso(fields.get("from")).unwrap_or_else(|| to.saturating_sub(Duration::days(DAYS - 1)));
    let (from, to) = (from.min(to), from.max(to));
    let by = By::ALL.into_iter().find(|by| by.word() == fields.get("by")).unwrap_or(By::Day);
    let period = Period { from, to, zone: app.settings.report_zone.clone() };
    let report = match sales_report(&*app.ports.store, &period, &[by]).await {
        Ok(report) => Some(report),
        // The books are being written: it is complete in a moment.
        Err(ReportError::Incomplete) => None,
        Err(error) => return Err(Refusal::fault(&error)),
    };
    let body = html! {
        h1 { (texts.counter.sales) }
        (form(&visitor, from, to, by))
        @match &report {
            Some(report) if report.lines.is_empty() => p.note { (texts.counter.no_sales) },
            Some(report) => { (chart(&visitor, report)) (lines(&visitor, report)) }
            None => p.note { (texts.once_more) },
        }
    };
    Ok(Sheet::new(&visitor, texts.counter.sales, body).answer())
}

fn form(visitor: &Visitor, from: Date, to: Date, by: By) -> Markup {
    let texts = visitor.texts;
    html! {
        form.card method="get" action=(visitor.to("desk/sales")) {
            div.row {
                div.field { label for="from" { (texts.counter.from_day) } input #from type="date" name="from" value=(iso(from)); }
                div.field { label for="to" { (texts.counter.to_day) } input #to type="date" name="to" value=(iso(to)); }
                div.field {
                    label for="by" { (texts.counter.by) }
                    select #by name="by" {
                        @for (one, name) in By::ALL.into_iter().zip(texts.counter.by_words) {
                            option value=(one.word()) selected[one == by] { (name) }
                        }
                    }
                }
            }
            button.button { (texts.counter.show) }
        }
    }
}

/// Net sales as bars.
fn chart(visitor: &Visitor, report: &Report) -> Markup {
    let texts = visitor.texts;
    let lines: Vec<&Line> = report.lines.iter().take(MOST_BARS).collect();
    let most = lines.iter().map(|line| line.figures.net().get()).max().unwrap_or(0).max(1);
    let width = 24 * lines.len().max(FEWEST_BARS);
    html! {
        figure.card.chart {
            svg viewBox=(format!("0 0 {width} 100")) preserveAspectRatio="none" role="img" aria-label=(texts.counter.net) {
                @for (at, line) in lines.iter().enumerate() {
                    @let height = line.figures.net().get().max(0).saturating_mul(96) / most;
                    rect x=(at * 24 + 4) y=(100 - height) width="16" height=(height) fill="currentColor" {
                        title { (name(visitor, line.group)) ": " (money(texts, line.group.currency, line.figures.net())) }
                    }
                }
            }
            figcaption.quiet { (texts.counter.net) }
        }
    }
}

fn lines(visitor: &Visitor, report: &Report) -> Markup {
    let texts = visitor.texts;
    let heads = [
        texts.counter.by,
        texts.journey,
        texts.counter.gross,
        texts.discount,
        texts.refund,
        texts.changing.fees,
        texts.counter.net,
    ];
    let rows = html! {
        @for line in &report.lines { (row(visitor, &name(visitor, line.group), line, false)) }
        @for line in &report.totals { (row(visitor, texts.total, line, true)) }
    };
    html! { div.card { (table(texts.counter.sales, &heads, &rows)) } }
}

fn row(visitor: &Visitor, name: &str, line: &Line, is_total: bool) -> Markup {
    let currency: Currency = line.group.currency;
    let shown = |amount: Amount| money(visitor.texts, currency, amount);
    let figures = &line.figures;
    html! {
        tr.all[is_total] {
            th scope="row" { (name) }
            td { (figures.sold) }
            td { (shown(figures.gross())) }
            td { (shown(figures.discounts)) }
            td { (shown(figures.refunds)) }
            td { (shown(figures.change_fees)) }
            td { (shown(figures.net())) }
        }
    }
}

fn name(visitor: &Visitor, group: Group) -> String {
    let Group { day: on, airline, route, brand, .. } = group;
    let parts = [
        on.map(|date| day(visitor.texts, date)),
        airline.map(|code| code.to_string()),
        route.map(|(from, to)| format!("{from}–{to}")),
        brand.map(|brand| visitor.texts.brands(brand).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
