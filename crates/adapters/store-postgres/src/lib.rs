//! The Store port on PostgreSQL.
