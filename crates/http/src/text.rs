//! Values that are written as text and checked by their own type.
//!
//! In a request struct, `Text<AirportCode>` is read by `FromStr`, so that what is wrong
//! is told with its pointer like every other fault. It goes inside an `Option`, because there
//! is nothing to read on with where the text is wrong.
//!
//! Types know one spelling; people have more. What lies between is here, for bodies, queries and
//! paths alike.

use std::fmt::Display;
use std::str::FromStr;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::faults::Faults;
use crate::read::Read;
use crate::tree::Tree;

/// A value that a client writes as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<T>(pub T);

impl<T: FromStr<Err: Display>> Read for Text<T> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let text = String::read(tree, at, faults)?;
        spelt(&text).map(Self).map_err(|error| faults.add(at, error)).ok()
    }
}

/// What a text stands for, in any case and with spaces anywhere: `6e 2045`, ` lhr `.
///
/// What is wrong with it is told of the text as it came.
pub(crate) fn spelt<T: FromStr>(text: &str) -> Result<T, T::Err> {
    let canonical = text.split_whitespace().collect::<String>().to_ascii_uppercase();
    canonical.parse().or_else(|_| text.parse())
}

impl<T> PartialSchema for Text<T> {
    fn schema() -> RefOr<Schema> {
        Object::with_type(Type::String).into()
    }
}

impl<T> ToSchema for Text<T> {}

#[cfg(test)]
mod tests {
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
