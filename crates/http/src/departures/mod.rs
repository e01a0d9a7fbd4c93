//! `/v1/admin/departures`: what is sold of single flights, who travels, and what operators change
//! about them.

mod amend;
mod apis;
mod apis_table;
mod apis_view;
mod cancel;
mod list;
mod named;
mod passenger_table;
mod passengers;
mod view;

use crate::section::section;

section!(
    list::list,
    list::show,
    amend::amend,
    cancel::cancel,
    cancel::show_cancellation,
    passengers::passengers,
    apis::apis
);
