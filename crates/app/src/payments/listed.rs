//! Reads a list that the gateway keeps of its own accord, part by part. Uses the gateway.

use time::OffsetDateTime;

use crate::ports::payments::{Listed, Part, PaymentsError};

/// The most that Stripe answers at a time.
const AT_ONCE: u8 = 100;
/// The most parts of each list: an account of a million payments must not keep anybody for ever.
const MOST_PARTS: usize = 1_000;

/// A list back to `since`, as far as it is read.
pub(crate) async fn read<T>(
    since: OffsetDateTime,
    list: impl AsyncFn(Part) -> Result<Listed<T>, PaymentsError>,
) -> Result<Listed<T>, PaymentsError> {
    let mut all = Listed { found: Vec::new(), next: None };
    for _ in 0..MOST_PARTS {
        let part = list(Part { since, after: all.next.take(), limit: AT_ONCE }).await?;
        all.found.extend(part.found);
        all.next = part.next;
        if all.next.is_none() {
            break;
        }
    }
    Ok(all)
}
