//! The short codes of IATA and ISO, each a type of its own.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Text that is not the code it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} is not {wanted}")]
pub struct InvalidCode {
    text: String,
    wanted: &'static str,
}

impl InvalidCode {
    /// Of text that has the form and names nothing that there is.
    pub fn unknown(text: &str, wanted: &'static str) -> Self {
        Self::new(text, wanted)
    }

    pub(crate) fn new(text: &str, wanted: &'static str) -> Self {
        Self { text: text.chars().take(40).collect(), wanted }
    }
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $length:literal, $wanted:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }

            /// The code as ASCII bytes.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidCode;

            fn from_str(text: &str) -> Result<Self, InvalidCode> {
                let allowed: fn(&[u8; $length]) -> bool = $allowed;
                <[u8; $length]>::try_from(text.as_bytes())
                    .ok()
                    .filter(allowed)
                    .map(Self)
                    .ok_or_else(|| InvalidCode::new(text, $wanted))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

code!(
    /// An airport or a city (metropolitan area): three capital letters, IATA.
    AirportCode, 3, "a three-letter IATA code",
    |code| code.iter().all(u8::is_ascii_uppercase)
);

code!(
    /// An airline: two capital letters or digits, not two digits, IATA.
    AirlineCode, 2, "a two-character IATA airline code",
    |code| code.iter().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
        && code.iter().any(u8::is_ascii_uppercase)
);

code!(
    /// A country: two capital letters, ISO 3166-1.
    CountryCode, 2, "a two-letter ISO 3166 country code",
    |code| code.iter().all(u8::is_ascii_uppercase)
);

impl CountryCode {
    pub const INDIA: Self = Self(*b"IN");
    pub const UNITED_KINGDOM: Self = Self(*b"GB");
    pub const UNITED_STATES: Self = Self(*b"US");
}

code!(
    /// An aircraft type: three capital letters or digits, IATA (`320`, `77W`, `AT7`).
    AircraftCode, 3, "a three-character IATA aircraft type",
    |code| code.iter().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
);

code!(
    /// A special service: four capital letters, IATA (`WCHR`, `VGML`).
    ServiceCode, 4, "a four-letter IATA service code",
    |code| code.iter().all(u8::is_ascii_uppercase)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_strictly() {
        assert_eq!("DEL".parse::<AirportCode>().unwrap().as_str(), "DEL");
        assert_eq!("6E".parse::<AirlineCode>().unwrap().to_string(), "6E");
        assert!("del".parse::<AirportCode>().is_err());
        assert!("DELH".parse::<AirportCode>().is_err());
        assert!("66".parse::<AirlineCode>().is_err());
        assert!("É1".parse::<AirlineCode>().is_err());
    }
}
