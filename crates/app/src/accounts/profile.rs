//! Changes what an account says of its holder. Uses `store`.

use airside_primitives::UserId;
use thiserror::Error;

use crate::account::User;
use crate::context::App;
use crate::ports::changes::UserChange;
use crate::ports::{Changes, CommitError, StoreError, Write};

/// What is to be otherwise; what is not said stays.
#[derive(Clone, Default)]
pub struct ChangeProfile {
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// Another number, or none.
    pub phone: Option<Option<String>>,
}

airside_primitives::hide_in_debug!(ChangeProfile);

/// Changes names and telephone number, and answers the account as it is then.
pub async fn change_profile(
    app: &App,
    user: UserId,
    wish: ChangeProfile,
) -> Result<User, ChangeProfileError> {
    let known = app.ports.store.user(user).await?.ok_or(ChangeProfileError::NoAccount)?;
    let changed = User {
        given_name: wish.given_name.unwrap_or(known.given_name),
        family_name: wish.family_name.unwrap_or(known.family_name),
        phone: wish.phone.unwrap_or(known.phone),
        ..known
    };
    let change = UserChange::Names {
        given_name: changed.given_name.clone(),
        family_name: changed.family_name.clone(),
        phone: changed.phone.clone(),
    };
    app.commit(Changes::default().write(Write::ChangeUser { user, change })).await?;
    Ok(changed)
}

/// Why nothing has changed.
#[derive(Debug, Error)]
pub enum ChangeProfileError {
    /// It was erased meanwhile.
    #[error("there is no such account any more")]
    NoAccount,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
