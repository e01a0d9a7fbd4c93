//! The file as tables and values that know where they stand.
//!
//! Reading goes on after a fault: a reader answers `None` and the fault is kept, so that one pass
//! tells them all. A table is closed when it has been read, which reports names in it that were not
//! asked for.

mod entry;
mod section;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use airside_primitives::Currency;

pub(crate) use entry::Entry;
pub(crate) use section::Section;

use crate::faults::{Fault, TariffFaults};

/// One reading of a file, with what was found on the way.
pub(crate) struct File<'a> {
    text: &'a str,
    faults: RefCell<Vec<Fault>>,
    /// `None` until it has been read; amounts must be read after it.
    currency: Cell<Option<Currency>>,
    /// Where each amount stands, in bytes, with its minor units.
    amounts: RefCell<Vec<(Range<usize>, i64)>>,
}

impl<'a> File<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            faults: RefCell::default(),
            currency: Cell::default(),
            amounts: RefCell::default(),
        }
    }

    /// The currency of every amount that is read from now on.
    pub(crate) fn sell_in(&self, currency: Currency) {
        self.currency.set(Some(currency));
    }

    pub(crate) fn fault(&self, at: &Range<usize>, path: &str, detail: impl Into<String>) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let fault = Fault { line, path: path.to_owned(), detail: detail.into() };
        self.faults.borrow_mut().push(fault);
    }

    /// What was wrong, in the order of the file; `None` when nothing was.
    pub(crate) fn faults(&self) -> Option<TariffFaults> {
        let mut faults = self.faults.take();
        faults.sort_by_key(|fault| fault.line);
        (!faults.is_empty()).then_some(TariffFaults(faults))
    }

    /// Where the amounts stand that are prices, with their minor units.
    pub(crate) fn amounts(self) -> Vec<(Range<usize>, i64)> {
        self.amounts.into_inner()
    }
}
