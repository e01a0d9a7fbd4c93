//! Instants as clients see them: RFC 3339, in whole seconds.

use std::borrow::Cow;

use serde::ser::Error;
use serde::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// An instant in UTC: `2026-12-01T02:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Utc(pub OffsetDateTime);

/// A flight time in the airport's own offset: `2026-12-01T08:00:00+05:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local(pub OffsetDateTime);

impl Serialize for Utc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Local(self.0.to_offset(UtcOffset::UTC)).serialize(serializer)
    }
}

impl Serialize for Local {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0.replace_nanosecond(0).map_err(S::Error::custom)?;
        serializer.serialize_str(&whole.format(&Rfc3339).map_err(S::Error::custom)?)
    }
}

fn date_time(example: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .examples([example])
        .into()
}

impl PartialSchema for Utc {
    fn schema() -> RefOr<Schema> {
        date_time("2026-12-01T02:30:00Z")
    }
}

impl PartialSchema for Local {
    fn schema() -> RefOr<Schema> {
        date_time("2026-12-01T08:00:00+05:30")
    }
}

impl ToSchema for Utc {
    fn name() -> Cow<'static, str> {
        "Instant".into()
    }
}

impl ToSchema for Local {
    fn name() -> Cow<'static, str> {
        "FlightTime".into()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn instants_are_in_utc_and_flight_times_in_their_own_offset() {
        let departure = datetime!(2026-12-01 08:00:00.25 +05:30);
        assert_eq!(serde_json::to_value(Utc(departure)).unwrap(), "2026-12-01T02:30:00Z");
        assert_eq!(serde_json::to_value(Local(departure)).unwrap(), "2026-12-01T08:00:00+05:30");
    }
}
