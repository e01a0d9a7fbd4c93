//! A name in the letters A to Z, as tickets and bar codes have it.

use std::fmt;

/// Such as `RAO/ASHA`.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketName {
    family: String,
    given: String,
}

impl TicketName {
    /// `None` if there is anything but A to Z in it.
    pub fn new(family: String, given: String) -> Option<Self> {
        let is_plain = |text: &str| text.bytes().all(|it| it.is_ascii_uppercase());
        (is_plain(&family) && is_plain(&given)).then_some(Self { family, given })
    }

    /// Of letters that are spelt already.
    pub(super) const fn spelt(family: String, given: String) -> Self {
        Self { family, given }
    }

    /// The same person under the family name of another.
    #[must_use]
    pub(crate) fn with_family_of(self, other: &Self) -> Self {
        Self { family: other.family.clone(), ..self }
    }

    pub fn family(&self) -> &str {
        &self.family
    }

    /// Given and middle names without a space between them.
    pub fn given(&self) -> &str {
        &self.given
    }
}

impl fmt::Display for TicketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.family)?;
        if self.given.is_empty() { Ok(()) } else { write!(f, "/{}", self.given) }
    }
}

airside_primitives::hide_in_debug!(TicketName);
