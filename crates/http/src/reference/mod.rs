//! What can be flown: airports, airlines and the timetable, read from memory.

mod airlines;
mod airports;
mod baggage;
mod flights;

pub(crate) use airlines::AirlineView;
pub(crate) use airports::AirportView;

use crate::section::section;

section!(
    airports::list,
    airports::show,
    airlines::list,
    airlines::show,
    flights::list,
    flights::show
);
