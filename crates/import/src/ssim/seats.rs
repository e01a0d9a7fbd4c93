//! Aircraft configurations: `J12Y156`, so many seats in each cabin.
//!
//! The letters are those of SSIM chapter 2 as `cell-scape/ItinerarySearch.jl` has them. Airlines
//! put other things here too, and the field is optional: a configuration without a number of seats
//! for each cabin is no fault.

use airside_primitives::Cabin;

/// The seats of an aircraft, as the schedule states them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeatsByCabin {
    pub first: u16,
    pub business: u16,
    pub premium_economy: u16,
    pub economy: u16,
}

impl SeatsByCabin {
    /// The seats of one cabin.
    pub const fn of(&self, cabin: Cabin) -> u16 {
        match cabin {
            Cabin::First => self.first,
            Cabin::Business => self.business,
            Cabin::PremiumEconomy => self.premium_economy,
            Cabin::Economy => self.economy,
        }
    }

    fn add(&mut self, cabin: Cabin, seats: u16) {
        let place = match cabin {
            Cabin::First => &mut self.first,
            Cabin::Business => &mut self.business,
            Cabin::PremiumEconomy => &mut self.premium_economy,
            Cabin::Economy => &mut self.economy,
        };
        *place = place.saturating_add(seats);
    }
}

/// The seats of a configuration; `None` where it does not give their number.
///
/// Containers (`LL`) and pallets (`PP`) are passed over; behind `VV` comes the airline's own
/// name for the version.
pub(super) fn seats(configuration: &str) -> Option<SeatsByCabin> {
    let mut seats = SeatsByCabin::default();
    let mut rest = configuration.split("VV").next().unwrap_or_default();
    while !rest.is_empty() {
        let freight = rest.strip_prefix("LL").or_else(|| rest.strip_prefix("PP"));
        let (cabin, behind) = match freight {
            Some(behind) => (None, behind),
            None => (Some(cabin(rest.chars().next()?)?), rest.get(1..)?),
        };
        let end = behind.find(|it: char| !it.is_ascii_digit()).unwrap_or(behind.len());
        let (number, behind) = behind.split_at(end);
        if let Some(cabin) = cabin {
            let number = if number.len() <= 4 { number.parse().ok()? } else { return None };
            seats.add(cabin, number);
        }
        rest = behind;
    }
    (seats != SeatsByCabin::default()).then_some(seats)
}

/// The cabin of a compartment's letter; what `O` and `R` mean varies by airline.
fn cabin(letter: char) -> Option<Cabin> {
    match letter {
        'P' | 'F' | 'A' => Some(Cabin::First),
        'J' | 'C' | 'D' | 'I' | 'Z' => Some(Cabin::Business),
        'W' => Some(Cabin::PremiumEconomy),
        'S' | 'Y' | 'B' | 'H' | 'K' | 'L' | 'M' | 'N' | 'Q' | 'T' | 'V' | 'X' | 'G' | 'U' | 'E' => {
            Some(Cabin::Economy)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn seats_are_counted_by_cabin() {
        let counted = |first, business, premium_economy, economy| {
            Some(SeatsByCabin { first, business, premium_economy, economy })
        };
        assert_eq!(seats("J12Y156"), counted(0, 12, 0, 156));
        assert_eq!(seats("F8C42W24M112"), counted(8, 42, 24, 112));
        assert_eq!(seats("Y189VV738H189"), counted(0, 0, 0, 189));
        assert_eq!(seats("F014Y119VVT3M33"), counted(14, 0, 0, 119));
        assert_eq!(seats("F32Y200K93PP20"), counted(32, 0, 0, 293));
        assert_eq!(seats("Y120LL"), counted(0, 0, 0, 120));
    }

    #[test]
    fn what_gives_no_numbers_gives_no_seats() {
        for other in ["", "FY", "PP10", "738", "Y189 J", "O12", "Y12345", "XX", "VV738"] {
            assert_eq!(seats(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_configuration_is_too_strange(text in "[ -~é]{0,20}") {
            let _ = seats(&text);
        }
    }
}
