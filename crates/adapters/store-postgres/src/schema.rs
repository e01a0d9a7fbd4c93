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
    clock_offset (id) {
        id -> Integer,
        seconds -> BigInt,
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
        posted_as -> Nullable<Text>,
        words -> Nullable<Text>,
        created_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sales (booking, direction) {
        booking -> Uuid,
        direction -> Text,
        at -> Timestamptz,
        currency -> Text,
        airline -> Text,
        origin -> Text,
        destination -> Text,
        brand -> Text,
        base -> BigInt,
        discount -> BigInt,
        extras -> BigInt,
        taxes -> Json,
    }
}

diesel::table! {
    given_back (cancellation, direction) {
        cancellation -> Uuid,
        direction -> Text,
        booking -> Uuid,
        at -> Timestamptz,
        refund -> BigInt,
        charge -> BigInt,
        taxes_kept -> BigInt,
    }
}

diesel::table! {
    amendments (id) {
        id -> Uuid,
        version -> BigInt,
        in_force -> Bool,
        document -> Json,
    }
}

diesel::table! {
    departure_cancellations (id) {
        id -> Uuid,
        version -> BigInt,
        departure -> Text,
        state -> Text,
        document -> Json,
    }
}

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
        is_failed -> Bool,
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

diesel::table! {
    booking_words (word, booking) {
        word -> Text,
        booking -> Uuid,
    }
}

diesel::joinable!(api_keys -> users (account));
diesel::allow_tables_to_appear_in_same_query!(api_keys, users);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(promo_codes, promo_accounts);
diesel::allow_tables_to_appear_in_same_query!(schedules, timetables);
diesel::allow_tables_to_appear_in_same_query!(bookings, payments, refunds);
diesel::allow_tables_to_appear_in_same_query!(given_back, sales);
diesel::joinable!(sessions -> users (account));
diesel::allow_tables_to_appear_in_same_query!(sessions, users);
diesel::allow_tables_to_appear_in_same_query!(deliveries, events);
diesel::allow_tables_to_appear_in_same_query!(mailed_tokens, users);
