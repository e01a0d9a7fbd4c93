//! Standard schedules as airlines send them, and what becomes of them.

mod dates;
mod framing;
mod line;
mod properties;
mod samples;
mod world;
