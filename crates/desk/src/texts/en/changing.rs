//! Changing a journey, in English.

use crate::texts::changing::Changing;

pub(crate) const CHANGING: Changing = Changing {
    change: "Change a journey",
    which: "Which journey do you want to change?",
    day: "To which day",
    show: "Show flights",
    pick: "Choose the new flights",
    none: "The airline has no flight with room on this day. Try another one.",
    cannot: "None of these fares can be changed. Cancel the journey and book another one.",
    too_late: "It is too late to change this journey, or its fare cannot be changed. Nothing was changed.",
    out_of_order: "Then your journeys would no longer follow each other in time. Choose other flights.",
    same: "That is what you have. Choose other flights.",
    of_another_type: "By that day somebody in your party pays another price for their age. Book that journey anew.",
    wrong: "That cannot be changed so. Choose other flights.",
    lapsed: "This took too long, or the flights are full by now. Nothing was changed: choose once more.",
    new_price: "New flights",
    fee: "Change fee",
    counts: "What you paid before",
    difference: "Difference",
    not_returned: "Of what you paid before, this does not come back:",
    you_pay: "You pay",
    nothing_due: "It costs you nothing.",
    now: "Change it now",
    receipt: "Receipt of a change",
    never: "No changes.",
    free_until: |span| format!("free change until {span} before departure"),
    fee_until: |amount, span| format!("change for {amount} until {span} before departure"),
    returns_difference: "A difference in price is paid or comes back.",
    keeps_difference: "A difference in price is paid; of a cheaper flight only taxes come back.",
    held: "The new places are held for you while you pay. Until then you have the old ones.",
};
