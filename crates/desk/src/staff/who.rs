//! Who may see a page of the staff.

use airside_app::account::{Role, Scope};
use airside_app::accounts::Caller;

use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// The caller, if they have this role or a higher one. Who is not logged in is asked to; for
/// everybody else there is no such page.
pub(super) fn staff(visitor: &Visitor, role: Role) -> Result<Caller, Refusal> {
    match visitor.caller {
        Some(caller) if caller.role >= role && caller.scopes.has(Scope::Admin) => Ok(caller),
        Some(_) => Err(Refusal::ForStaff),
        None => Err(Refusal::LogIn { then: visitor.here.clone() }),
    }
}
