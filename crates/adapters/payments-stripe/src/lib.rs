//! The Payments port on Stripe's API.
