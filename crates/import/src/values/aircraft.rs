//! Aircraft types: IATA's code, or another spelling of one.
//!
//! ICAO's designators and IATA's codes are matched as OpenFlights' `planes.dat` and the fleet
//! of the demo have them; IATA's own list (SSIM, appendix A) is sold, not published. Where one
//! designator covers types that are sold differently, it is left out and so refused.

use airside_primitives::AircraftCode;

use crate::sheet::quoted;

/// IATA's code, and how others write it: in capitals, letters and digits alone.
const TYPES: [(&str, &[&str]); 68] = [
    ("221", &["BCS1", "A220100", "CS100"]),
    ("223", &["BCS3", "A220300", "CS300"]),
    ("318", &["A318"]),
    ("319", &["A319", "A319100"]),
    ("31N", &["A19N", "A319NEO"]),
    ("320", &["A320", "A320200", "A320CEO"]),
    ("32N", &["A20N", "A320NEO", "A320251N", "A320271N"]),
    ("321", &["A321", "A321200", "A321CEO"]),
    ("32Q", &["A21N", "A321NEO"]),
    ("330", &["A330"]),
    ("332", &["A332", "A330200"]),
    ("333", &["A333", "A330300"]),
    ("338", &["A338", "A330800", "A330800NEO"]),
    ("339", &["A339", "A330900", "A330900NEO"]),
    ("340", &["A340"]),
    ("342", &["A342", "A340200"]),
    ("343", &["A343", "A340300"]),
    ("345", &["A345", "A340500"]),
    ("346", &["A346", "A340600"]),
    ("350", &["A350"]),
    ("359", &["A359", "A350900"]),
    ("351", &["A35K", "A3501000"]),
    ("380", &["A380"]),
    ("388", &["A388", "A380800"]),
    ("717", &["B712", "717200"]),
    ("733", &["B733", "737300"]),
    ("734", &["B734", "737400"]),
    ("735", &["B735", "737500"]),
    ("736", &["B736", "737600"]),
    ("73G", &["737700"]),
    ("738", &["B738", "737800"]),
    ("739", &["B739", "737900"]),
    ("7M7", &["B37M", "737MAX7", "737M7"]),
    ("7M8", &["B38M", "737MAX8", "737M8", "737MAX"]),
    ("7M9", &["B39M", "737MAX9", "737M9"]),
    ("744", &["B744", "747400"]),
    ("74H", &["B748", "7478", "7478I"]),
    ("752", &["B752", "757200"]),
    ("753", &["B753", "757300"]),
    ("762", &["B762", "767200"]),
    ("763", &["B763", "767300", "767300ER"]),
    ("764", &["B764", "767400"]),
    ("772", &["B772", "777200", "777200ER"]),
    ("77L", &["B77L", "777200LR"]),
    ("773", &["B773", "777300"]),
    ("77W", &["B77W", "777300ER"]),
    ("788", &["B788", "7878"]),
    ("789", &["B789", "7879"]),
    ("781", &["B78X", "78710"]),
    ("AT4", &["AT43", "ATR42300"]),
    ("AT5", &["AT45", "ATR42500"]),
    ("AT7", &["AT72", "AT73", "AT75", "AT76", "ATR72", "ATR72500", "ATR72600"]),
    ("DH1", &["DH8A", "DHC8100"]),
    ("DH2", &["DH8B", "DHC8200"]),
    ("DH3", &["DH8C", "DHC8300"]),
    ("DH4", &["DH8D", "DHC8400", "Q400", "DASH8Q400"]),
    ("DHT", &["DHC6"]),
    ("CR2", &["CRJ2", "CRJ200"]),
    ("CR7", &["CRJ7", "CRJ700"]),
    ("CR9", &["CRJ9", "CRJ900"]),
    ("CRK", &["CRJX", "CRJ1000"]),
    ("ER4", &["E145", "ERJ145"]),
    ("E70", &["E170", "ERJ170"]),
    ("E75", &["E75S", "E75L", "E175", "ERJ175"]),
    ("E90", &["E190", "ERJ190"]),
    ("E95", &["E195", "ERJ195"]),
    ("290", &["E290", "E190E2"]),
    ("295", &["E295", "E195E2"]),
];

/// The makers whose name or letter people put ahead of a number.
const MAKERS: [&str; 6] = ["AIRBUS", "BOEING", "EMBRAER", "BOMBARDIER", "DEHAVILLAND", "B"];

/// `320`, `77W`; `A320`, `B738`, `B77W`; `A320-200`, `Boeing 737-800`, `ATR 72-600`.
///
/// `B737` is refused: to ICAO it is the 737-700, to most people any of the family.
pub(crate) fn aircraft(text: &str) -> Result<AircraftCode, String> {
    let upper = text.to_uppercase();
    let plain: String = upper.chars().filter(|it| ![' ', '-', '.', '/'].contains(it)).collect();
    if let Ok(code) = plain.parse() {
        return Ok(code);
    }
    let without = |maker: &str| plain.strip_prefix(maker).filter(|rest| !rest.is_empty());
    let spelled = |text: &str| {
        let found = TYPES.iter().find(|(_, spellings)| spellings.contains(&text));
        found.and_then(|(code, _)| code.parse().ok())
    };
    let found =
        spelled(&plain).or_else(|| MAKERS.iter().find_map(|maker| spelled(without(maker)?)));
    found.ok_or_else(|| {
        let hint = match plain.as_str() {
            "B737" => " (of the Boeing 737, 73G is the -700 and 738 the -800)",
            _ => "",
        };
        format!("{} is not an IATA aircraft type such as 320 or 77W{hint}", quoted(text))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_type_has_many_spellings() {
        for (wanted, texts) in [
            ("320", &["320", "A320", "a320", "A320-200", "Airbus A320", "Airbus A320-200"][..]),
            ("738", &["738", "B738", "737-800", "B737-800", "Boeing 737-800"]),
            ("77W", &["77W", "77w", "B77W", "777-300ER", "Boeing 777-300ER"]),
            ("789", &["789", "B789", "787-9", "B787-9"]),
            ("AT7", &["AT7", "AT76", "ATR 72", "ATR72-600"]),
            ("DH4", &["DH4", "DH8D", "Q400"]),
            ("32N", &["A20N", "A320neo"]),
            ("E90", &["E90", "E190", "Embraer E190"]),
        ] {
            for text in texts {
                let read = aircraft(text).map(|code| code.to_string());
                assert_eq!(read, Ok(wanted.to_owned()), "{text}");
            }
        }
    }

    #[test]
    fn a_code_that_nobody_listed_is_taken_as_it_is() {
        assert_eq!(aircraft("xyz").map(|code| code.to_string()), Ok("XYZ".to_owned()));
    }

    #[test]
    fn what_may_be_several_types_is_refused() {
        for wrong in ["", "AT46", "B777X", "Boeing", "A320/A321", "é20", "B7378"] {
            assert!(aircraft(wrong).is_err(), "{wrong}");
        }
        let message = aircraft("B737").unwrap_err();
        assert!(message.contains("73G is the -700 and 738 the -800"), "{message}");
    }

    #[test]
    fn every_spelling_means_one_code() {
        let mut seen = std::collections::HashSet::new();
        for (code, spellings) in TYPES {
            assert!(code.parse::<AircraftCode>().is_ok() && seen.insert(code), "{code}");
            for spelling in spellings {
                assert!(spelling.len() > 3 && seen.insert(spelling), "{spelling}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,20}") {
            let _ = aircraft(&text);
        }
    }
}
