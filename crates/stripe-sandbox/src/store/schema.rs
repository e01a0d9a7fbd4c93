//! The tables, as diesel knows them; `migrations/` says what each column means.

diesel::table! {
    objects (id) {
        // Kept by SQLite: the order in which the objects were made.
        rowid -> BigInt,
        id -> Text,
        kind -> Text,
        payment_intent -> Nullable<Text>,
        due_at -> Nullable<BigInt>,
        created_at -> BigInt,
        document -> Text,
    }
}

diesel::table! {
    events (position) {
        position -> BigInt,
        id -> Text,
        kind -> Text,
        created_at -> BigInt,
        document -> Text,
    }
}

diesel::table! {
    deliveries (id) {
        id -> BigInt,
        event -> Text,
        endpoint -> Text,
        attempts -> Integer,
        first_at -> BigInt,
        next_at -> BigInt,
    }
}

diesel::table! {
    idempotency_keys (key) {
        key -> Text,
        fingerprint -> Text,
        status -> Integer,
        body -> Text,
        created_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(objects, events, deliveries);
