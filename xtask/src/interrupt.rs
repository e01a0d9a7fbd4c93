//! Ctrl-C and SIGTERM, for commands that have something to put in order first.
//!
//! After `listen` a signal ends nothing by itself: the command must look at `asked`.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Takes signals from now on. May be called once in a process.
pub(crate) fn listen() -> anyhow::Result<()> {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst))?;
    Ok(())
}

/// Whether this command was asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
