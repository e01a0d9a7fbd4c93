//! Pages that cannot be shown, in English.

use crate::texts::refusing::Refusing;

pub(crate) const REFUSING: Refusing = Refusing {
    not_found: (
        "There is nothing here",
        "The address may be mistyped, or what was here belongs to somebody else. Is it your trip? Find it by its reference.",
    ),
    for_staff: (
        "This is for those who serve",
        "You are logged in, but not with an account that serves travellers. Whoever runs this server can give yours that role.",
    ),
    log_in: ("Log in first", "This page is shown to you after that."),
    old_form: (
        "This page was open for too long",
        "Nothing was done. Open it again, and send it once more.",
    ),
    too_many: ("That was too much at once", "Nothing was done."),
    too_long: ("That is too long", "Nothing was done. Make it shorter, and send it once more."),
    away: ("We are busy at the moment", "Nothing was done. Try again in a moment."),
    fault: (
        "Something went wrong here",
        "It was written down for those who run this server. Try again in a moment; your bookings are safe.",
    ),
    go_on: "Go on",
    find_trip: "Find a trip",
    again_in: |seconds| match seconds {
        0..=90 => format!("Try again in {} seconds.", seconds.max(2)),
        _ => format!("Try again in {} minutes.", seconds.div_ceil(60)),
    },
};
