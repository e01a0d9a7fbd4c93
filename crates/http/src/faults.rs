//! What is wrong with a request, gathered: a client is told every fault at once.
//!
//! Reading goes on after a fault, so a value that was wrong reads as `None`, like one
//! that is not there; nothing may be made of either before [`Faults::accept`].

use std::fmt::Display;
use std::str::FromStr;

use time::Date;

use crate::problem::{FieldError, Problem};

/// Faults found so far.
#[derive(Default)]
pub(crate) struct Faults(Vec<FieldError>);

impl Faults {
    pub(crate) fn add(&mut self, pointer: &str, detail: impl Display) {
        self.0.push(FieldError::new(pointer, detail));
    }

    /// What was read, if all was well; else 422 `invalid_request` with every fault.
    pub(crate) fn accept<T>(self, read: Option<T>) -> Result<T, Problem> {
        match (read, self.0.is_empty()) {
            (Some(read), true) => Ok(read),
            (Some(_) | None, _) => Err(Problem::invalid(self.0)),
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
        text?.parse().map_err(|error| self.add(pointer, error)).ok()
    }

    pub(crate) fn list<T: FromStr<Err: Display>>(
        &mut self,
        pointer: &str,
        texts: Option<&[String]>,
    ) -> Vec<T> {
        let texts = texts.unwrap_or_default().iter();
        texts.filter_map(|text| self.read(pointer, Some(text.trim()))).collect()
    }

    pub(crate) fn date(&mut self, pointer: &str, text: Option<&str>) -> Option<Date> {
        let date = crate::date::read(text?);
        if date.is_none() {
            self.add(pointer, "must be a date such as 2026-12-01");
        }
        date
    }

    pub(crate) fn within<T: PartialOrd + Copy + Display>(
        &mut self,
        pointer: &str,
        value: Option<T>,
        least: T,
        most: T,
    ) -> Option<T> {
        let value = value?;
        if value < least || value > most {
            self.add(pointer, format!("must be {least} to {most}"));
            return None;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once() {
        let mut faults = Faults::default();
        assert_eq!(faults.read::<u8>("/adults", Some("two")), None);
        assert_eq!(faults.within("/max_stops", Some(3), 0, 2), None);
        assert_eq!(faults.date("/return_date", Some("tomorrow")), None);
        assert_eq!(faults.required("/origin", Some(&" ".to_owned())), None);

        let problem = faults.accept(Some(())).unwrap_err();
        let pointers: Vec<_> = problem.errors().iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(pointers, ["/adults", "/max_stops", "/return_date", "/origin"]);
    }

    #[test]
    fn what_is_left_out_is_no_fault() {
        let mut faults = Faults::default();
        assert_eq!(faults.read::<u8>("/adults", None), None);
        assert_eq!(faults.within("/max_stops", None::<u8>, 0, 2), None);
        assert_eq!(faults.date("/return_date", None), None);
        assert!(faults.accept(Some(())).is_ok());
    }
}
