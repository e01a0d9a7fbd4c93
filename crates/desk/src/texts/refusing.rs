//! What a page says that cannot be shown.

/// A heading, and what there is to know.
pub(crate) type Said = (&'static str, &'static str);

/// In one language.
pub(crate) struct Refusing {
    pub(crate) not_found: Said,
    pub(crate) for_staff: Said,
    pub(crate) log_in: Said,
    pub(crate) old_form: Said,
    pub(crate) too_many: Said,
    pub(crate) too_long: Said,
    pub(crate) away: Said,
    pub(crate) fault: Said,
    pub(crate) go_on: &'static str,
    pub(crate) find_trip: &'static str,
    /// After so many seconds.
    pub(crate) again_in: fn(u64) -> String,
}
