//! The promises of each port, as tests that every adapter of it runs.
