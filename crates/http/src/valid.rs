//! The shape of a request struct, which `validator` checks: its errors become faults with
//! pointers here, and nowhere else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use validator::{Validate, ValidationError};

use crate::faults::Faults;
use crate::pointer::inside;

/// Blames the fields of a struct that break its rules. What is inside them was checked when
/// it was read, so nothing here is `nested`.
pub(crate) fn check(read: &impl Validate, at: &str, faults: &mut Faults) {
    let Err(errors) = read.validate() else { return };
    let by_name: BTreeMap<_, _> = errors.field_errors().into_iter().collect();
    for (field, errors) in by_name {
        for error in errors {
            faults.add(&inside(at, &field), detail(error));
        }
    }
}

fn detail(error: &ValidationError) -> Cow<'static, str> {
    let bound = |name: &str| error.params.get(name).map(ToString::to_string);
    match (&error.message, error.code.as_ref(), bound("min"), bound("max")) {
        (Some(message), ..) => message.clone(),
        (None, "email", ..) => "must be an e-mail address".into(),
        (None, "length", Some(min), Some(max)) => {
            format!("must have {min} to {max} characters").into()
        }
        (None, "length", None, Some(max)) => format!("must have at most {max} characters").into(),
        (None, code, ..) => format!("is not valid: {code}").into(),
    }
}

/// The longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less its brackets).
pub(crate) const LONGEST_EMAIL: u64 = 254;
/// No airport or city is called by more.
const LONGEST_PLACE: usize = 100;
const MOST_WORDS_OF_A_PLACE: usize = 10;

/// For `#[validate(custom(function = place))]`: what names an airport or a city. Each word is
/// looked for in every name of the world.
pub(crate) fn place(text: &str) -> Result<(), ValidationError> {
    let words = text.split_whitespace().take(MOST_WORDS_OF_A_PLACE + 1).count();
    if text.chars().take(LONGEST_PLACE + 1).count() <= LONGEST_PLACE
        && words <= MOST_WORDS_OF_A_PLACE
    {
        return Ok(());
    }
    let message = "must have at most 100 characters and 10 words";
    Err(ValidationError::new("place").with_message(message.into()))
}

/// For `#[validate(custom(function = printable))]`: something to read, on one line.
///
/// Control characters have no place in a name and would end up in logs and on tickets.
pub(crate) fn printable(text: &str) -> Result<(), ValidationError> {
    let is_blank = text.trim().is_empty();
    if is_blank || text.chars().any(char::is_control) {
        let message = "must not be blank or have control characters";
        return Err(ValidationError::new("printable").with_message(message.into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_as_long_as_mail_can_carry() {
        #[derive(Validate)]
        struct Contact {
            #[validate(email, length(max = LONGEST_EMAIL))]
            email: String,
        }
        let is_email = |email: &str| Contact { email: email.to_owned() }.validate().is_ok();
        let domain = ["d".repeat(63), "e".repeat(63), "f".repeat(58)].join(".");
        let longest = format!("{}@{domain}.in", "a".repeat(64));
        assert_eq!(longest.len(), 254);
        assert!(is_email(&longest));
        assert!(!is_email(&longest.replace(".in", ".info")));
        assert!(!is_email("asha"));
    }
}
