//! The Limits port on Redis.
