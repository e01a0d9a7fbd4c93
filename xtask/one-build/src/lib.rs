//! Nothing but its dependencies: they ask for the features that one command would ask for and
//! another would not.
//!
//! Cargo builds a crate again for each set of features. With these named here, the demo, the
//! tests, the services and `xtask` itself share every crate that they have in common;
//! `cargo xtask tidy` finds what is missing. A release build of the programs does not see it.
