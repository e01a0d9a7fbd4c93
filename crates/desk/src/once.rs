//! Deeds that are done once, however often their button is pressed.

use std::time::Duration;

use airside_app::idempotency::{Answer, Fingerprint, Once};
use airside_app::ports::changes::AnswerKey;
use airside_primitives::UserId;
use tokio::time::sleep;

/// A deed of this name and key, by this user: of its outcome nothing is kept but that it was done.
pub(crate) fn once<T: 'static>(user: UserId, operation: &str, key: String) -> Once<'static, T> {
    Once {
        key: AnswerKey { user, operation: operation.to_owned(), key },
        // The key says all there is.
        fingerprint: Fingerprint { said: [0; 32], sent: [0; 32] },
        render: &done::<T>,
    }
}

/// How long a press waits for another one of the same button.
const BREATH: Duration = Duration::from_millis(50);
const TIMES: usize = 60;

/// Does a deed, and does it again while another press of its button is still at it: then it has the
/// answer of that one.
pub(crate) async fn in_turn<T, E>(
    is_busy: impl Fn(&E) -> bool,
    mut deed: impl AsyncFnMut() -> Result<T, E>,
) -> Result<T, E> {
    for _ in 0..TIMES {
        match deed().await {
            Err(error) if is_busy(&error) => sleep(BREATH).await,
            done => return done,
        }
    }
    deed().await
}

fn done<T>(_: &T) -> Answer {
    Answer { status: 200, body: "true".to_owned() }
}
