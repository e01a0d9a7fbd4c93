//! What is told to others and kept for later: mails, messages, events, webhooks, the history.

diesel::table! {
    mails (id) {
        id -> Uuid,
        version -> BigInt,
        cause -> Text,
        recipient -> Uuid,
        state -> Text,
        next_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        document -> Json,
    }
}

diesel::table! {
    events (id) {
        id -> Uuid,
        kind -> Text,
        at -> Timestamptz,
        owner -> Nullable<Uuid>,
        booking -> Nullable<Uuid>,
        data -> Json,
        is_spread -> Bool,
    }
}

diesel::table! {
    webhook_endpoints (id) {
        id -> Uuid,
        version -> BigInt,
        document -> Json,
        owner -> Uuid,
        is_enabled -> Bool,
        of_all -> Bool,
        kinds -> Text,
        sealed_with -> Nullable<Text>,
        failing_since -> Nullable<Timestamptz>,
        failed_events -> BigInt,
        succeeded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    deliveries (endpoint, event) {
        endpoint -> Uuid,
        event -> Uuid,
        state -> Text,
        next_at -> Nullable<Timestamptz>,
        tries -> BigInt,
        attempts -> BigInt,
    }
}

diesel::table! {
    delivery_attempts (endpoint, event, number) {
        endpoint -> Uuid,
        event -> Uuid,
        number -> BigInt,
        at -> Timestamptz,
        took_ms -> BigInt,
        status -> Nullable<BigInt>,
        answer -> Nullable<Text>,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    history (id) {
        id -> Uuid,
        at -> Timestamptz,
        actor -> Nullable<Uuid>,
        role -> Nullable<Text>,
        subject -> Text,
        subject_key -> Text,
        booking -> Nullable<Uuid>,
        deed -> Text,
        said -> Nullable<Text>,
        is_erased -> Bool,
    }
}

diesel::allow_tables_to_appear_in_same_query!(deliveries, events);
