//! Standard schedules as airlines send them, and what becomes of them.

#![expect(clippy::unwrap_used, reason = "a test's own values are known to be good")]

mod dates;
mod framing;
mod line;
mod overlaps;
mod properties;
mod samples;
mod world;
