//! What every proposal answers, and what every confirmation takes.

use std::time::Instant;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Caller;
use crate::memory::PROPOSAL_LIFETIME;
use crate::proposal::Proposal;
use crate::tool::Said;

/// A proposal: nothing has happened yet.
#[derive(Serialize, JsonSchema)]
pub(super) struct Proposed<T> {
    /// For the confirm tool, once the user agreed.
    proposal: String,
    /// The tool that confirms it.
    confirm_with: &'static str,
    /// After that it has to be proposed again.
    expires_in_seconds: u64,
    /// What confirming does, to the last minor unit.
    figures: T,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirm {
    /// `proposal` of the propose tool. It stands for the whole request as it was proposed.
    pub(super) proposal: String,
}

/// Whether it was this call that did it.
pub(super) fn once_more(is_replay: bool) -> &'static str {
    if is_replay { " It was confirmed before; nothing happened now." } else { "" }
}

pub(super) fn propose<T: Serialize + JsonSchema>(
    caller: &Caller,
    it: Proposal,
    confirm_with: &'static str,
    what: &str,
    figures: T,
) -> Said<Proposed<T>> {
    let proposal = caller.memory.propose(caller.id, it, Instant::now());
    let sentence = format!(
        "Nothing has happened yet. {what} To go on, after the user agreed: {confirm_with} with \
         proposal {proposal}."
    );
    let expires_in_seconds = PROPOSAL_LIFETIME.as_secs();
    Said::new(sentence, Proposed { proposal, confirm_with, expires_in_seconds, figures })
}
