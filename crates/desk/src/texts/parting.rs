//! What the pages say where some of a party get a trip of their own.

/// In one language.
pub(crate) struct Parting {
    pub(crate) title: &'static str,
    pub(crate) why: &'static str,
    pub(crate) who: &'static str,
    pub(crate) now: &'static str,
    pub(crate) somebody_stays: &'static str,
    pub(crate) alone: &'static str,
    pub(crate) cannot: &'static str,
    /// Of another trip, with its link behind it.
    pub(crate) parted_from: &'static str,
    pub(crate) parted_to: &'static str,
}
