//! What the system does: one file for each use case, and the ports they need.
