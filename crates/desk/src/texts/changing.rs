//! What the pages say on which a journey is changed for another.

/// In one language.
pub(crate) struct Changing {
    pub(crate) change: &'static str,
    pub(crate) which: &'static str,
    pub(crate) day: &'static str,
    pub(crate) show: &'static str,
    /// What the amounts beside flights are.
    pub(crate) beyond: &'static str,
    pub(crate) pick: &'static str,
    pub(crate) none: &'static str,
    pub(crate) cannot: &'static str,
    pub(crate) too_late: &'static str,
    pub(crate) out_of_order: &'static str,
    pub(crate) not_between: &'static str,
    pub(crate) same: &'static str,
    pub(crate) of_another_type: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) lapsed: &'static str,
    pub(crate) new_price: &'static str,
    pub(crate) fee: &'static str,
    /// Of all changes so far.
    pub(crate) fees: &'static str,
    pub(crate) counts: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) not_returned: &'static str,
    pub(crate) you_pay: &'static str,
    pub(crate) nothing_due: &'static str,
    pub(crate) now: &'static str,
    pub(crate) held: &'static str,
    pub(crate) receipt: &'static str,
    pub(crate) never: &'static str,
    pub(crate) free_until: fn(&str) -> String,
    pub(crate) fee_until: fn(&str, &str) -> String,
    pub(crate) returns_difference: &'static str,
    pub(crate) keeps_difference: &'static str,
}
