//! What the pages say of special services.

/// In one language.
pub(crate) struct Serving {
    pub(crate) services: &'static str,
    pub(crate) why: &'static str,
    pub(crate) journeys: &'static str,
    pub(crate) note: &'static str,
    pub(crate) too_long: &'static str,
    pub(crate) full: &'static str,
    pub(crate) not_offered: &'static str,
    pub(crate) not_for_them: &'static str,
    pub(crate) one_of_a_choice: &'static str,
    pub(crate) save: &'static str,
}
