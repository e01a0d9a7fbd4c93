//! Who changes what is sold, and why: it goes into the history.

use airside_app::trade::By;

use crate::auth::Admin;
use crate::reason::Reason;

/// Who changes something, and why.
pub(super) fn by(admin: &Admin, reason: Reason) -> By {
    By { actor: (&admin.0).into(), reason: reason.0 }
}
