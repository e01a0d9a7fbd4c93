//! The tables, as the migrations make them. Nobody outside this crate sees them.

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
    world (id) {
        id -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    stages (stage) {
        stage -> BigInt,
        is_whole -> Bool,
    }
}

diesel::table! {
    timetables (airline) {
        airline -> Text,
        stage -> BigInt,
    }
}

diesel::table! {
    schedules (id) {
        id -> BigInt,
        airline -> Text,
        stage -> BigInt,
        number -> Text,
        operating_airline -> Text,
        operating_number -> Nullable<Text>,
        origin -> Text,
        destination -> Text,
        departs -> Integer,
        arrives -> Integer,
        arrival_day_offset -> Integer,
        days -> Text,
        valid_from -> Integer,
        valid_until -> Integer,
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
        travel_from -> Nullable<Integer>,
        travel_until -> Nullable<Integer>,
        days -> Nullable<Text>,
        book_days_before -> Nullable<Integer>,
        brand -> Nullable<Text>,
    }
}

diesel::table! {
    promo_codes (name) {
        name -> Text,
        limit_total -> Nullable<BigInt>,
        limit_per_user -> Nullable<BigInt>,
        document -> Text,
    }
}

diesel::table! {
    promo_uses (booking) {
        booking -> Binary,
        name -> Text,
        user -> Binary,
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
        version -> BigInt,
        name -> Text,
        text -> Text,
        loaded_at -> BigInt,
    }
}

diesel::table! {
    stock (flight, date, cabin) {
        flight -> Binary,
        date -> Integer,
        cabin -> Text,
        sold -> Integer,
        capacity -> Integer,
        world -> BigInt,
        opened_at -> BigInt,
    }
}

diesel::table! {
    booking_departures (flight, date, booking) {
        flight -> Binary,
        date -> Integer,
        booking -> Binary,
    }
}

diesel::table! {
    touched_departures (flight, date) {
        flight -> Binary,
        date -> Integer,
        moved_to -> Nullable<Integer>,
        world -> BigInt,
        since -> BigInt,
    }
}

diesel::table! {
    seat_claims (flight, date, seat) {
        flight -> Binary,
        date -> Integer,
        seat -> Text,
        booking -> Binary,
    }
}

diesel::table! {
    bookings (id) {
        id -> Binary,
        version -> BigInt,
        reference -> Text,
        owner -> Binary,
        status -> Text,
        due_by -> Nullable<BigInt>,
        document -> Text,
        answer_by -> Nullable<BigInt>,
        is_erased -> Bool,
        over_at -> Nullable<BigInt>,
        sealed_with -> Nullable<Text>,
        posted_as -> Nullable<Text>,
        words -> Nullable<Text>,
        created_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sales (booking, direction) {
        booking -> Binary,
        direction -> Text,
        at -> BigInt,
        currency -> Text,
        airline -> Text,
        origin -> Text,
        destination -> Text,
        brand -> Text,
        base -> BigInt,
        discount -> BigInt,
        extras -> BigInt,
        taxes -> Text,
    }
}

diesel::table! {
    given_back (cancellation, direction) {
        cancellation -> Binary,
        direction -> Text,
        booking -> Binary,
        at -> BigInt,
        refund -> BigInt,
        charge -> BigInt,
        taxes_kept -> BigInt,
    }
}

diesel::table! {
    ticket_numbers (number) {
        number -> Text,
        booking -> Binary,
    }
}

diesel::table! {
    amendments (id) {
        id -> Binary,
        version -> BigInt,
        in_force -> Bool,
        document -> Text,
    }
}

diesel::table! {
    departure_cancellations (id) {
        id -> Binary,
        version -> BigInt,
        departure -> Text,
        state -> Text,
        document -> Text,
    }
}

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
    payments (id) {
        id -> Binary,
        version -> BigInt,
        booking -> Binary,
        is_live -> Bool,
        intent -> Nullable<Text>,
        checkout -> Nullable<Text>,
        queue -> Nullable<Text>,
        updated_at -> BigInt,
        document -> Text,
    }
}

diesel::table! {
    cancellations (id) {
        id -> Binary,
        version -> BigInt,
        booking -> Binary,
        document -> Text,
    }
}

diesel::table! {
    refunds (id) {
        id -> Binary,
        version -> BigInt,
        booking -> Binary,
        gateway -> Nullable<Text>,
        is_finished -> Bool,
        created_at -> BigInt,
        document -> Text,
    }
}

diesel::table! {
    documents (id) {
        id -> Binary,
        version -> BigInt,
        booking -> Binary,
        is_pending -> Bool,
        created_at -> BigInt,
        document -> Text,
        is_erasing -> Bool,
        is_failed -> Bool,
    }
}

diesel::table! {
    gateway_events (id) {
        id -> Text,
        body -> Text,
        received_at -> BigInt,
        settled_at -> Nullable<BigInt>,
        subject -> Nullable<Text>,
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

diesel::table! {
    booking_words (word, booking) {
        word -> Text,
        booking -> Binary,
    }
}

diesel::allow_tables_to_appear_in_same_query!(booking_words, bookings);
diesel::allow_tables_to_appear_in_same_query!(bookings, ticket_numbers);
diesel::allow_tables_to_appear_in_same_query!(booking_departures, bookings);
diesel::joinable!(api_keys -> users (user));
diesel::allow_tables_to_appear_in_same_query!(api_keys, users);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(promo_codes, promo_uses);
diesel::allow_tables_to_appear_in_same_query!(schedules, stages, timetables);
diesel::allow_tables_to_appear_in_same_query!(bookings, payments, refunds);
diesel::allow_tables_to_appear_in_same_query!(given_back, sales);
diesel::joinable!(sessions -> users (user));
diesel::allow_tables_to_appear_in_same_query!(sessions, users);
diesel::allow_tables_to_appear_in_same_query!(deliveries, events);
diesel::allow_tables_to_appear_in_same_query!(mailed_tokens, users);
