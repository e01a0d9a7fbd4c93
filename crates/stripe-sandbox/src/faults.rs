//! Breaks things on request, so that callers can be tested.
//!
//! Kept in memory: a restart heals everything.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;

/// What to break, and how many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub kind: FaultKind,
    /// How many of the next calls or events; 0 heals.
    pub next: u16,
    /// How many calls or events pass unharmed before [0].
    #[serde(default)]
    pub after: u16,
}

/// The ways in which the sandbox breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// API calls answer 503 and do nothing.
    Unavailable,
    /// API calls answer 429 and do nothing, as to who asks too often.
    TooManyRequests,
    /// API calls take effect, and are then silent for half a minute.
    TimeoutAfterEffect,
    /// API calls answer 500 and do nothing, and their idempotency keys keep that answer.
    KeptFailure,
    /// API calls take effect and answer 500, and their idempotency keys keep that answer.
    KeptFailureAfterEffect,
    /// Events are delivered twice.
    DuplicateEvents,
    /// Events are delivered last first.
    ReorderEvents,
    /// Events are delivered half a minute after they happened.
    LateEvents,
    /// Events are never delivered.
    LostEvents,
}

/// How many of a kind are still to come, and after how many.
#[derive(Debug, Clone, Copy, Default)]
struct Left {
    after: u16,
    next: u16,
}

/// What is to happen to an API call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallFault {
    Unavailable,
    TooManyRequests,
    TimeoutAfterEffect,
    KeptFailure,
    KeptFailureAfterEffect,
}

/// What is to happen to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventFault {
    /// How often it is delivered; not at all when it is lost.
    pub(crate) copies: u8,
    /// How long it is held back, so that later ones overtake it.
    pub(crate) hold: Duration,
}

/// The faults of calls; of several, the first breaks the call.
const OF_CALLS: [(FaultKind, CallFault); 5] = [
    (FaultKind::Unavailable, CallFault::Unavailable),
    (FaultKind::TooManyRequests, CallFault::TooManyRequests),
    (FaultKind::TimeoutAfterEffect, CallFault::TimeoutAfterEffect),
    (FaultKind::KeptFailure, CallFault::KeptFailure),
    (FaultKind::KeptFailureAfterEffect, CallFault::KeptFailureAfterEffect),
];

#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<BTreeMap<FaultKind, Left>>);

impl Faults {
    pub(crate) fn inject(&self, fault: Fault) {
        let Fault { kind, next, after } = fault;
        self.left().insert(kind, Left { after, next });
    }

    /// Takes the fault of the next API call, if it has one.
    pub(crate) fn of_next_call(&self) -> Option<CallFault> {
        let mut left = self.left();
        let mut takes = |kind: &FaultKind| left.get_mut(kind).is_some_and(Left::take);
        OF_CALLS.into_iter().find_map(|(kind, fault)| takes(&kind).then_some(fault))
    }

    /// Whether API calls are refused, without using one up.
    pub(crate) fn is_unavailable(&self) -> bool {
        self.left().get(&FaultKind::Unavailable).is_some_and(|it| it.after == 0 && it.next > 0)
    }

    /// Takes the faults of the next event.
    pub(crate) fn of_next_event(&self) -> EventFault {
        /// Far enough apart for an answer to arrive in between.
        const STEP: Duration = Duration::from_millis(200);
        /// Longer than a payer waits on a page.
        const LATE: Duration = Duration::from_secs(30);

        let mut left = self.left();
        let reordered = left.get_mut(&FaultKind::ReorderEvents);
        let steps = reordered.map_or(0, |it| {
            let steps = it.next;
            if it.take() { steps } else { 0 }
        });
        let mut takes = |kind| left.get_mut(&kind).is_some_and(Left::take);
        let is_doubled = takes(FaultKind::DuplicateEvents);
        let late = if takes(FaultKind::LateEvents) { LATE } else { Duration::ZERO };
        let copies = match (takes(FaultKind::LostEvents), is_doubled) {
            (true, _) => 0,
            (false, true) => 2,
            (false, false) => 1,
        };
        EventFault { copies, hold: STEP * u32::from(steps) + late }
    }

    fn left(&self) -> MutexGuard<'_, BTreeMap<FaultKind, Left>> {
        // Counters make sense whoever panicked while holding them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Left {
    /// Uses one up; false for a call or an event that passes.
    fn take(&mut self) -> bool {
        if self.after > 0 {
            self.after -= 1;
            return false;
        }
        let any = self.next > 0;
        self.next = self.next.saturating_sub(1);
        any
    }
}
