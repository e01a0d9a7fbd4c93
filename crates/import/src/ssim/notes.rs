//! What an operator should know of a file that was taken, in sentences.

use std::collections::BTreeMap;

use time::Date;

use super::service::Service;

/// How many lines a sentence names before it counts the others.
const NAMED: usize = 5;

/// Lines of which the same is true.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    count: usize,
    /// The first few, in the order of the file.
    named: Vec<u64>,
}

impl Lines {
    /// Lines come in the order of the file; one that comes again is counted once.
    pub(super) fn add(&mut self, line: u64) {
        if self.named.last() == Some(&line) {
            return;
        }
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(line);
        }
    }

    /// `3 legs` and where: `(lines 4, 9, 12)`.
    fn say(&self, what: &str) -> Option<String> {
        let legs = match self.count {
            0 => return None,
            1 => "1 leg",
            count => &format!("{count} legs"),
        };
        let named: Vec<_> = self.named.iter().map(u64::to_string).collect();
        let word = if self.count == 1 { "line" } else { "lines" };
        let more = match self.count - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("{legs} {what} ({word} {}{more})", named.join(", ")))
    }
}

/// What was noticed while a file was read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) is_unnumbered: bool,
    services: BTreeMap<char, (usize, &'static str)>,
    pub(super) joint: Lines,
    pub(super) closed: Lines,
    pub(super) through: Lines,
    pub(super) without_operator: Lines,
    pub(super) without_seats: Lines,
    /// Legs that leave or arrive in an hour that occurs twice, when it is the second.
    pub(super) second_hour: Lines,
    pub(super) second_hour_first: Option<Date>,
}

impl Notes {
    /// A leg was left out for its service type.
    pub(super) fn leave_out(&mut self, service: Service) {
        self.services.entry(service.letter).or_insert((0, service.name)).0 += 1;
    }

    /// How many legs were left out for their service type.
    pub(super) fn left_out(&self) -> usize {
        self.services.values().map(|(count, _)| count).sum()
    }

    pub(super) fn say(&self) -> Vec<String> {
        let mut said = Vec::new();
        for (letter, (count, name)) in &self.services {
            let legs = if *count == 1 { "leg is" } else { "legs are" };
            said.push(format!("{count} {legs} left out: service type {letter}, {name}"));
        }
        let date =
            self.second_hour_first.map_or_else(String::new, |date| format!(", as on {date}"));
        said.extend(self.closed.say("may not be sold alone, by traffic restriction"));
        said.extend(self.through.say(
            "may not carry everybody on to a later stop; restrictions of several legs are not kept",
        ));
        said.extend(
            self.without_operator.say("of a codeshare without an operating flight: not sold"),
        );
        said.extend(self.joint.say("in joint operation: sold by this airline alone"));
        said.extend(self.without_seats.say("with a configuration that gives no seats by cabin"));
        said.extend(self.second_hour.say(&format!(
            "in the second of two equal hours{date}: the clock time is kept, and means the first"
        )));
        if self.is_unnumbered {
            let unseen = "the records have no serial numbers, so a lost one is not noticed";
            said.push(unseen.to_owned());
        }
        said
    }
}
