//! The promises of a store, kept by PostgreSQL.
//!
//! The tests are in `port-contracts`, the same for every adapter.

use crate::schema::Subject;

airside_port_contracts::store!(Subject::new());
airside_port_contracts::sales!(24, Subject::new());
