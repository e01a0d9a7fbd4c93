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

diesel::allow_tables_to_appear_in_same_query!(promo_codes, promo_accounts);
diesel::allow_tables_to_appear_in_same_query!(schedules, timetables);
