//! What is told to others and kept for later: mails, messages, events, webhooks, the history.

diesel::table! {
    mails (id) {
        id -> Binary,
        version -> BigInt,
        cause -> Text,
        recipient -> Binary,
        state -> Text,
        next_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        document -> Text,
    }
}

diesel::table! {
    looks (work, subject) {
        work -> Text,
        subject -> Text,
        next_at -> BigInt,
        times -> BigInt,
    }
}

diesel::table! {
    outbox (position) {
        position -> BigInt,
        id -> Binary,
        body -> Text,
        topic -> Nullable<Text>,
        created_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        trace -> Nullable<Text>,
    }
}

diesel::table! {
    events (id) {
        id -> Binary,
        kind -> Text,
        at -> BigInt,
        owner -> Nullable<Binary>,
        booking -> Nullable<Binary>,
        data -> Text,
        is_spread -> Bool,
    }
}

diesel::table! {
    webhook_endpoints (id) {
        id -> Binary,
        version -> BigInt,
        document -> Text,
        owner -> Binary,
        is_enabled -> Bool,
        of_all -> Bool,
        kinds -> Text,
        sealed_with -> Nullable<Text>,
        failing_since -> Nullable<BigInt>,
        failed_events -> BigInt,
        succeeded_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    deliveries (endpoint, event) {
        endpoint -> Binary,
        event -> Binary,
        state -> Text,
        next_at -> Nullable<BigInt>,
        tries -> BigInt,
        attempts -> BigInt,
    }
}

diesel::table! {
    delivery_attempts (endpoint, event, number) {
        endpoint -> Binary,
        event -> Binary,
        number -> BigInt,
        at -> BigInt,
        took_ms -> BigInt,
        status -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    history (id) {
        id -> Binary,
        at -> BigInt,
        actor -> Nullable<Binary>,
        role -> Nullable<Text>,
        subject -> Text,
        subject_key -> Text,
        booking -> Nullable<Binary>,
        deed -> Text,
        said -> Nullable<Text>,
        is_erased -> Bool,
    }
}

diesel::allow_tables_to_appear_in_same_query!(deliveries, events);
