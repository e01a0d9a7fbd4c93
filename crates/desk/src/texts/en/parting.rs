//! A trip of one's own, in English.

use crate::texts::parting::Parting;

pub(crate) const PARTING: Parting = Parting {
    title: "Split this trip",
    why: "Those you choose get a trip of their own, with the same flights, seats and ticket numbers. Each trip is then changed and cancelled by itself. It costs nothing, and cannot be undone.",
    who: "Who gets a trip of their own?",
    now: "Split it",
    somebody_stays: "Choose somebody, but not everybody.",
    alone: "Children cannot travel without an adult. Nothing was split.",
    cannot: "This trip cannot be split now: a change of it is open, a flight of it is cancelled, or somebody chosen is not on all flights.",
    parted_from: "Split from trip",
    parted_to: "Others of this party are on trip",
};
