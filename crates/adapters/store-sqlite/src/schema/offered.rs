//! What is sold: places, the timetable, fares, promo codes and the tariff, and the clock.

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

diesel::allow_tables_to_appear_in_same_query!(promo_codes, promo_uses);
diesel::allow_tables_to_appear_in_same_query!(schedules, stages, timetables);
