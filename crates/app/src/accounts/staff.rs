//! What operators do with accounts: find them, open them, give and take roles, block. Uses `store`,
//! `entropy`, `clock`.
//!
//! What is done is a value of its own, so that whoever has a shell and no server does the same.

use airside_primitives::{HistoryId, UserId};
use thiserror::Error;
use time::OffsetDateTime;

use super::api_key::NewApiKey;
use super::api_keys::made;
use super::mailed_link;
use super::password::{self, HashingFailed};
use crate::account::{Role, Scopes, User};
use crate::context::App;
use crate::history::{Actor, Deed, HistoryEntry, Said, Subject};
use crate::ports::changes::UserChange;
use crate::ports::store::Page;
use crate::ports::{Changes, CommitError, Entropy, StoreError, Write};

/// A person who is to have an account.
#[derive(Clone)]
pub struct NewPerson {
    pub email: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: Option<String>,
    pub role: Role,
}

airside_primitives::hide_in_debug!(NewPerson);

/// What is to become of an account; what is not said stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct StaffChange {
    pub role: Option<Role>,
    pub is_blocked: Option<bool>,
}

/// Who does something to an account, when, and why.
#[derive(Clone)]
pub struct Doing {
    pub by: Actor,
    pub at: OffsetDateTime,
    pub reason: String,
}

airside_primitives::hide_in_debug!(Doing { by, at });

impl Doing {
    fn line(&self, entropy: &dyn Entropy, user: UserId, deed: Deed) -> HistoryEntry {
        HistoryEntry {
            id: HistoryId(entropy.id()),
            at: self.at,
            by: self.by,
            subject: Subject::User(user),
            booking: None,
            deed,
            said: Said::default(),
            is_erased: false,
        }
        .because(&self.reason)
    }
}

/// Accounts of this role or a higher one, newest first.
pub async fn list_users(
    app: &App,
    least: Role,
    page: Page<UserId>,
) -> Result<Vec<User>, StoreError> {
    app.ports.store.users(least, page).await
}

/// Opens an account for somebody, who sets its password by a link that is mailed.
pub async fn add_user(
    app: &App,
    by: Actor,
    reason: String,
    person: NewPerson,
) -> Result<User, AddUserError> {
    let entropy = &*app.ports.entropy;
    let mut nobodys = [0; 32];
    entropy.fill(&mut nobodys);
    let password = nobodys.map(char::from).iter().collect();
    let doing = Doing { by, at: app.now(), reason };
    let (user, changes) = opened(entropy, person, password, &doing).await?;
    let changes = mailed_link::invite(app, changes, user.id);
    app.commit(changes).await.map_err(AddUserError::of)?;
    Ok(user)
}

/// A new account, and the changes that make it.
async fn opened(
    entropy: &dyn Entropy,
    person: NewPerson,
    password: String,
    doing: &Doing,
) -> Result<(User, Changes), HashingFailed> {
    let user = User {
        id: UserId(entropy.id()),
        password_hash: password::hash(password, entropy).await?,
        email: person.email,
        given_name: person.given_name,
        family_name: person.family_name,
        phone: person.phone,
        role: person.role,
        created_at: doing.at,
        email_proved_at: None,
        blocked_at: None,
    };
    let line = doing.line(entropy, user.id, Deed::UserAdded).changed(None, Some(told(&user)));
    let changes =
        Changes::default().write(Write::AddUser(user.clone())).write(Write::AddHistory(line));
    Ok((user, changes))
}

/// An account with a password and a key with every scope of its role, for whoever has a shell.
pub async fn first_account(
    entropy: &dyn Entropy,
    is_live: bool,
    person: NewPerson,
    password: String,
    doing: &Doing,
) -> Result<(NewApiKey, Changes), HashingFailed> {
    let (user, changes) = opened(entropy, person, password, doing).await?;
    let key = NewApiKey::generate(entropy, is_live);
    let kept = made(&key, entropy, user.id, None, Scopes::of(user.role), doing.at);
    Ok((key, changes.write(Write::AddApiKey(kept))))
}

/// Gives or takes a role, blocks or lets go, and answers the account as it is then.
pub async fn change_user(
    app: &App,
    by: Actor,
    reason: String,
    user: UserId,
    wish: StaffChange,
) -> Result<User, ChangeUserError> {
    let known = app.ports.store.user(user).await?.ok_or(ChangeUserError::NotFound)?;
    let doing = Doing { by, at: app.now(), reason };
    let (account, changes) = changed(&*app.ports.entropy, known, wish, &doing);
    if !changes.is_empty() {
        app.commit(changes).await?;
        app.known_callers.forget_user(user);
    }
    Ok(account)
}

/// An account as it is to be, and the changes that make it so; none where it is so already.
///
/// Whoever is blocked has no session any more, also when the block is lifted. Somebody stays
/// administrator.
pub fn changed(
    entropy: &dyn Entropy,
    known: User,
    wish: StaffChange,
    doing: &Doing,
) -> (User, Changes) {
    let user = known.id;
    let role = wish.role.unwrap_or(known.role);
    let blocked_at = match wish.is_blocked {
        None => known.blocked_at,
        Some(true) => known.blocked_at.or(Some(doing.at)),
        Some(false) => None,
    };
    let is_blocked_now = blocked_at.is_some() && known.blocked_at.is_none();
    let was_admin = known.role == Role::Admin && known.blocked_at.is_none();
    let before = told(&known);
    let mut changes = Changes::default();
    if role != known.role {
        changes = changes.write(Write::ChangeUser { user, change: UserChange::Role(role) });
    }
    if blocked_at != known.blocked_at {
        let change = UserChange::Blocked(blocked_at);
        changes = changes.write(Write::ChangeUser { user, change });
    }
    if is_blocked_now {
        changes = changes.write(Write::EndSessions { user, at: doing.at });
    }
    if was_admin && (role != Role::Admin || is_blocked_now) {
        changes = changes.write(Write::KeepsAnAdmin { but: user });
    }
    let account = User { role, blocked_at, ..known };
    if !changes.is_empty() {
        let line = doing.line(entropy, user, Deed::UserChanged);
        let line = line.changed(Some(before), Some(told(&account)));
        changes = changes.write(Write::AddHistory(line));
    }
    (account, changes)
}

/// What history tells of an account: nothing of the person.
fn told(user: &User) -> String {
    format!(r#"{{"role":"{}","is_blocked":{}}}"#, user.role.code(), user.blocked_at.is_some())
}

/// Why there is no new account.
#[derive(Debug, Error)]
pub enum AddUserError {
    #[error("an account with this e-mail address exists")]
    EmailTaken,
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    #[error(transparent)]
    Commit(CommitError),
}

impl AddUserError {
    fn of(error: CommitError) -> Self {
        match error {
            CommitError::EmailTaken => Self::EmailTaken,
            other => Self::Commit(other),
        }
    }
}

/// Why an account is what it was.
#[derive(Debug, Error)]
pub enum ChangeUserError {
    #[error("there is no such account")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
