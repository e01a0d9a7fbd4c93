//! Links that are mailed: a secret on its way to an address, of which a hash is kept.

use airside_primitives::{MailId, UserId};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::account::{MailedToken, Purpose, SecretHash};
use crate::context::App;
use crate::mail::{Mail, MailKind, Recipient};
use crate::ports::{Changes, Write};

/// Adds a secret for this purpose, and the mail that carries it.
pub(super) fn send(app: &App, changes: Changes, user: UserId, purpose: Purpose) -> Changes {
    let entropy = &*app.ports.entropy;
    let now = app.now();
    let mut secret = [0; 32];
    entropy.fill(&mut secret);
    let token = BASE64_URL_SAFE_NO_PAD.encode(secret);
    let rules = &app.settings.accounts;
    let lifetime = match purpose {
        Purpose::ResetPassword => rules.reset_lifetime,
        Purpose::ProveEmail => rules.proof_lifetime,
    };
    let kept = MailedToken {
        hash: hash(&token),
        user,
        purpose,
        created_at: now,
        expires_at: now.saturating_add(lifetime),
    };
    let id = MailId(entropy.id());
    let (cause, kind) = match purpose {
        Purpose::ResetPassword => ("password-reset", MailKind::PasswordReset { token }),
        Purpose::ProveEmail => ("prove-email", MailKind::ProveEmail { token }),
    };
    let mail = Mail::new(id, format!("{cause}:{id}"), Recipient::User(user), kind, now);
    changes.write(Write::AddMailedToken(kept)).mail(&mail)
}

/// What is kept of a token.
pub(super) fn hash(token: &str) -> SecretHash {
    SecretHash(Sha256::digest(token.as_bytes()).into())
}
