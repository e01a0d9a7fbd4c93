//! Values that are written as text and checked by their own type.
//!
//! In a request struct, `Text<AirportCode>` is read by `FromStr`, so that what is wrong
//! is told with its pointer like every other fault. It goes inside an `Option`, because there
//! is nothing to read on with where the text is wrong.

use std::fmt::Display;
use std::str::FromStr;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::faults::Faults;
use crate::read::Read;
use crate::spelling::spelt;
use crate::tree::Tree;

/// A value that a client writes as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<T>(pub T);

impl<T: FromStr<Err: Display>> Read for Text<T> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let text = String::read(tree, at, faults)?;
        spelt(&text).map(Self).map_err(|error| faults.add(at, error)).ok()
    }
}

impl<T> PartialSchema for Text<T> {
    fn schema() -> RefOr<Schema> {
        Object::with_type(Type::String).into()
    }
}

impl<T> ToSchema for Text<T> {}
