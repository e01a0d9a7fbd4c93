//! The booking aggregate: its states, its moves, tickets and flight coupons.
