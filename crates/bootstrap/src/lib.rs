//! Settings to ports: the only crate that names adapters.
