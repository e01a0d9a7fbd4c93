//! Sales by day, airline, route and brand, added up from the books. Uses the store.
//!
//! Lines are read some thousand at a time and added to the figures of their group, so that memory
//! grows with the groups of a report and not with what was sold.

use std::collections::BTreeMap;
use std::ops::Range;

use airside_booking::{ExchangedSale, GivenBack, Sale};
use airside_fares::TaxCode;
use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Currency};
use airside_timetable::Zone;
use thiserror::Error;
use time::{Date, OffsetDateTime, Time};

use crate::ports::store::{LineKey, Store, StoreError};

/// Lines that are read at a time.
const PAGE: u16 = 10_000;
/// The most groups of a report: more than a person reads, and little enough to hold.
pub const MOST_LINES: usize = 50_000;

/// From the first to the last day, by the clocks of a zone.
#[derive(Debug, Clone)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub zone: Zone,
}

/// What lines of a report are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    Day,
    Airline,
    Route,
    Brand,
}

/// What a line is about; what was not asked for is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub day: Option<Date>,
    pub airline: Option<AirlineCode>,
    pub route: Option<(AirportCode, AirportCode)>,
    pub brand: Option<Brand>,
    pub currency: Currency,
}

/// What was sold, exchanged and given back. A sale counts on the day on which its booking was
/// confirmed, an exchange on its own, and what was given back on the day of the cancellation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Journeys, each for a whole party; those that were bought by an exchange are `exchanged`.
    pub sold: u64,
    pub exchanged: u64,
    pub given_back: u64,
    pub base: Amount,
    pub discounts: Amount,
    pub taxes: BTreeMap<TaxCode, Amount>,
    pub extras: Amount,
    pub refunds: Amount,
    pub charges_kept: Amount,
    pub taxes_kept: Amount,
    pub change_fees: Amount,
}

/// The figures of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub group: Group,
    pub figures: Figures,
}

/// The lines that were asked for, sorted by what they are about, and one of all for each currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<Line>,
    pub totals: Vec<Line>,
}

impl Figures {
    /// Fares, taxes and extras, before discounts.
    pub fn gross(&self) -> Amount {
        self.base + self.taxes.values().copied().sum::<Amount>() + self.extras
    }

    /// What is left of it, with what changes cost.
    pub fn net(&self) -> Amount {
        self.gross() - self.discounts - self.refunds + self.change_fees
    }

    fn add_sale(&mut self, sale: &Sale) {
        // What came of another booking was sold there.
        self.sold += u64::from(!sale.is_of_nothing());
        self.base += sale.base;
        self.discounts += sale.discount;
        self.extras += sale.extras;
        for (code, amount) in &sale.taxes {
            *self.taxes.entry(*code).or_default() += *amount;
        }
    }

    /// What was sold instead counts as sold, and what of the old journey counted as given back for it.
    fn add_exchanged(&mut self, line: &ExchangedSale) {
        self.add_sale(&line.sale);
        self.sold -= 1;
        self.exchanged += 1;
        self.refunds += line.credit;
        self.charges_kept += line.kept;
        self.change_fees += line.fee;
    }

    fn add_given_back(&mut self, line: &GivenBack) {
        self.given_back += 1;
        self.refunds += line.refund;
        self.charges_kept += line.charge;
        self.taxes_kept += line.taxes_kept;
    }
}

impl By {
    pub const ALL: [Self; 4] = [Self::Day, Self::Airline, Self::Route, Self::Brand];

    /// The word of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Airline => "airline",
            Self::Route => "route",
            Self::Brand => "brand",
        }
    }
}

impl Period {
    /// The instants of its days.
    fn instants(&self) -> Range<OffsetDateTime> {
        let midnight = |date: Date| self.zone.instant_of(date, Time::MIDNIGHT);
        midnight(self.from)..midnight(self.to.next_day().unwrap_or(self.to))
    }
}

/// Adds up what the books say of a period.
pub async fn sales_report(
    store: &dyn Store,
    period: &Period,
    by: &[By],
) -> Result<Report, ReportError> {
    if !store.unposted(1).await?.is_empty() {
        return Err(ReportError::Incomplete);
    }
    let during = period.instants();
    let mut count = Count { by, zone: &period.zone, groups: BTreeMap::new() };
    let mut after = None;
    loop {
        let page = store.sales(during.clone(), after, PAGE).await?;
        for sale in &page {
            count.figures(sale.at, sale)?.add_sale(sale);
        }
        match page.last() {
            Some(last) if page.len() == usize::from(PAGE) => after = Some(LineKey::of_sale(last)),
            Some(_) | None => break,
        }
    }
    let mut after = None;
    loop {
        let page = store.exchanged(during.clone(), after, PAGE).await?;
        for line in &page {
            count.figures(line.sale.at, &line.sale)?.add_exchanged(line);
        }
        match page.last() {
            Some(last) if page.len() == usize::from(PAGE) => {
                after = Some(LineKey::of_exchanged(last));
            }
            Some(_) | None => break,
        }
    }
    let mut after = None;
    loop {
        let page = store.given_back(during.clone(), after, PAGE).await?;
        for (line, sale) in &page {
            count.figures(line.at, sale)?.add_given_back(line);
        }
        match page.last() {
            Some((last, _)) if page.len() == usize::from(PAGE) => {
                after = Some(LineKey::of_given_back(last));
            }
            Some(_) | None => break,
        }
    }
    Ok(count.report())
}

/// The groups that were met so far.
struct Count<'a> {
    by: &'a [By],
    zone: &'a Zone,
    groups: BTreeMap<Group, Figures>,
}

impl Count<'_> {
    /// The figures that a line of this time, about this sale, is added to.
    fn figures(&mut self, at: OffsetDateTime, sale: &Sale) -> Result<&mut Figures, ReportError> {
        let is = |by| self.by.contains(&by);
        let group = Group {
            day: is(By::Day).then(|| self.zone.local(at).date()),
            airline: is(By::Airline).then_some(sale.airline),
            route: is(By::Route).then_some((sale.origin, sale.destination)),
            brand: is(By::Brand).then_some(sale.brand),
            currency: sale.currency,
        };
        if self.groups.len() == MOST_LINES && !self.groups.contains_key(&group) {
            return Err(ReportError::TooLong);
        }
        Ok(self.groups.entry(group).or_default())
    }

    fn report(self) -> Report {
        let mut totals: BTreeMap<Currency, Figures> = BTreeMap::new();
        for (group, figures) in &self.groups {
            totals.entry(group.currency).or_default().add(figures);
        }
        let lines = self.groups.into_iter().map(|(group, figures)| Line { group, figures });
        let of_all =
            |currency| Group { day: None, airline: None, route: None, brand: None, currency };
        let totals =
            totals.into_iter().map(|(currency, figures)| Line { group: of_all(currency), figures });
        Report { lines: lines.collect(), totals: totals.collect() }
    }
}

impl Figures {
    fn add(&mut self, other: &Self) {
        self.sold += other.sold;
        self.exchanged += other.exchanged;
        self.given_back += other.given_back;
        self.base += other.base;
        self.discounts += other.discounts;
        self.extras += other.extras;
        self.refunds += other.refunds;
        self.charges_kept += other.charges_kept;
        self.taxes_kept += other.taxes_kept;
        self.change_fees += other.change_fees;
        for (code, amount) in &other.taxes {
            *self.taxes.entry(*code).or_default() += *amount;
        }
    }
}

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    #[error("the report would have more than {MOST_LINES} lines: ask for fewer days, or less by")]
    TooLong,
    #[error("older bookings are being written into the books: ask again in a minute")]
    Incomplete,
    #[error(transparent)]
    Store(#[from] StoreError),
}
