//! What a drill found, for people and as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::client::Api;
use super::diary::{Diary, Stall};
use super::freshness::Freshness;
use super::order::Outcome;
use super::proof::Verdict;
use super::say::say;
use super::site::Site;

/// More examples than these help nobody.
const EXAMPLES: usize = 10;

#[derive(Serialize)]
pub(super) struct Figures {
    pub(super) passed: bool,
    bookings: usize,
    seconds: f64,
    freshness: Freshness,
    stalls: Vec<Stall>,
    /// Answers after which a client asked again, at the other node.
    repeated: BTreeMap<String, u32>,
    /// Refusals that a client has to expect.
    refused: BTreeMap<&'static str, u32>,
    /// Orders that went wrong, and how.
    faults: Vec<String>,
    verdicts: Vec<Verdict>,
}

impl Figures {
    pub(super) fn new(
        planned: usize,
        freshness: Freshness,
        diary: &Diary,
        outcomes: &[Outcome],
        api: &Api,
        mut verdicts: Vec<Verdict>,
        site: &mut Site,
    ) -> Self {
        let mut refused: BTreeMap<&'static str, u32> = BTreeMap::new();
        for code in outcomes.iter().flatten().flat_map(|kept| &kept.expected) {
            *refused.entry(code).or_default() += 1;
        }
        let faults: Vec<String> = outcomes
            .iter()
            .filter_map(|outcome| match outcome {
                Ok(kept) => kept.fault.as_ref().map(|it| format!("{}: {it}", kept.reference)),
                Err(nothing) => Some(nothing.clone()),
            })
            .collect();

        let asked = verdicts.len();
        let says = "Every order ended as its client wished.";
        verdicts.push(Verdict::new(says, faults.len(), &format!(", orders = {}", outcomes.len())));
        let ended = site.ended_by_themselves();
        let says = "No process ended but those that were killed.";
        let names =
            if ended.is_empty() { String::new() } else { format!(": {}", ended.join(", ")) };
        verdicts.push(Verdict::new(says, ended.len(), &names));
        let stalls = diary.stalls();
        let says = "Every part failed and came back while bookings were made.";
        let is_late = diary.last_incident() > diary.last_booking();
        let missing = planned.saturating_sub(stalls.len()) + usize::from(is_late);
        verdicts.push(Verdict::new(says, missing, &format!(", incidents = {}", stalls.len())));
        for verdict in verdicts.iter().skip(asked) {
            verdict.show("");
        }

        Self {
            passed: freshness.passed && verdicts.iter().all(|verdict| verdict.passed),
            bookings: outcomes.iter().flatten().count(),
            seconds: diary.last_booking().as_secs_f64(),
            freshness,
            stalls,
            repeated: api.repeated(),
            refused,
            faults,
            verdicts,
        }
    }

    pub(super) fn show(&self) {
        for fault in self.faults.iter().take(EXAMPLES) {
            say(&format!("       {fault}"));
        }
        let Self { bookings, seconds, .. } = self;
        say(&format!("\n{bookings} bookings in {seconds:.0} s."));
        self.freshness.show();
        if !self.stalls.is_empty() {
            say("\nThe longest pauses around each incident, in seconds, between two");
            say("    at  booking   took  bookings  confirmations  tickets");
        }
        for stall in &self.stalls {
            say(&format!(
                "{:6.1} {:8} {:6.1} {:9.2} {:14.2} {:8.2}  {}",
                stall.at_seconds,
                stall.at_booking,
                stall.took_seconds,
                stall.without_booking_seconds,
                stall.without_confirmation_seconds,
                stall.without_ticket_seconds,
                stall.what,
            ));
        }
        say(&format!("\nCalls that clients repeated: {}", counted(&self.repeated)));
        say(&format!("Refusals that they expect:   {}", counted(&self.refused)));
    }
}

fn counted<K: AsRef<str>>(counts: &BTreeMap<K, u32>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    let each = counts.iter().map(|(name, count)| format!("{count} × {}", name.as_ref()));
    each.collect::<Vec<_>>().join(", ")
}
