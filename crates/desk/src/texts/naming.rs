//! What the pages say where the name of a traveller is corrected.

/// In one language.
pub(crate) struct Naming {
    pub(crate) correct: &'static str,
    pub(crate) rules: &'static str,
    pub(crate) middle: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) save: &'static str,
    pub(crate) keep: &'static str,
    pub(crate) needs_reason: &'static str,
    pub(crate) too_different: &'static str,
    pub(crate) keep_given: &'static str,
    pub(crate) family_left: &'static str,
    pub(crate) letters_left: &'static str,
    pub(crate) at_the_counter: &'static str,
    pub(crate) spent: &'static str,
    pub(crate) too_late: &'static str,
}
