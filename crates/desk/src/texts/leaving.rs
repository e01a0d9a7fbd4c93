//! What the pages say where some of a party cancel for themselves.

/// In one language.
pub(crate) struct Leaving {
    pub(crate) who: &'static str,
    pub(crate) infants: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) alone: &'static str,
    pub(crate) gone: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) covers: &'static str,
}
