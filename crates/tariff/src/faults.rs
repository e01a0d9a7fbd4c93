//! What is wrong with a tariff: every fault, in the order of the file.

use std::fmt;

use thiserror::Error;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// As in `taxes[3].payers`, where the first of a list is 0; empty for the file as a whole.
    pub path: String,
    pub detail: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.path.is_empty() {
            write!(f, ", {}", self.path)?;
        }
        write!(f, ": {}", self.detail)
    }
}

/// Why a tariff cannot be used: everything that is wrong with it, one on a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct TariffFaults(pub Vec<Fault>);

impl fmt::Display for TariffFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}
