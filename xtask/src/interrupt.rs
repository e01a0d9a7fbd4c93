//! Ctrl-C and SIGTERM, for commands that have something to put in order first.
//!
//! Whoever listens must look: from then on a signal ends nothing by itself.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Takes signals from now on. May be called once in a process.
pub(crate) fn listen() -> anyhow::Result<()> {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst))?;
    Ok(())
}

/// Whether somebody asked this command to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
