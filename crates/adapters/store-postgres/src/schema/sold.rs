//! What was sold: seats, bookings, their money and documents.

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
    services (flight, date, code) {
        flight -> Uuid,
        date -> Date,
        code -> Text,
        taken -> Integer,
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
    exchanged (exchange, direction) {
        exchange -> Uuid,
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
        credit -> BigInt,
        fee -> BigInt,
        kept -> BigInt,
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
    exchanges (id) {
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
    booking_words (word, booking) {
        word -> Text,
        booking -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(bookings, payments, refunds);
diesel::allow_tables_to_appear_in_same_query!(given_back, sales);
