//! Domain values as plain data: what stores keep and what offer ids carry.
