//! The query string of a search, as its links go on with it.

use crate::form::Fields;

/// What is looked for, without what was chosen of it and how it is shown.
pub(super) fn without_choice(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    for name in ["chosen", "show", "language"] {
        fields.remove(name);
    }
    fields
}
