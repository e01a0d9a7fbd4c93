//! What each table of a store keeps about people, where an export has it, and what is left of it
//! once a person was erased.
//!
//! Every store is held against this list: a table that is not in it fails a test, and so does one
//! that is called nobody's and has a column with an account or a booking.

/// What a table keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// Nothing of anybody.
    Nobody,
    /// Something of somebody.
    Somebody {
        /// Where an export has it: a path in the answer.
        exported: &'static str,
        /// What is left of it.
        erased: &'static str,
    },
}

/// Columns that lead to a person, whatever they are called in a store.
const LEADS_TO_A_PERSON: [&str; 4] = ["user", "account", "owner", "booking"];

/// Every table of a store.
const TABLES: &[(&str, Keeps)] = &[
    ("users", somebody("user", "nothing, once the last token has lapsed")),
    ("api_keys", somebody("api_keys", "nothing")),
    ("sessions", somebody("sessions", "nothing")),
    ("refresh_tokens", somebody("sessions/refresh_tokens", "nothing")),
    ("mailed_tokens", somebody("mailed_tokens", "nothing")),
    ("answers", somebody("answers", "nothing")),
    ("bookings", somebody("bookings/booking", "all but names, genders, births and contacts")),
    ("booking_words", somebody("bookings/booking/passengers", "nothing")),
    ("ticket_numbers", somebody("bookings/booking/tickets", "all: they name nobody")),
    ("booking_departures", somebody("bookings/booking/journeys", "all: they name nobody")),
    ("seat_claims", somebody("bookings/booking/journeys", "all: they name nobody")),
    ("payments", somebody("bookings/payments", "all but the address that the payer came back to")),
    ("cancellations", somebody("bookings/cancellations", "all: they name nobody")),
    ("exchanges", somebody("bookings/changes", "all: they name nobody")),
    ("exchanged", somebody("bookings/changes", "all: they name nobody")),
    ("refunds", somebody("bookings/refunds", "all: they name nobody")),
    ("documents", somebody("bookings/documents", "that there was one; the file is deleted")),
    ("history", somebody("bookings/history", "who did what, and when; what was said is gone")),
    ("sales", somebody("bookings/booking/journeys", "all: they name nobody")),
    ("given_back", somebody("bookings/cancellations", "all: they name nobody")),
    ("promo_uses", somebody("bookings/promo_use", "all: they count uses, and name nobody")),
    ("promo_accounts", somebody("bookings/promo_use", "all: they count uses, and name nobody")),
    ("gateway_events", somebody("bookings/gateway_events", "nothing")),
    ("events", somebody("events", "nothing")),
    ("webhook_endpoints", somebody("webhook_endpoints", "nothing")),
    ("deliveries", somebody("webhook_deliveries", "nothing")),
    ("delivery_attempts", somebody("webhook_deliveries/attempts", "nothing")),
    // Ids of events, refunds and payments; gone a week later.
    ("looks", Keeps::Nobody),
    // Ids of things; gone a week after they were sent.
    ("outbox", Keeps::Nobody),
    // Ids of bookings and accounts, and of what is to be said; gone a month after it was sent.
    ("mails", Keeps::Nobody),
    // What became of flights; who decided it stands in the history.
    ("amendments", Keeps::Nobody),
    ("departure_cancellations", Keeps::Nobody),
    ("airports", Keeps::Nobody),
    ("airlines", Keeps::Nobody),
    ("clock_offset", Keeps::Nobody),
    ("world", Keeps::Nobody),
    ("world_facts", Keeps::Nobody),
    ("stages", Keeps::Nobody),
    ("timetables", Keeps::Nobody),
    ("schedules", Keeps::Nobody),
    ("fares", Keeps::Nobody),
    ("tariffs", Keeps::Nobody),
    ("promo_codes", Keeps::Nobody),
    ("stock", Keeps::Nobody),
    // How many have each; who they are stands in the bookings.
    ("services", Keeps::Nobody),
    ("touched_departures", Keeps::Nobody),
];

const fn somebody(exported: &'static str, erased: &'static str) -> Keeps {
    Keeps::Somebody { exported, erased }
}

/// Why this column of this table may not be there: nobody has thought about the table, or it is
/// called nobody's and leads to a person.
pub fn fault(table: &str, column: &str) -> Option<String> {
    match TABLES.iter().find(|(name, _)| *name == table).map(|(_, keeps)| *keeps) {
        None => Some(format!(
            "say in crates/app/src/personal_data/tables.rs what {table} keeps of people"
        )),
        Some(Keeps::Nobody) if LEADS_TO_A_PERSON.contains(&column) => {
            Some(format!("{table} is called nobody's, and its {column} leads to a person"))
        }
        Some(Keeps::Nobody | Keeps::Somebody { .. }) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_nobody_thought_of_is_told() {
        assert!(fault("histories", "id").is_some());
        assert!(fault("stock", "account").is_some());
        assert_eq!(fault("stock", "flight"), None);
        assert_eq!(fault("bookings", "owner"), None);
    }
}
