//! Documents for a border, in English.

use crate::texts::border::Border;

pub(crate) const BORDER: Border = Border {
    title: "Travel document",
    why: "Flights to another country need the passport or identity card of everybody who travels. Its number is shown to nobody but authorities.",
    kind: "What it is",
    kinds: ["Passport", "Identity card"],
    number: "Number",
    number_wrong: "Up to 20 letters A to Z and digits, as it is printed.",
    issuing: "Issued by",
    nationality: "Nationality",
    expires: "Valid until",
    save: "Keep it",
    forget: "Forget what is kept",
    too_old: "It expires before the trip ends: another one is needed.",
    kept: |ending| {
        format!("One whose number ends in {ending} is kept. What you send takes its place.")
    },
    expires_before: |day| format!("It has to be valid until the trip ends, on {day}."),
    due: |moment| format!("needed by {moment} UTC"),
};
