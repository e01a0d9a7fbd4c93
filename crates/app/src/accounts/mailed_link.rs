//! Links that are mailed: a secret on its way to an address, of which a hash is kept.

use airside_primitives::{MailId, UserId};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::Duration;

use crate::account::{MailedToken, Purpose, SecretHash};
use crate::context::App;
use crate::mail::{Mail, MailKind, Recipient};
use crate::ports::{Changes, Write};

/// Adds a secret for this purpose, and the mail that carries it.
pub(super) fn send(app: &App, changes: Changes, user: UserId, purpose: Purpose) -> Changes {
    let rules = &app.settings.accounts;
    match purpose {
        Purpose::ResetPassword => {
            let kind = |token| MailKind::PasswordReset { token };
            added(app, changes, user, purpose, rules.reset_lifetime, "password-reset", kind)
        }
        Purpose::ProveEmail => {
            let kind = |token| MailKind::ProveEmail { token };
            added(app, changes, user, purpose, rules.proof_lifetime, "prove-email", kind)
        }
    }
}

/// Adds a secret by which somebody sets the password of the account that was opened for them, and
/// the mail that carries it. Nobody waits for that mail, so it works for longer.
pub(super) fn invite(app: &App, changes: Changes, user: UserId) -> Changes {
    let lifetime = app.settings.accounts.proof_lifetime;
    let kind = |token| MailKind::Invitation { token };
    added(app, changes, user, Purpose::ResetPassword, lifetime, "invitation", kind)
}

/// The mail is of this kind, and its cause begins with that word.
fn added(
    app: &App,
    changes: Changes,
    user: UserId,
    purpose: Purpose,
    lifetime: Duration,
    cause: &str,
    kind: fn(String) -> MailKind,
) -> Changes {
    let entropy = &*app.ports.entropy;
    let now = app.now();
    let mut secret = [0; 32];
    entropy.fill(&mut secret);
    let token = BASE64_URL_SAFE_NO_PAD.encode(secret);
    let kept = MailedToken {
        hash: hash(&token),
        user,
        purpose,
        created_at: now,
        expires_at: now.saturating_add(lifetime),
    };
    let id = MailId(entropy.id());
    let mail = Mail::new(id, format!("{cause}:{id}"), Recipient::User(user), kind(token), now);
    changes.write(Write::AddMailedToken(kept)).mail(&mail)
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> SecretHash {
    SecretHash(Sha256::digest(token.as_bytes()).into())
}
