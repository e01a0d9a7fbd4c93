//! Correcting a name, in English.

use crate::texts::naming::Naming;

pub(crate) const NAMING: Naming = Naming {
    correct: "Correct a name",
    rules: "Up to three letters once, or once another family name with a reason, such as a marriage. It is free, and the ticket is made anew. Who travels stays the same person.",
    middle: "Middle names",
    reason: "Reason, for another family name",
    save: "Correct it",
    keep: "Leave it as it is",
    needs_reason: "Say why the family name is another one.",
    too_different: "This differs in more than three letters from the name that was booked. Ask us, if it is the same person.",
    keep_given: "A given name cannot be taken away here. Ask us, if there is none in the passport.",
    family_left: "Letters of this name were corrected before. What is left is another family name with a reason, such as a marriage.",
    letters_left: "The family name was changed before. What is left is up to three letters.",
    at_the_counter: "To whatever is right, with the reason. The ticket is made anew, and the traveller is told. Who travels stays the same person.",
    spent: "This name was corrected before. Ask us for anything else.",
    too_late: "This name cannot be corrected any more.",
};
