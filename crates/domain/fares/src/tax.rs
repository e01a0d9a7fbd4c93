//! Tax rules as data: where they are levied, on whom, how much.
//!
//! Airline surcharges (YQ, YR) are not taxes: they follow the fare's rules, so
//! they belong in the fare.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use airside_primitives::{Amount, Cabin, CountryCode, Currency, PassengerType};
use thiserror::Error;

use crate::sector::Sector;

/// The code of a tax: two capital letters or digits, IATA.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxCode([u8; 2]);

impl TaxCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The two characters of the code.
    pub const fn as_bytes(&self) -> &[u8; 2] {
        &self.0
    }

    #[cfg(test)]
    pub(crate) const fn known(code: [u8; 2]) -> Self {
        Self(code)
    }
}

impl FromStr for TaxCode {
    type Err = InvalidTaxCode;

    fn from_str(text: &str) -> Result<Self, InvalidTaxCode> {
        <[u8; 2]>::try_from(text.as_bytes())
            .ok()
            .filter(|code| code.iter().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit()))
            .map(Self)
            .ok_or(InvalidTaxCode)
    }
}

impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Text that is no tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a tax code is two capital letters or digits")]
pub struct InvalidTaxCode;

/// One tax. Several rules may share a code, as when it differs by cabin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRule {
    pub code: TaxCode,
    /// What it is for, in words.
    pub name: Option<Cow<'static, str>>,
    pub at: TaxedAt,
    pub routes: TaxedRoutes,
    /// The cabins it is levied in.
    pub cabins: Cow<'static, [Cabin]>,
    /// The passenger types that pay it.
    pub payers: Cow<'static, [PassengerType]>,
    pub charge: TaxCharge,
    /// Whether it comes back when the ticket is not used.
    pub refundable: bool,
}

/// The end of a flight or journey that makes a tax due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaxedAt {
    Anywhere,
    DepartureFrom(CountryCode),
    ArrivalIn(CountryCode),
    /// Departure from any country but these, which have rules of their own.
    DepartureOutside(Cow<'static, [CountryCode]>),
}

/// Whether a tax is levied inside a country, across borders, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxedRoutes {
    Domestic,
    International,
    All,
}

/// How much one passenger pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxCharge {
    /// So much for each flight that the rule covers.
    PerSector(Amount),
    /// So much, once, when the rule covers the journey as a whole.
    PerJourney(Amount),
    /// Thousandths of the passenger's base, once, when the rule covers the journey as a whole.
    PermilleOfBase(u32),
}

/// The two ends of a flight or of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) from: CountryCode,
    pub(crate) to: CountryCode,
    /// A journey that leaves the country on the way is international.
    pub(crate) domestic: bool,
}

impl Ends {
    pub(crate) fn of_sector(sector: &Sector) -> Self {
        let (from, to) = (sector.origin_country, sector.destination_country);
        Self { from, to, domestic: from == to }
    }

    /// `None` for a journey without flights.
    pub(crate) fn of_journey(sectors: &[Sector]) -> Option<Self> {
        sectors.iter().map(Self::of_sector).reduce(Self::and_on)
    }

    /// The ends of a journey that goes on with a flight.
    pub(crate) fn and_on(self, flight: Self) -> Self {
        let domestic = self.domestic && flight.domestic && flight.from == self.from;
        Self { from: self.from, to: flight.to, domestic }
    }
}

impl TaxRule {
    /// How many times each payer owes this tax on a journey.
    #[inline]
    pub(crate) fn times_due(&self, sectors: &[Sector], journey: Ends, cabin: Cabin) -> i64 {
        let times = match self.charge {
            TaxCharge::PerSector(_) => {
                sectors.iter().map(|sector| i64::from(self.covers(Ends::of_sector(sector)))).sum()
            }
            TaxCharge::PerJourney(_) | TaxCharge::PermilleOfBase(_) => {
                i64::from(self.covers(journey))
            }
        };
        // Last, since most rules are of other countries.
        if times > 0 && self.cabins.contains(&cabin) { times } else { 0 }
    }

    /// What a passenger with this base owes each time, as it can be charged.
    pub(crate) fn owed(&self, currency: Currency, kind: PassengerType, base: Amount) -> Amount {
        self.due_from(kind, base).rounded_to(currency.chargeable_step())
    }

    /// What a passenger with this base owes each time; nothing unless they are a payer.
    fn due_from(&self, kind: PassengerType, base: Amount) -> Amount {
        if !self.payers.contains(&kind) {
            return Amount::ZERO;
        }
        match self.charge {
            TaxCharge::PerSector(amount) | TaxCharge::PerJourney(amount) => amount,
            TaxCharge::PermilleOfBase(permille) => base.permille(permille.into()),
        }
    }

    pub(crate) fn covers(&self, ends: Ends) -> bool {
        let right_place = match &self.at {
            TaxedAt::Anywhere => true,
            TaxedAt::DepartureFrom(country) => ends.from == *country,
            TaxedAt::ArrivalIn(country) => ends.to == *country,
            TaxedAt::DepartureOutside(countries) => !countries.contains(&ends.from),
        };
        let right_route = match self.routes {
            TaxedRoutes::Domestic => ends.domestic,
            TaxedRoutes::International => !ends.domestic,
            TaxedRoutes::All => true,
        };
        right_place && right_route
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_codes_are_read_strictly() {
        assert_eq!("K3".parse::<TaxCode>().unwrap().to_string(), "K3");
        for wrong in ["", "K", "k3", "K33", "É"] {
            assert_eq!(wrong.parse::<TaxCode>(), Err(InvalidTaxCode), "{wrong}");
        }
    }

    #[test]
    fn a_journey_that_leaves_the_country_on_the_way_is_international() {
        let sector = |from: &str, to: &str| Sector {
            airline: "QZ".parse().unwrap(),
            origin: "AAA".parse().unwrap(),
            destination: "BBB".parse().unwrap(),
            origin_country: from.parse().unwrap(),
            destination_country: to.parse().unwrap(),
            distance_km: 100,
            flight: "QZ1".parse().unwrap(),
            date: time::Date::MIN,
        };
        let domestic = |sectors: &[Sector]| Ends::of_journey(sectors).unwrap().domestic;

        assert!(domestic(&[sector("IN", "IN"), sector("IN", "IN")]));
        assert!(!domestic(&[sector("IN", "AE"), sector("AE", "IN")]));
        assert!(!domestic(&[sector("IN", "IN"), sector("IN", "AE")]));
        assert!(Ends::of_journey(&[]).is_none());
    }
}
