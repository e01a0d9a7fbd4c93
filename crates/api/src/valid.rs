//! Bodies checked by `validator`: its errors become faults with pointers here, and
//! nowhere else.

use std::borrow::Cow;

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::problem::{FieldError, Problem};

/// Checks a body; 422 `invalid_request` with every fault it has.
pub(crate) fn check(body: &impl Validate) -> Result<(), Problem> {
    body.validate().map_err(|errors| {
        let mut faults = Vec::new();
        collect("", &errors, &mut faults);
        faults.sort_by(|one, other| one.pointer.cmp(&other.pointer));
        Problem::invalid(faults)
    })
}

fn collect(parent: &str, errors: &ValidationErrors, faults: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{parent}/{field}");
        match kind {
            ValidationErrorsKind::Field(errors) => {
                faults.extend(errors.iter().map(|error| FieldError::new(&*pointer, detail(error))));
            }
            ValidationErrorsKind::Struct(errors) => collect(&pointer, errors, faults),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    collect(&format!("{pointer}/{index}"), errors, faults);
                }
            }
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
        (None, "range", Some(min), Some(max)) => format!("must be {min} to {max}").into(),
        (None, code, ..) => format!("is not valid: {code}").into(),
    }
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
