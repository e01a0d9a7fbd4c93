//! Which columns a table may have, and which it must.

/// The columns that a kind of file has.
pub(crate) struct Columns {
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
}

impl Columns {
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}
