//! Fare products, taxes, baggage and promo codes: from a journey to a price.
