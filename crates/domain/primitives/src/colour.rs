//! A colour, as `#0b5cad`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// Text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a colour such as #0b5cad")]
pub struct InvalidColour;

impl FromStr for Colour {
    type Err = InvalidColour;

    fn from_str(text: &str) -> Result<Self, InvalidColour> {
        let digits = text.strip_prefix('#').ok_or(InvalidColour)?;
        let is_hexadecimal = digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_hexadecimal {
            return Err(InvalidColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| InvalidColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Whether text on it is read more easily in white than in black.
    pub fn is_dark(self) -> bool {
        // The relative luminance at which both have the same contrast (WCAG 2).
        const MIDDLE: f64 = 0.179;
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue < MIDDLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_it_is_shown() {
        assert_eq!("#0B5cad".parse::<Colour>().unwrap().to_string(), "#0b5cad");
        for wrong in ["", "0b5cad", "#0b5ca", "#0b5cad0", "#0b5cxx", "#+b5cad", "red", "#é5cad"] {
            assert_eq!(wrong.parse::<Colour>(), Err(InvalidColour), "{wrong}");
        }
    }

    #[test]
    fn white_stands_on_dark_and_black_on_light() {
        for (colour, is_dark) in [
            ("#000000", true),
            ("#0b5cad", true),
            ("#c8102e", true),
            ("#ffffff", false),
            ("#ffcc00", false),
            ("#8bbaff", false),
        ] {
            assert_eq!(colour.parse::<Colour>().unwrap().is_dark(), is_dark, "{colour}");
        }
    }
}
