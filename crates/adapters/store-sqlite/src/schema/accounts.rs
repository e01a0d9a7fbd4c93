//! Users, what they sign in with, and the answers that their requests had.

diesel::table! {
    users (id) {
        id -> Binary,
        email -> Text,
        email_key -> Text,
        password_hash -> Text,
        given_name -> Text,
        family_name -> Text,
        phone -> Nullable<Text>,
        role -> Text,
        created_at -> BigInt,
        leaving_at -> Nullable<BigInt>,
        email_proved_at -> Nullable<BigInt>,
        blocked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    api_keys (id) {
        id -> Binary,
        user -> Binary,
        hash -> Binary,
        hint -> Text,
        name -> Nullable<Text>,
        scopes -> Text,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Binary,
        user -> Binary,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Binary,
        session -> Binary,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    mailed_tokens (hash) {
        hash -> Binary,
        user -> Binary,
        purpose -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    answers (user, operation, key) {
        user -> Binary,
        operation -> Text,
        key -> Text,
        fingerprint -> Binary,
        status -> Integer,
        body -> Text,
        answered_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::joinable!(api_keys -> users (user));
diesel::allow_tables_to_appear_in_same_query!(api_keys, users);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::joinable!(sessions -> users (user));
diesel::allow_tables_to_appear_in_same_query!(sessions, users);
diesel::allow_tables_to_appear_in_same_query!(mailed_tokens, users);
