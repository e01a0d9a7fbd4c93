//! Tariffs, as rows.

use airside_app::ports::store::StoredTariff;
use time::OffsetDateTime;

/// A row as it is kept.
pub(crate) type Row = (i32, String, String, OffsetDateTime);

pub(crate) fn stored((version, name, text, loaded_at): Row) -> StoredTariff {
    let version = u32::try_from(version).unwrap_or_default();
    StoredTariff { version, name, text, loaded_at }
}
