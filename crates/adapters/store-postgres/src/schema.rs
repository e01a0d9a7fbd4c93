//! The tables, as the migrations make them. Nobody outside this crate sees them.

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
    }
}

diesel::table! {
    api_keys (id) {
        id -> Uuid,
        account -> Uuid,
        hash -> Binary,
        hint -> Text,
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

diesel::table! {
    airports (iata) {
        iata -> Text,
        icao -> Nullable<Text>,
        name -> Text,
        city -> Text,
        country -> Text,
        city_code -> Nullable<Text>,
        latitude -> Double,
        longitude -> Double,
        zone -> Text,
    }
}

diesel::table! {
    airlines (code) {
        code -> Text,
        name -> Text,
    }
}

diesel::table! {
    world (is_current) {
        is_current -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    timetables (airline) {
        airline -> Text,
        stage -> BigInt,
    }
}

// No key: nobody asks for one row.
diesel::table! {
    schedules (stage) {
        airline -> Text,
        stage -> BigInt,
        number -> Text,
        operating_airline -> Text,
        operating_number -> Nullable<Text>,
        origin -> Text,
        destination -> Text,
        departs -> Time,
        arrives -> Time,
        arrival_day_offset -> SmallInt,
        days -> Text,
        valid_from -> Date,
        valid_until -> Date,
        aircraft -> Text,
    }
}

diesel::table! {
    fares (id) {
        id -> BigInt,
        origin -> Text,
        airline -> Text,
        destination -> Text,
        cabin -> Text,
        base -> BigInt,
        flight -> Nullable<Text>,
        travel_from -> Nullable<Date>,
        travel_until -> Nullable<Date>,
        days -> Nullable<Text>,
        book_days_before -> Nullable<Integer>,
        brand -> Nullable<Text>,
    }
}

diesel::table! {
    promo_codes (name) {
        name -> Text,
        limit_total -> Nullable<BigInt>,
        limit_per_account -> Nullable<BigInt>,
        used -> BigInt,
        document -> Json,
    }
}

diesel::table! {
    promo_accounts (name, account) {
        name -> Text,
        account -> Uuid,
        used -> BigInt,
    }
}

diesel::table! {
    promo_uses (booking) {
        booking -> Uuid,
        name -> Text,
        account -> Uuid,
    }
}

diesel::table! {
    world_facts (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    tariffs (version) {
        version -> Integer,
        name -> Text,
        text -> Text,
        loaded_at -> Timestamptz,
    }
}

diesel::table! {
    stock (flight, date, cabin) {
        flight -> Uuid,
        date -> Date,
        cabin -> Text,
        sold -> Integer,
        capacity -> Integer,
        world -> BigInt,
        opened_at -> Timestamptz,
    }
}

diesel::table! {
    booking_departures (flight, date, booking) {
        flight -> Uuid,
        date -> Date,
        booking -> Uuid,
    }
}

diesel::table! {
    touched_departures (flight, date) {
        flight -> Uuid,
        date -> Date,
        moved_to -> Nullable<Date>,
        world -> BigInt,
        since -> Timestamptz,
    }
}

diesel::table! {
    seat_claims (flight, date, seat) {
        flight -> Uuid,
        date -> Date,
        seat -> Text,
        booking -> Uuid,
    }
}

diesel::table! {
    bookings (id) {
        id -> Uuid,
        version -> BigInt,
        reference -> Text,
        owner -> Uuid,
        status -> Text,
        due_by -> Nullable<Timestamptz>,
        document -> Json,
        answer_by -> Nullable<Timestamptz>,
        is_erased -> Bool,
        over_at -> Nullable<Timestamptz>,
        sealed_with -> Nullable<Text>,
    }
}

diesel::table! {
    payments (id) {
        id -> Uuid,
        version -> BigInt,
        booking -> Uuid,
        is_live -> Bool,
        intent -> Nullable<Text>,
        checkout -> Nullable<Text>,
        queue -> Nullable<Text>,
        updated_at -> Timestamptz,
        document -> Json,
    }
}

diesel::table! {
    cancellations (id) {
        id -> Uuid,
        version -> BigInt,
        booking -> Uuid,
        document -> Json,
    }
}

diesel::table! {
    refunds (id) {
        id -> Uuid,
        version -> BigInt,
        booking -> Uuid,
        gateway -> Nullable<Text>,
        is_finished -> Bool,
        created_at -> Timestamptz,
        document -> Json,
    }
}

diesel::table! {
    documents (id) {
        id -> Uuid,
        version -> BigInt,
        booking -> Uuid,
        is_pending -> Bool,
        created_at -> Timestamptz,
        document -> Json,
        is_erasing -> Bool,
    }
}

diesel::table! {
    gateway_events (id) {
        id -> Text,
        body -> Text,
        received_at -> Timestamptz,
        settled_at -> Nullable<Timestamptz>,
        subject -> Nullable<Text>,
    }
}

diesel::joinable!(api_keys -> users (account));
diesel::allow_tables_to_appear_in_same_query!(api_keys, users);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(promo_codes, promo_accounts);
diesel::allow_tables_to_appear_in_same_query!(schedules, timetables);
diesel::allow_tables_to_appear_in_same_query!(bookings, payments, refunds);
diesel::allow_tables_to_appear_in_same_query!(sessions, users);
