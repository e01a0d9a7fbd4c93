//! Cancelling for some of a party, in English.

use crate::texts::leaving::Leaving;

pub(crate) const LEAVING: Leaving = Leaving {
    who: "For whom?",
    infants: "A baby goes with the adult whose lap it is on.",
    choose: "Choose at least one traveller.",
    alone: "Children cannot travel without an adult. Nothing was cancelled.",
    gone: "One of them does not travel on one of these journeys any more. Choose the journeys one by one.",
    cancelled: "cancelled",
    covers: "For",
};
