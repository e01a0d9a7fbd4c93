//! Each flow completes once, wherever its node dies.

use crate::schema::Subject;

airside_simulation::crash_points!(EveryChange, Subject::new());
