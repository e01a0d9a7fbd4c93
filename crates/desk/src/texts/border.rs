//! What the pages say of the documents that travellers show at a border.

/// In one language.
pub(crate) struct Border {
    pub(crate) title: &'static str,
    pub(crate) why: &'static str,
    pub(crate) kind: &'static str,
    /// Passport, identity card.
    pub(crate) kinds: [&'static str; 2],
    pub(crate) number: &'static str,
    pub(crate) number_wrong: &'static str,
    pub(crate) issuing: &'static str,
    pub(crate) nationality: &'static str,
    pub(crate) expires: &'static str,
    pub(crate) save: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) too_old: &'static str,
    /// Of the end of the number that is kept.
    pub(crate) kept: fn(&str) -> String,
    /// Of the day on which the trip ends.
    pub(crate) expires_before: fn(&str) -> String,
    /// Of the moment until which it is due.
    pub(crate) due: fn(&str) -> String,
}
