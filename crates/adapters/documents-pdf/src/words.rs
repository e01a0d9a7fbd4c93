//! Times, money and counts as people read them: `Tue 1 Dec 2026, 08:00 IST`.

use airside_primitives::{Amount, Currency, PassengerType};

pub(crate) use airside_app::words::{clock, day, duration, moment};

/// `+1 day`; empty for the same day.
pub(crate) fn day_offset(days: i8) -> String {
    match days {
        0 => String::new(),
        1 => "+1 day".to_owned(),
        -1 => "−1 day".to_owned(),
        2.. => format!("+{days} days"),
        ..-1 => format!("−{} days", days.unsigned_abs()),
    }
}

/// `INR 4,589.00`, with a minus sign that is as wide as a plus.
pub(crate) fn money(currency: Currency, amount: Amount) -> String {
    currency.show(amount).replace('-', "−")
}

/// `4,589.00`, where the currency stands beside.
pub(crate) fn figure(currency: Currency, amount: Amount) -> String {
    let shown = money(currency, amount);
    shown.strip_prefix(currency.code()).map_or(shown.as_str(), str::trim_start).to_owned()
}

/// `Adult`.
pub(crate) const fn passenger_type(kind: PassengerType) -> &'static str {
    match kind {
        PassengerType::Adult => "Adult",
        PassengerType::Child => "Child",
        PassengerType::Infant => "Infant",
    }
}

/// `2 adults, 1 infant`.
pub(crate) fn party(kinds: &[PassengerType]) -> String {
    let counts = PassengerType::ALL.into_iter().filter_map(|kind| {
        let (one, many) = match kind {
            PassengerType::Adult => ("adult", "adults"),
            PassengerType::Child => ("child", "children"),
            PassengerType::Infant => ("infant", "infants"),
        };
        match kinds.iter().filter(|it| **it == kind).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        }
    });
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use airside_app::ports::documents::LocalTime;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_are_read_as_people_read_them() {
        let time = LocalTime { at: datetime!(2026-12-01 08:00 +05:30), zone: "IST".to_owned() };
        assert_eq!(moment(&time), "Tue 1 Dec 2026, 08:00 IST");
        assert_eq!(
            (duration(130), duration(120), duration(45)),
            ("2 h 10 min".into(), "2 h".into(), "45 min".into())
        );
        assert_eq!(
            (day_offset(0), day_offset(1), day_offset(-1)),
            (String::new(), "+1 day".into(), "−1 day".into())
        );
    }

    #[test]
    fn figures_stand_without_their_currency() {
        assert_eq!(figure(Currency::INR, Amount::minor(-458_900)), "−4,589.00");
        assert_eq!(money(Currency::INR, Amount::minor(458_900)), "INR 4,589.00");
    }

    #[test]
    fn a_party_is_counted_by_type() {
        use PassengerType::{Adult, Child, Infant};
        assert_eq!(party(&[Adult, Infant, Adult, Child]), "2 adults, 1 child, 1 infant");
    }
}
