//! Users, what they sign in with, and the answers that their requests had.

diesel::table! {
    users (id) {
        id -> Uuid,
        email -> Text,
        email_key -> Text,
        password_hash -> Text,
        given_name -> Text,
        family_name -> Text,
        phone -> Nullable<Text>,
        role -> Text,
        created_at -> Timestamptz,
        leaving_at -> Nullable<Timestamptz>,
        email_proved_at -> Nullable<Timestamptz>,
        blocked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    api_keys (id) {
        id -> Uuid,
        account -> Uuid,
        hash -> Binary,
        hint -> Text,
        name -> Nullable<Text>,
        scopes -> Text,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        account -> Uuid,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Binary,
        session -> Uuid,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    mailed_tokens (hash) {
        hash -> Binary,
        account -> Uuid,
        purpose -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    answers (account, operation, key) {
        account -> Uuid,
        operation -> Text,
        key -> Text,
        fingerprint -> Binary,
        status -> Integer,
        body -> Text,
        answered_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::joinable!(api_keys -> users (account));
diesel::allow_tables_to_appear_in_same_query!(api_keys, users);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::joinable!(sessions -> users (account));
diesel::allow_tables_to_appear_in_same_query!(sessions, users);
diesel::allow_tables_to_appear_in_same_query!(mailed_tokens, users);
