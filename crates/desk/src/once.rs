//! Deeds that are done once, however often their button is pressed.

use airside_app::idempotency::{Answer, Fingerprint, Once};
use airside_app::ports::changes::AnswerKey;
use airside_primitives::UserId;

/// A deed of this name and key, by this user: of its outcome nothing is kept but that it was done.
pub(crate) fn once<T: 'static>(user: UserId, operation: &str, key: String) -> Once<'static, T> {
    Once {
        key: AnswerKey { user, operation: operation.to_owned(), key },
        // The key says all there is.
        fingerprint: Fingerprint { said: [0; 32], sent: [0; 32] },
        render: &done::<T>,
    }
}

fn done<T>(_: &T) -> Answer {
    Answer { status: 200, body: "true".to_owned() }
}
