//! What was sold: seats, bookings, their money and documents.

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
    services (flight, date, code) {
        flight -> Binary,
        date -> Integer,
        code -> Text,
        taken -> Integer,
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
    exchanged (exchange, direction) {
        exchange -> Binary,
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
        credit -> BigInt,
        fee -> BigInt,
        kept -> BigInt,
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
    exchanges (id) {
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
    booking_words (word, booking) {
        word -> Text,
        booking -> Binary,
    }
}

diesel::allow_tables_to_appear_in_same_query!(booking_words, bookings);
diesel::allow_tables_to_appear_in_same_query!(bookings, ticket_numbers);
diesel::allow_tables_to_appear_in_same_query!(booking_departures, bookings);
diesel::allow_tables_to_appear_in_same_query!(bookings, payments, refunds);
diesel::allow_tables_to_appear_in_same_query!(given_back, sales);
