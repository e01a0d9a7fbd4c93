//! A departure has one row, or the file is refused.

use std::collections::BTreeSet;

use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};

use crate::line::{Line, carrier, delhi_to_mumbai, file, header, leg, numbered, trailer};
use crate::world::{faults, read};

/// Days from 29 March 2026, length in days, and days of the week.
type Season = (u8, u8, u8);

fn dates((first, length, days): Season) -> BTreeSet<Date> {
    let from = date!(2026 - 03 - 29) + Duration::days(first.into());
    (0..=length)
        .map(|day| from + Duration::days(day.into()))
        .filter(|date| days & 1 << date.weekday().number_days_from_monday() != 0)
        .collect()
}

fn written((first, length, days): Season) -> Line {
    let from = date!(2026 - 03 - 29) + Duration::days(first.into());
    let spelled = |date: Date| {
        let month = date.month().to_string().to_uppercase();
        format!("{:02}{}26", date.day(), &month[..3])
    };
    let weekdays: String =
        (0..7).map(|day| if days & 1 << day == 0 { ' ' } else { char::from(b'1' + day) }).collect();
    delhi_to_mumbai()
        .put(15, &spelled(from))
        .put(22, &spelled(from + Duration::days(length.into())))
        .put(29, &weekdays)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn seasons_are_taken_exactly_when_none_shares_a_date_with_another(
        seasons in prop::collection::vec((0_u8..100, 6_u8..40, 1_u8..128), 1..7),
    ) {
        let different: BTreeSet<_> = seasons.iter().copied().collect();
        let all: Vec<_> = different.iter().flat_map(|season| dates(*season)).collect();
        let is_clear = all.len() == all.iter().collect::<BTreeSet<_>>().len();

        let lines: Vec<_> = seasons.iter().map(|season| written(*season)).collect();
        match read(file(&lines)) {
            Ok(file) => {
                prop_assert!(is_clear);
                prop_assert_eq!(file.rows.len(), different.len());
                prop_assert_eq!(file.repeated, seasons.len() - different.len());
            }
            Err(errors) => {
                prop_assert!(!is_clear, "{}", errors);
                let says = errors.listed.iter().all(|error| error.detail.contains("both say"));
                prop_assert!(says, "{}", errors);
            }
        }
    }
}

#[test]
fn both_lines_are_named_and_the_first_date_they_share() {
    let [summer, days] = [(0, 60, 0b000_1111), (20, 60, 0b001_1000)].map(written);
    assert_eq!(
        faults(file(&[summer, days])),
        ["line 4: lines 3 and 4 both say that QZ12 leaves DEL for BOM on 2026-04-23"]
    );
}

#[test]
fn another_suffix_is_another_flight() {
    let late = delhi_to_mumbai().put(2, "D").put(37, "DEL21002100");
    let late = late.put(55, "BOM23102310");
    assert_eq!(read(file(&[delhi_to_mumbai(), late])).unwrap().rows.len(), 2);
}

#[test]
fn a_leg_that_a_clock_change_brings_onto_one_date_twice_is_refused() {
    // 22:30 in UTC is 00:30 of the next day in summer, and 23:30 of the same day in winter.
    let flown = leg(" QZ  1180101J", "20OCT2630OCT26", "1234567")
        .put(37, "FRA22302230+0200  LHR00150015+0100  320")
        .put(193, "01");
    let records = [header(), carrier("U", "QZ", "20OCT2630OCT26"), flown, trailer("QZ", "E")];
    assert_eq!(
        faults(numbered(&records)),
        ["line 3: QZ118 leaves FRA twice on 2026-10-25, on the night the clocks change: give one \
          of the two an operational suffix"]
    );
}

#[test]
fn a_codeshare_that_two_flights_claim_has_no_operating_flight() {
    let named = |key: &str| Line::of('4').put(2, key).put(29, "AB010DELBOMXY 4012");
    let other = delhi_to_mumbai().put(6, "  13").put(37, "DEL09000900").put(55, "BOM11101110");
    let records = [
        header(),
        carrier("L", "QZ", "29MAR2624OCT26"),
        delhi_to_mumbai(),
        named(" QZ   120101J"),
        other,
        named(" QZ   130101J"),
        trailer("QZ", "C"),
        carrier("L", "XY", "29MAR2624OCT26"),
        delhi_to_mumbai().put(3, "XY 4012").put(129, "QZ ").put(149, "L"),
        trailer("XY", "E"),
    ];
    let file = read(numbered(&records)).unwrap();
    assert_eq!(file.rows[2].flight.inventory(), None);
    assert_eq!(file.notes, ["1 leg of a codeshare without an operating flight: not sold (line 9)"]);
}
