//! What those do who serve bookings of others: `/v1/admin/bookings`, `/v1/admin/queues`.

mod booking;
mod cancel;
mod find;
mod history;
mod history_view;
mod queues;
mod resend;
mod view;

use crate::section::section;

section!(
    find::find,
    booking::show,
    history::list,
    history::note,
    cancel::cancel,
    resend::resend,
    queues::list,
    queues::show
);
