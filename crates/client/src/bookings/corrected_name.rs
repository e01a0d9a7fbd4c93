//! What a traveller is really called.

use serde::Serialize;

use crate::secret::personal;

/// What of a name is otherwise; what is `None` stays as it is.
#[derive(Clone, Default, Serialize)]
pub struct CorrectedName {
    /// The first name.
    pub given_name: Option<String>,
    /// The names between.
    pub middle_name: Option<String>,
    /// The family name.
    pub family_name: Option<String>,
    /// Given and middle names as the passport has them in Latin letters.
    pub latin_given_name: Option<String>,
    /// The family name likewise.
    pub latin_family_name: Option<String>,
    /// Why the family name is another one.
    pub reason: Option<String>,
}

personal!(CorrectedName);
