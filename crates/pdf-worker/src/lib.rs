//! Takes document jobs, renders, stores.
