//! `POST /sandbox/clock/advance`: what is there only beside the payment sandbox.

mod clock;

use crate::section::section;

section!(clock::advance);
