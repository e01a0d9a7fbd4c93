//! Reads the text of a tariff, whole or not at all.

mod aircraft;
mod baggage;
mod carriers;
mod connecting;
mod prices;
mod services;
mod taxes;

use std::ops::Range;

use airside_booking::Services;
use airside_fares::Tariff;
use airside_primitives::{Amount, Currency};
use toml::de::DeTable;

use crate::faults::{Fault, TariffFaults};
use crate::file::{File, Section};
use crate::terms::Terms;

/// What a tariff says, or everything that is wrong with it.
pub fn read(text: &str) -> Result<Terms, TariffFaults> {
    marked(text).map(|marked| marked.terms)
}

/// What a tariff says, and where in the text its money stands.
pub(crate) struct Marked {
    pub(crate) terms: Terms,
    /// Where the code of the currency stands, in bytes, quotation marks included.
    pub(crate) currency_at: Range<usize>,
    /// Where each price stands, in bytes, with its minor units.
    pub(crate) amounts: Vec<(Range<usize>, i64)>,
}

pub(crate) fn marked(text: &str) -> Result<Marked, TariffFaults> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let fault = |error: &toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or(text).matches('\n').count() + 1;
            Fault { line, path: String::new(), detail: error.message().to_owned() }
        };
        let mut faults: Vec<_> = errors.iter().map(fault).collect();
        faults.sort_by_key(|fault| fault.line);
        return Err(TariffFaults(faults));
    }
    let file = File::new(text);
    let read = terms(Section::root(&file, table.get_ref()), &file);
    match (file.faults(), read) {
        (None, Some((terms, currency_at))) => {
            Ok(Marked { terms, currency_at, amounts: file.amounts() })
        }
        (Some(faults), _) => Err(faults),
        (None, None) => Err(TariffFaults(Vec::new())),
    }
}

/// Reads every part before it returns, so that one pass finds all faults.
fn terms<'f>(root: Section<'f>, file: &File<'f>) -> Option<(Terms, Range<usize>)> {
    let is_demo = root.may("demo").map_or(Some(false), |entry| entry.flag());
    let currency = currency(&root, file);
    let rounding = rounding(&root);
    let passengers = section(&root, "passengers", prices::passengers);
    let cabins = section(&root, "cabins", prices::cabins);
    let brands = section(&root, "brands", prices::brands);
    let per_distance = match root.may("distance") {
        None => Some(None),
        Some(entry) => entry.section().and_then(prices::distance).map(Some),
    };
    let taxes = root.may("taxes").map_or_else(|| Some(Vec::new()), |entry| taxes::taxes(&entry));
    let baggage = section(&root, "baggage", baggage::baggage);
    let carriers = carriers::carriers(root.may("carriers"), root.may("alliances"));
    let connecting = section(&root, "connecting", connecting::connecting);
    let services = match root.may("special_services") {
        None => Some(Services::default()),
        Some(entry) => services::services(&entry),
    };
    let fleet = root.need("aircraft").and_then(|entry| aircraft::fleet(&entry));
    root.close();

    let (currency, currency_at) = currency?;
    let (brands, cancellation, changes) = brands?;
    let (child_permille, infant_permille) = passengers?;
    let tariff = Tariff {
        currency,
        rounding: rounding?.get(),
        brands,
        cabins: cabins?,
        child_permille,
        infant_permille,
        per_distance: per_distance?,
        taxes: taxes?,
        baggage: baggage?,
    };
    let terms = Terms {
        tariff,
        cancellation,
        changes,
        services: services?,
        fleet: fleet?,
        carriers: carriers?,
        connecting: connecting?,
        is_demo: is_demo?,
    };
    Some((terms, currency_at))
}

/// A section that every tariff has.
fn section<'f, T>(
    root: &Section<'f>,
    name: &'static str,
    read: impl FnOnce(Section<'f>) -> Option<T>,
) -> Option<T> {
    root.need(name)?.section().and_then(read)
}

fn currency<'f>(root: &Section<'f>, file: &File<'f>) -> Option<(Currency, Range<usize>)> {
    let entry = root.need("currency")?;
    let currency = entry.code::<Currency>()?;
    file.sell_in(currency);
    Some((currency, entry.span()))
}

/// A conversion leaves it as it is: one major unit suits every currency.
fn rounding(root: &Section<'_>) -> Option<Amount> {
    let entry = root.need("rounding")?;
    let rounding = entry.fixed_amount()?;
    if rounding.is_zero() { entry.fault("must be more than 0") } else { Some(rounding) }
}
