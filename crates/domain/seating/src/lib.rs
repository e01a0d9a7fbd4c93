//! Cabin layouts, seat maps, and allocation by preference.
