//! The tariff of a version, which may no longer be in use.

use std::sync::Arc;

use airside_tariff::Terms;

use crate::context::App;
use crate::ports::StoreError;
use crate::world::Snapshot;

/// Releases that kept no tariffs sold by the demo's, which became the first version.
pub(crate) const FIRST: u32 = 1;

/// The terms of a version: from memory where it is in use, else from the store. `None` when there
/// is no such version, or none that this release can read.
pub(crate) async fn terms_of(
    app: &App,
    world: &Snapshot,
    version: u32,
) -> Result<Option<Arc<Terms>>, StoreError> {
    if version == world.tariff {
        return Ok(Some(world.terms.clone()));
    }
    let stored = app.ports.store.tariff_version(version.max(FIRST)).await?;
    let read = stored.and_then(|stored| airside_tariff::read(&stored.text).ok());
    Ok(read.map(Arc::new))
}
