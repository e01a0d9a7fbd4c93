//! Who changes what is sold, and why.

use crate::context::App;
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::ports::Write;

/// Who, and why.
#[derive(Debug, Clone)]
pub struct By {
    pub actor: Actor,
    pub reason: String,
}

impl By {
    /// The line of the history: what was done, and how it was before and is after.
    pub(super) fn entry(
        &self,
        app: &App,
        (subject, deed): (Subject, Deed),
        before: Option<String>,
        after: Option<String>,
    ) -> Write {
        let entry = HistoryEntry::new(app, self.actor, subject, deed);
        Write::AddHistory(entry.because(self.reason.as_str()).changed(before, after))
    }
}
