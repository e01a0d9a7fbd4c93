//! Codes as people write them: types know one spelling, and this is what lies between, for bodies,
//! queries and paths alike.

use std::str::FromStr;

/// What a text stands for, in any case and with spaces anywhere: `6e 2045`, ` lhr `.
///
/// What is wrong with it is told of the text as it came.
pub(crate) fn spelt<T: FromStr>(text: &str) -> Result<T, T::Err> {
    let canonical = text.split_whitespace().collect::<String>().to_ascii_uppercase();
    canonical.parse().or_else(|_| text.parse())
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use airside_booking::RecordLocator;
    use airside_primitives::{AirlineCode, AirportCode, Cabin, FlightId, FlightNumber, SeatNumber};

    use super::*;

    fn canonical<T: FromStr<Err: Display> + Display>(text: &str) -> String {
        spelt::<T>(text).map_or_else(|error| error.to_string(), |read| read.to_string())
    }

    #[test]
    fn codes_are_read_in_any_case_and_with_spaces() {
        assert_eq!(canonical::<AirportCode>(" lhr "), "LHR");
        assert_eq!(canonical::<AirlineCode>("6e"), "6E");
        assert_eq!(canonical::<RecordLocator>("k7q2mz\t"), "K7Q2MZ");
        assert_eq!(canonical::<SeatNumber>("12a"), "12A");
        assert_eq!(canonical::<Cabin>("premium_economy"), "PREMIUM_ECONOMY");
        for number in ["6E141", "6e141", " 6e 141", "6E\u{a0}0141"] {
            assert_eq!(canonical::<FlightNumber>(number), "6E141", "{number}");
        }
        let id = "0198C0DE-0000-7000-8000-000000000001";
        assert_eq!(canonical::<FlightId>(id), id.to_lowercase());
    }

    #[test]
    fn what_is_no_code_is_told_as_it_came() {
        assert_eq!(
            canonical::<AirportCode>("Delhi "),
            "\"Delhi \" is not a three-letter IATA code"
        );
        assert_eq!(canonical::<AirlineCode>(""), "\"\" is not a two-character IATA airline code");
        for wrong in ["l\u{131}r", "LHRX", "L-R", "ＬＨＲ"] {
            assert!(spelt::<AirportCode>(wrong).is_err(), "{wrong}");
        }
    }
}
