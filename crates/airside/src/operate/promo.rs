//! `airside promo`: promo codes in the operator's own terms.

use std::fmt::Write as _;
use std::str::FromStr;

use airside_app::history::{Deed, HistoryEntry, Subject};
use airside_app::ports::{Changes, Store, Write};
use airside_app::trade::promo_codes::{ended, is_over};
use airside_bootstrap::{Settings, open_store};
use airside_fares::{Percent, PromoCode, PromoName, Reduction};
use airside_primitives::{AirlineCode, AirportCode, Amount, Currency, UserId};
use anyhow::{Context, bail, ensure};
use serde_json::json;
use time::{Date, Duration, OffsetDateTime, Time};

use crate::operate::by_command;
use crate::operate::today::{date, now};

/// Promo codes that are read at a time.
const PAGE: u16 = 200;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Promo {
    /// Put up a promo code
    ///
    /// One of that name that was over before is taken up again, with its uses so far.
    #[command(
        after_help = "Examples: airside promo add WINTER15 --percent 15 --route DEL-BOM\n          \
                            airside promo add GO300 --fixed 300 --minimum-spend 2000\n          \
                            airside promo add WINTER15 --percent 20 --replace"
    )]
    Add(Add),

    /// List promo codes with their terms and their uses so far
    #[command(after_help = "Example: airside promo list")]
    List,

    /// End a promo code: nobody can use it from now on, and its uses stay in the books
    #[command(after_help = "Example: airside promo remove WINTER15")]
    Remove {
        /// What the customer types
        name: PromoName,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// What the customer types: 3 to 20 letters and digits
    name: PromoName,
    #[command(flatten)]
    off: Off,
    /// First day it may be used, in UTC
    #[arg(long, value_name = "DATE", value_parser = date)]
    valid_from: Option<Date>,
    /// Last day it may be used, in UTC
    #[arg(long, value_name = "DATE", value_parser = date)]
    valid_until: Option<Date>,
    /// The least base fare it applies to, in major units of the selling currency
    #[arg(long, value_name = "AMOUNT")]
    minimum_spend: Option<String>,
    /// The most bookings in all
    #[arg(long, value_name = "COUNT")]
    limit: Option<u32>,
    /// The most bookings of one user
    #[arg(long, value_name = "COUNT")]
    limit_per_user: Option<u32>,
    /// An airline it applies to; may be repeated [all]
    #[arg(long, value_name = "CODE")]
    airline: Vec<AirlineCode>,
    /// A route it applies to, one way; may be repeated [all]
    #[arg(long, value_name = "FROM-TO", value_parser = route)]
    route: Vec<(AirportCode, AirportCode)>,
    /// Put it in the place of one of that name that may still be used: all its terms, none is kept
    #[arg(long)]
    replace: bool,
}

/// What it takes off: one of the two.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Off {
    /// Take so many hundredths off the base fare
    #[arg(long, value_name = "1-100", value_parser = percent)]
    percent: Option<Percent>,
    /// Take so much off the base fare of a booking, in major units of the selling currency
    #[arg(long, value_name = "AMOUNT")]
    fixed: Option<String>,
}

pub(crate) async fn run(promo: Promo) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let currency = settings.currency()?;
    match promo {
        Promo::Add(add) => {
            let replace = add.replace;
            let code = promo_code(add, currency)?;
            let store = open_store(&settings).await?;
            let standing = standing(&*store, &code.name, currency).await?;
            ensure_free(&code.name, standing.as_deref(), replace)?;
            let new = terms(&code, 0, currency);
            let line = line(&code, Deed::PromoCodeSaved, standing.as_deref(), Some(&new));
            save(&*store, code.clone(), line).await?;
            println!("{} may be used from now on, as its terms say.", code.name);
            if let Some(standing) = standing {
                println!("It took the place of {standing}.");
            }
        }
        Promo::List => list(&*open_store(&settings).await?, currency).await?,
        Promo::Remove { name } => {
            let store = open_store(&settings).await?;
            let Some(code) = store.promo_code(&name).await? else {
                bail!("there is no promo code {name}: `airside promo list` has all")
            };
            let now = now();
            if is_over(&code, now) {
                println!("{name} was over before.");
                return Ok(());
            }
            let before = terms(&code, 0, currency);
            let line = line(&code, Deed::PromoCodeRemoved, Some(&before), None);
            save(&*store, ended(&code, now), line).await?;
            println!("{name} is over. Bookings that have it keep their discount.");
        }
    }
    Ok(())
}

/// What the history keeps of it: the terms before and after.
fn line(code: &PromoCode, deed: Deed, before: Option<&str>, after: Option<&str>) -> HistoryEntry {
    let told = |terms: &str| json!({ "terms": terms }).to_string();
    by_command::line(Subject::PromoCode(code.name.clone()), deed)
        .changed(before.map(told), after.map(told))
}

async fn save(store: &dyn Store, code: PromoCode, line: HistoryEntry) -> anyhow::Result<()> {
    let told = Write::AddHistory(line);
    let changes = Changes::default().write(Write::SavePromoCode(code)).write(told);
    store.commit(changes).await.context("the promo code was not saved")
}

/// The terms of the code of this name, where it may still be used.
async fn standing(
    store: &dyn Store,
    name: &PromoName,
    currency: Currency,
) -> anyhow::Result<Option<String>> {
    let now = now();
    let known = store.promo_code(name).await?.filter(|known| !is_over(known, now));
    let Some(known) = known else { return Ok(None) };
    // By anybody: the uses of one user are not asked for.
    let uses = store.promo_uses(name, UserId::NOBODY).await?.total;
    Ok(Some(terms(&known, uses, currency)))
}

/// Nobody replaces a code unawares: customers may have it.
fn ensure_free(name: &PromoName, standing: Option<&str>, replace: bool) -> anyhow::Result<()> {
    if let Some(standing) = standing {
        ensure!(
            replace,
            "{name} may still be used: {standing}. Nothing was changed: add --replace to put this \
             one in its place, or end it with `airside promo remove {name}`"
        );
    }
    Ok(())
}

/// `15% off, until 2026-12-31, used 12 of 1000 times, on DEL-BOM`
fn terms(code: &PromoCode, uses: u32, currency: Currency) -> String {
    let until =
        last_day(code).map_or_else(|| "without an end".to_owned(), |day| format!("until {day}"));
    let most = code.limit_total.map_or_else(String::new, |most| format!(" of {most}"));
    let routes = code.routes.iter().map(|(from, to)| format!("{from}-{to}"));
    let places: Vec<_> = code.airlines.iter().map(ToString::to_string).chain(routes).collect();
    let parts = [
        Some(format!("{} off", off(code, currency))),
        code.valid_from.map(|from| format!("from {}", from.date())),
        Some(until),
        Some(format!("used {uses}{most} times")),
        code.limit_per_user.map(|most| format!("{most} for each user")),
        code.minimum_spend.map(|least| format!("for {} and more", currency.show(least))),
        (!places.is_empty()).then(|| format!("on {}", places.join(", "))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn off(code: &PromoCode, currency: Currency) -> String {
    match code.reduction {
        Reduction::Percent(percent) => format!("{}%", percent.get()),
        Reduction::Fixed(amount) => currency.show(amount),
    }
}

/// The last day it may be used.
fn last_day(code: &PromoCode) -> Option<Date> {
    // It keeps the first instant at which it is over.
    code.valid_until.map(|until| (until - Duration::MICROSECOND).date())
}

async fn list(store: &dyn Store, currency: Currency) -> anyhow::Result<()> {
    let (now, mut after) = (now(), None);
    loop {
        let page = store.promo_codes(after.as_ref(), PAGE).await?;
        for (code, uses) in &page {
            println!("{}", told(code, *uses, currency, now));
        }
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = Some(last.name.clone());
    }
}

/// `WINTER15  15%  used 12 of 100  until 2026-12-31`
fn told(code: &PromoCode, uses: u32, currency: Currency, now: OffsetDateTime) -> String {
    let off = off(code, currency);
    let most = code.limit_total.map_or_else(String::new, |most| format!(" of {most}"));
    let mut told = format!("{:20}  {off}  used {uses}{most}", code.name);
    // Writing into a text cannot fail.
    if let Some(from) = code.valid_from.filter(|from| now < *from) {
        let _ = write!(told, "  from {}", from.date());
    }
    match last_day(code) {
        Some(_) if is_over(code, now) => told += "  over",
        Some(day) => {
            let _ = write!(told, "  until {day}");
        }
        None => {}
    }
    told
}

fn promo_code(add: Add, currency: Currency) -> anyhow::Result<PromoCode> {
    let reduction = match (add.off.percent, add.off.fixed.as_deref()) {
        (Some(percent), None) => Reduction::Percent(percent),
        (None, Some(text)) => Reduction::Fixed(amount(text, currency)?),
        (Some(_), Some(_)) | (None, None) => bail!("say either --percent or --fixed"),
    };
    let minimum_spend = add.minimum_spend.map(|text| amount(&text, currency)).transpose()?;
    let (first, last) = (add.valid_from, add.valid_until);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        bail!("--valid-until is before --valid-from");
    }
    Ok(PromoCode {
        valid_from: first.map(midnight),
        valid_until: last.and_then(Date::next_day).map(midnight),
        minimum_spend,
        limit_total: add.limit,
        limit_per_user: add.limit_per_user,
        airlines: add.airline,
        routes: add.route,
        ..PromoCode::unlimited(add.name, reduction)
    })
}

const fn midnight(date: Date) -> OffsetDateTime {
    date.with_time(Time::MIDNIGHT).assume_utc()
}

fn percent(text: &str) -> Result<Percent, String> {
    let percent = text.parse().ok().and_then(Percent::new);
    percent.ok_or_else(|| "a percentage is a whole number from 1 to 100".to_owned())
}

fn route(text: &str) -> Result<(AirportCode, AirportCode), String> {
    let wrong = || "a route is written like DEL-BOM".to_owned();
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let airport = |code| AirportCode::from_str(code).map_err(|_| wrong());
    Ok((airport(from)?, airport(to)?))
}

/// Major units as people write them, `500` or `500.50`.
fn amount(text: &str, currency: Currency) -> anyhow::Result<Amount> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let decimals = usize::from(currency.decimals());
    let are_digits = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    let well_written = !whole.is_empty()
        && are_digits(whole)
        && are_digits(fraction)
        && fraction.len() <= decimals;
    let units = format!("{whole}{fraction:0<decimals$}").parse::<i64>();
    let step = currency.chargeable_step();
    match units.map(Amount::minor) {
        Ok(amount) if well_written && !amount.is_multiple_of(step) => {
            let least = currency.show(Amount::minor(step));
            bail!("{text} cannot be charged in {currency}: it must be a multiple of {least}")
        }
        Ok(amount) if well_written && amount > Amount::ZERO => Ok(amount),
        Ok(_) | Err(_) => {
            bail!("{text} is not an amount above zero in {currency}, at most {decimals} decimals")
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use time::macros::datetime;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        add: Add,
    }

    fn read(line: &str) -> anyhow::Result<PromoCode> {
        let words = std::iter::once("add").chain(line.split(' '));
        promo_code(Line::try_parse_from(words)?.add, Currency::INR)
    }

    #[test]
    fn amounts_are_in_major_units() {
        let code = read("GO300 --fixed 300.5 --minimum-spend 2000").unwrap();
        assert_eq!(code.reduction, Reduction::Fixed(Amount::minor(30_050)));
        assert_eq!(code.minimum_spend, Some(Amount::minor(200_000)));
        for wrong in ["300.505", "-1", "0", "1,000", ".5", "1e3"] {
            assert!(amount(wrong, Currency::INR).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_amount_that_no_card_can_be_charged_is_refused() {
        let dinar: Currency = "KWD".parse().unwrap();
        assert_eq!(amount("1.25", dinar).unwrap(), Amount::minor(1_250));
        let refused = amount("1.255", dinar).unwrap_err().to_string();
        assert_eq!(refused, "1.255 cannot be charged in KWD: it must be a multiple of KWD 0.010");
    }

    #[test]
    fn the_last_day_counts_in_full() {
        let code = read("WINTER15 --percent 15 --valid-until 2026-12-31").unwrap();
        assert_eq!(code.valid_until, Some(datetime!(2027-01-01 00:00 UTC)));
    }

    #[test]
    fn terms_are_read_as_they_are_written() {
        let code = read("winter15 --percent 15 --route DEL-BOM --airline AI --airline 6E").unwrap();
        assert_eq!(code.name.as_str(), "WINTER15");
        assert_eq!(code.routes, [("DEL".parse().unwrap(), "BOM".parse().unwrap())]);
        assert_eq!(code.airlines.len(), 2);
    }

    #[test]
    fn a_code_that_may_be_used_is_replaced_only_when_it_is_said() {
        let code = read("WINTER15 --percent 15 --valid-until 2026-12-31 --limit 1000").unwrap();
        let standing = terms(&code, 12, Currency::INR);
        assert_eq!(standing, "15% off, until 2026-12-31, used 12 of 1000 times");
        let refused = ensure_free(&code.name, Some(&standing), false).unwrap_err().to_string();
        for said in ["15% off", "--replace", "promo remove WINTER15"] {
            assert!(refused.contains(said), "{said:?} is not in {refused}");
        }
        assert!(ensure_free(&code.name, Some(&standing), true).is_ok());
        assert!(ensure_free(&code.name, None, false).is_ok());
    }

    #[test]
    fn all_terms_are_told() {
        let line = "GO300 --fixed 300 --minimum-spend 2000 --limit-per-user 1 \
                    --valid-from 2026-11-01 --airline AI --route DEL-BOM";
        assert_eq!(
            terms(&read(line).unwrap(), 0, Currency::INR),
            "INR 300.00 off, from 2026-11-01, without an end, used 0 times, 1 for each user, \
             for INR 2,000.00 and more, on AI, DEL-BOM"
        );
    }

    #[test]
    fn a_code_takes_off_something_and_one_thing_only() {
        assert!(read("WINTER15").is_err());
        assert!(read("WINTER15 --percent 15 --fixed 300").is_err());
        assert!(read("WINTER15 --percent 101").is_err());
    }
}
