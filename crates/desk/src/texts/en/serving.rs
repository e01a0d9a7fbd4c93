//! Special services, in English.

use crate::texts::serving::Serving;

pub(crate) const SERVING: Serving = Serving {
    services: "Special services",
    why: "What is done for this traveller on the way. Only those who fly with you see it, and it is on the ticket.",
    journeys: "On which flights",
    note: "What we have to know for it",
    too_long: "At most 100 letters.",
    full: "No more travellers can have this on one of these flights. Ask for it on another.",
    not_offered: "This is not offered any more.",
    not_for_them: "This is for travellers of another age.",
    one_of_a_choice: "Only one of these can be had on a flight. Choose one, or name other flights for each.",
    save: "Ask for these",
};
