//! A number and what is counted, in the singular or the plural.

use std::fmt;

/// As `1 seat`, `2 seats`.
pub(crate) fn counted<T: fmt::Display + PartialEq + From<u8> + Copy>(
    count: T,
    one: &str,
    many: &str,
) -> String {
    let word = if count == T::from(1) { one } else { many };
    format!("{count} {word}")
}
