//! Where the project is on this machine.

use std::path::Path;

/// The folder of the workspace, wherever the command was given.
pub(crate) fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}
