//! What is wrong with a request, gathered: a client is told every fault at once.
//!
//! Reading goes on after a fault, so a value that was wrong reads as `None`, like one
//! that is not there; nothing may be made of either before [`Faults::accept`].

use std::fmt::Display;
use std::str::FromStr;

use time::Date;

use crate::pointer::is_within;
use crate::problem::{FieldError, Kind, Problem};
use crate::spelling::spelt;
use crate::tree::Tree;

/// So many faults are told: enough for any form, and not for an answer of megabytes.
const MOST: usize = 100;

/// Faults found so far.
#[derive(Default)]
pub(crate) struct Faults {
    fields: Vec<(Kind, FieldError)>,
    instead: Option<Problem>,
}

impl Faults {
    /// Blames a field. Where it was blamed before, or what it is in, that is what is wrong.
    pub(crate) fn add(&mut self, pointer: &str, detail: impl Display) {
        self.add_as(Kind::InvalidRequest, pointer, detail);
    }

    /// Blames a field for what has a code of its own, which the answer has if nothing else is
    /// wrong.
    pub(crate) fn add_as(&mut self, kind: Kind, pointer: &str, detail: impl Display) {
        if self.fields.len() < MOST && !self.is_blamed(pointer) {
            self.fields.push((kind, FieldError::new(pointer, detail)));
        }
    }

    /// Blames a field that nothing can be made of.
    pub(crate) fn refuse<T>(&mut self, pointer: &str, detail: impl Display) -> Option<T> {
        self.add(pointer, detail);
        None
    }

    /// Blames a field for being something else.
    pub(crate) fn must_be<T>(&mut self, pointer: &str, wanted: &str, found: &Tree) -> Option<T> {
        self.refuse(pointer, format_args!("expected {wanted}, not {}", found.kind()))
    }

    /// Whether something is wrong with a field, so that its value means nothing.
    pub(crate) fn is_blamed(&self, pointer: &str) -> bool {
        self.fields.iter().any(|(_, told)| is_within(pointer, &told.pointer))
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn are_none(&self) -> bool {
        self.fields.is_empty() && self.instead.is_none()
    }

    /// Refuses the request with a problem that has a code of its own, whatever else is wrong.
    pub(crate) fn answer_instead(&mut self, problem: Problem) {
        self.instead.get_or_insert(problem);
    }

    /// What was read, if all was well; else 422 with every fault: `invalid_request`, unless all
    /// of them have another code.
    pub(crate) fn accept<T>(self, read: Option<T>) -> Result<T, Problem> {
        match (self.instead, read) {
            (Some(problem), _) => Err(problem),
            (None, Some(read)) if self.fields.is_empty() => Ok(read),
            (None, Some(_) | None) => {
                let first = self.fields.first().map_or(Kind::InvalidRequest, |(kind, _)| *kind);
                let is_one = self.fields.iter().all(|(kind, _)| *kind == first);
                let kind = if is_one { first } else { Kind::InvalidRequest };
                Err(Problem::at(kind, self.fields.into_iter().map(|(_, told)| told).collect()))
            }
        }
    }

    /// Text that must be there and not blank.
    pub(crate) fn required(&mut self, pointer: &str, value: Option<&String>) -> Option<String> {
        let value = value.filter(|text| !text.trim().is_empty());
        if value.is_none() {
            self.add(pointer, "is required");
        }
        value.cloned()
    }

    pub(crate) fn read<T: FromStr<Err: Display>>(
        &mut self,
        pointer: &str,
        text: Option<&str>,
    ) -> Option<T> {
        spelt(text?).map_err(|error| self.add(pointer, error)).ok()
    }

    /// What each text of a list stands for; nothing, where one of them was blamed before.
    pub(crate) fn list<T: FromStr<Err: Display>>(
        &mut self,
        pointer: &str,
        texts: Option<&[String]>,
    ) -> Vec<T> {
        if self.fields.iter().any(|(_, told)| is_within(&told.pointer, pointer)) {
            return Vec::new();
        }
        let texts = texts.unwrap_or_default().iter();
        texts.filter_map(|text| self.read(pointer, Some(text))).collect()
    }

    pub(crate) fn date(&mut self, pointer: &str, text: Option<&str>) -> Option<Date> {
        let date = crate::date::read(text?);
        if date.is_none() {
            self.add(pointer, "must be a date such as 2026-12-01, from 1900 to 2999");
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::Cabin;

    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let mut faults = Faults::default();
        assert_eq!(faults.read::<Cabin>("/cabin", Some("steerage")), None);
        assert_eq!(faults.date("/return_date", Some("tomorrow")), None);
        assert_eq!(faults.required("/origin", Some(&" ".to_owned())), None);

        let problem = faults.accept(Some(())).unwrap_err();
        let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(pointers, ["/cabin", "/return_date", "/origin"]);
    }

    #[test]
    fn what_is_left_out_is_no_fault() {
        let mut faults = Faults::default();
        assert_eq!(faults.read::<Cabin>("/cabin", None), None);
        assert_eq!(faults.date("/return_date", None), None);
        assert!(faults.accept(Some(())).is_ok());
    }

    #[test]
    fn a_field_is_blamed_once_and_with_it_all_that_is_in_it() {
        let mut faults = Faults::default();
        for pointer in ["/contact", "/contact", "/contact/email", "/contacts"] {
            faults.add(pointer, "is wrong");
        }
        let problem = faults.accept(Some(())).unwrap_err();
        let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(pointers, ["/contact", "/contacts"]);
    }

    #[test]
    fn a_code_of_its_own_is_answered_where_nothing_else_is_wrong() {
        let code = |kinds: &[Kind]| {
            let mut faults = Faults::default();
            for (at, kind) in kinds.iter().enumerate() {
                faults.add_as(*kind, &format!("/{at}"), "is wrong");
            }
            faults.accept(Some(())).unwrap_err().kind()
        };
        let (usual, own) = (Kind::InvalidRequest, Kind::InvalidPromoCode);
        assert_eq!(code(&[own, own]), own);
        assert_eq!(code(&[own, usual]), usual);
        assert_eq!(code(&[usual, own]), usual);
    }

    #[test]
    fn an_answer_has_an_end() {
        let mut faults = Faults::default();
        for index in 0..1_000 {
            faults.add(&format!("/offers/{index}"), "must be text");
        }
        assert_eq!(faults.accept(Some(())).unwrap_err().errors().len(), MOST);
    }
}
