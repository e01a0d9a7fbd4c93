//! What those do who serve bookings of others: `/v1/admin/bookings`, `/v1/admin/queues`; and the
//! history of what is no booking.

mod booking;
mod cancel;
mod change;
mod deeds;
mod find;
mod history;
mod history_view;
mod name;
mod queues;
mod reseat;
mod resend;
mod serve;
mod split;
mod view;

use crate::section::section;

section!(
    find::find,
    booking::show,
    history::list,
    history::note,
    deeds::list,
    cancel::cancel,
    change::quote,
    change::confirm,
    name::correct,
    serve::set,
    split::create,
    reseat::change,
    resend::resend,
    queues::list,
    queues::show
);
