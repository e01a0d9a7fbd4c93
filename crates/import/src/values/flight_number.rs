//! Flight numbers: the digits alone, or with their airline, or with an operational suffix.

use airside_primitives::{AirlineCode, FlightNumber};

use super::number::whole;
use crate::sheet::quoted;

/// `161`, `0161`, `161A` with the airline of another column; or `AI161`, `AI 161`, `AI-161A`.
///
/// An airline that is named twice must be the same.
pub(crate) fn flight_number(
    text: &str,
    airline: Option<AirlineCode>,
) -> Result<FlightNumber, String> {
    let wrong = || format!("{} is not a flight number such as 161, 161A or AI161", quoted(text));
    let compact = compact(text).ok_or_else(wrong)?;
    let (named, digits) = parted(whole(&compact)).ok_or_else(wrong)?;
    let airline = match (named, airline) {
        (Some(named), Some(airline)) if named != airline => {
            return Err(format!(
                "{} is a flight of {named}, and the row one of {airline}",
                quoted(text)
            ));
        }
        (Some(airline), _) | (None, Some(airline)) => airline,
        (None, None) => {
            return Err(format!(
                "{} names no airline: give it in a column of its own, or as in AI161",
                quoted(text)
            ));
        }
    };
    // `6E` beside the airline 6E is its code once more, and no flight 6 with the suffix E.
    if named.is_none() && digits == airline.as_str() {
        return Err(wrong());
    }
    format!("{airline}{digits}").parse().map_err(|_| wrong())
}

/// In capitals, without the space or hyphen behind an airline or ahead of a suffix.
fn compact(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let parts: Vec<&str> = upper.split([' ', '-']).collect();
    let is_plain = parts.len() <= 3 && parts.iter().all(|part| !part.is_empty());
    is_plain.then(|| parts.concat())
}

/// The airline, if there is one, and the digits with their suffix.
fn parted(text: &str) -> Option<(Option<AirlineCode>, &str)> {
    let is_number = |text: &str| {
        let digits = text.strip_suffix(|it: char| it.is_ascii_uppercase()).unwrap_or(text);
        (1..=4).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit())
    };
    if is_number(text) {
        return Some((None, text));
    }
    let (airline, digits) = text.split_at_checked(2)?;
    let airline = airline.parse().ok()?;
    is_number(digits).then_some((Some(airline), digits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, airline: Option<&str>) -> Result<String, String> {
        let airline = airline.map(|code| code.parse().unwrap());
        flight_number(text, airline).map(|number| number.to_string())
    }

    #[test]
    fn one_number_has_many_spellings() {
        for text in ["161", "0161", "161.0", "AI161", "AI 161", "AI-161", "ai161", "AI0161"] {
            assert_eq!(read(text, Some("AI")), Ok("AI161".to_owned()), "{text}");
        }
        for text in ["161A", "161 A", "161a", "AI161A", "AI 161 A", "AI-161-A"] {
            assert_eq!(read(text, Some("AI")), Ok("AI161A".to_owned()), "{text}");
        }
        assert_eq!(read("6E2045", None), Ok("6E2045".to_owned()));
        assert_eq!(read("9W1", Some("9W")), Ok("9W1".to_owned()));
    }

    #[test]
    fn the_airline_of_a_number_is_that_of_its_row() {
        assert_eq!(
            read("AI161", Some("6E")),
            Err("\"AI161\" is a flight of AI, and the row one of 6E".to_owned())
        );
        assert_eq!(
            read("161", None),
            Err("\"161\" names no airline: give it in a column of its own, or as in AI161"
                .to_owned())
        );
    }

    #[test]
    fn the_code_of_the_airline_is_no_number() {
        assert!(read("6E", Some("6E")).is_err());
        assert_eq!(read("6E", Some("AI")), Ok("AI6E".to_owned()));
        assert_eq!(read("6E6E", None), Ok("6E6E".to_owned()));
        assert_eq!(read("6E 6E", Some("6E")), Ok("6E6E".to_owned()));
    }

    #[test]
    fn what_may_be_no_flight_number_is_refused() {
        for wrong in [
            "",
            "0",
            "0000",
            "16161",
            "161AB",
            "AIC161",
            "AI",
            "AI 0",
            "-161",
            "161-",
            "1.5",
            "AI/161",
            "161/162",
            "AI 1 6 1",
            "é61",
            "１６１",
            "AI161é",
        ] {
            let message = read(wrong, Some("AI")).unwrap_err();
            assert!(message.contains("is not a flight number such as"), "{message}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_read_as_it_is_written(airline in "[A-Z][0-9A-Z]", digits in 1_u16..=9_999, suffix in "[A-Z]?") {
            let airline: AirlineCode = airline.parse().unwrap();
            let wanted: FlightNumber = format!("{airline}{digits}{suffix}").parse().unwrap();
            prop_assert_eq!(flight_number(&wanted.to_string(), None), Ok(wanted));
            let bare = format!("{digits:04}{suffix}");
            prop_assert_eq!(flight_number(&bare, Some(airline)), Ok(wanted));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,12}") {
            let _ = flight_number(&text, "AI".parse().ok());
        }
    }
}
