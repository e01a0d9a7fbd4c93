//! What a command leaves in the history: that it was done by somebody with a shell, and when.

use airside_app::history::{Actor, Deed, HistoryEntry, Said, Subject};
use airside_primitives::HistoryId;
use uuid::Uuid;

use crate::operate::today::now;

/// A line without a name, to be written with what it tells.
#[expect(clippy::disallowed_methods, reason = "a command has no port for ids: it runs once")]
pub(crate) fn line(subject: Subject, deed: Deed) -> HistoryEntry {
    HistoryEntry {
        id: HistoryId(Uuid::now_v7()),
        at: now(),
        by: Actor::System,
        subject,
        booking: None,
        deed,
        said: Said::default(),
        is_erased: false,
    }
}
