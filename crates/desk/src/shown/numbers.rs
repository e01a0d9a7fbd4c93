//! Numbers of flights and tickets, as people write them.

use airside_booking::TicketNumber;
use airside_primitives::FlightNumber;

/// As `6E2114`, `6e 2114` or `6E-2114`.
pub(crate) fn read_flight(typed: &str) -> Option<FlightNumber> {
    let plain: String = typed.chars().filter(|it| !matches!(it, ' ' | '-')).collect();
    plain.to_ascii_uppercase().parse().ok()
}

/// As `312-4965784345`, with the hyphen or without, or with spaces.
pub(crate) fn read_ticket(typed: &str) -> Option<TicketNumber> {
    let plain: String = typed.chars().filter(|it| !matches!(it, ' ' | '-')).collect();
    let (code, serial) = plain.split_at_checked(3)?;
    format!("{code}-{serial}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for typed in ["6E2114", "6e 2114", "6E-2114"] {
            assert_eq!(read_flight(typed).map(|it| it.to_string()).as_deref(), Some("6E2114"));
        }
        for typed in ["312-4965784345", "3124965784345", "312 4965 784 345"] {
            let read = read_ticket(typed).map(|it| it.to_string());
            assert_eq!(read.as_deref(), Some("312-4965784345"));
        }
        for typed in ["", "Rao", "12", "312-496578434", "K7Q2MZ", "äöü-4965784345"] {
            assert!(read_ticket(typed).is_none(), "{typed}");
        }
        assert!(read_flight("Delhi").is_none());
    }
}
