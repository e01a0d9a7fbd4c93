//! Breaks things on request, so that callers can be tested.
//!
//! Kept in memory: a restart heals everything.

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
}

/// The ways in which the sandbox breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// API calls answer 503 and do nothing.
    Unavailable,
    /// API calls take effect, and are then silent for half a minute.
    TimeoutAfterEffect,
    /// Events are delivered twice.
    DuplicateEvents,
    /// Events are delivered last first.
    ReorderEvents,
}

/// How many of each are still to come.
#[derive(Debug, Default)]
struct Left {
    unavailable: u16,
    timeouts: u16,
    duplicates: u16,
    reordered: u16,
}

/// What is to happen to an API call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallFault {
    Unavailable,
    TimeoutAfterEffect,
}

/// What is to happen to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventFault {
    /// How often it is delivered.
    pub(crate) copies: u8,
    /// How long it is held back, so that later ones overtake it.
    pub(crate) hold: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Left>);

impl Faults {
    pub(crate) fn inject(&self, fault: Fault) {
        let mut left = self.left();
        match fault.kind {
            FaultKind::Unavailable => left.unavailable = fault.next,
            FaultKind::TimeoutAfterEffect => left.timeouts = fault.next,
            FaultKind::DuplicateEvents => left.duplicates = fault.next,
            FaultKind::ReorderEvents => left.reordered = fault.next,
        }
    }

    /// Takes the fault of the next API call, if it has one.
    pub(crate) fn of_next_call(&self) -> Option<CallFault> {
        let mut left = self.left();
        if take(&mut left.unavailable) {
            Some(CallFault::Unavailable)
        } else if take(&mut left.timeouts) {
            Some(CallFault::TimeoutAfterEffect)
        } else {
            None
        }
    }

    /// Whether API calls are refused, without using one up.
    pub(crate) fn is_unavailable(&self) -> bool {
        self.left().unavailable > 0
    }

    /// Takes the faults of the next event.
    pub(crate) fn of_next_event(&self) -> EventFault {
        /// Far enough apart for an answer to arrive in between.
        const STEP: Duration = Duration::from_millis(200);

        let mut left = self.left();
        let hold = STEP * u32::from(left.reordered);
        take(&mut left.reordered);
        let copies = if take(&mut left.duplicates) { 2 } else { 1 };
        EventFault { copies, hold }
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        // Counters make sense whoever panicked while holding them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take(left: &mut u16) -> bool {
    let any = *left > 0;
    *left = left.saturating_sub(1);
    any
}
