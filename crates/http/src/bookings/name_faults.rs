//! What is wrong with a name, in the words and pointers of the API.

use airside_booking::name::{LONGEST, NameFault, NamePart};

use crate::faults::Faults;
use crate::problem::Kind;

/// Blames the parts of a name; one that could not be read is blamed already.
pub(super) fn blame(wrong: &[NameFault], pointer: &impl Fn(&str) -> String, faults: &mut Faults) {
    for fault in wrong {
        match *fault {
            NameFault::NoName(part) => faults.add(
                &pointer(field(part)),
                format_args!(
                    "must have 1 to {LONGEST} characters, a letter, and no digits, symbols or control \
                     characters: a name as in the passport"
                ),
            ),
            NameFault::NotLatin(part) => faults
                .add(&pointer(field(part)), "must be in Latin letters, as the passport has it"),
            NameFault::LatinRequired(part) => faults.add_as(
                Kind::LatinNameRequired,
                &pointer(field(part)),
                "is required: the name as the passport has it in Latin letters",
            ),
        }
    }
}

const fn field(part: NamePart) -> &'static str {
    match part {
        NamePart::Given => "given_name",
        NamePart::Middle => "middle_name",
        NamePart::Family => "family_name",
        NamePart::LatinGiven => "latin_given_name",
        NamePart::LatinFamily => "latin_family_name",
    }
}
