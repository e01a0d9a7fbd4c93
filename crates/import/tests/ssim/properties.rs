//! What holds for every file.

use proptest::prelude::*;

use crate::line::{carrier, file, header, leg, numbered, trailer};
use crate::world::read;

const SAMPLES: [&str; 3] = [
    include_str!("../../src/samples/ssim/local.txt"),
    include_str!("../../src/samples/ssim/utc.txt"),
    include_str!("../../src/samples/ssim/through.txt"),
];

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..700)) {
        let _ = read(&bytes);
        let framed = numbered(&[header(), carrier("U", "QZ", "29MAR2624OCT26")]);
        let _ = read([framed.as_bytes(), b"3", &bytes].concat());
        let _ = read([framed.as_bytes(), b"4", &bytes].concat());
    }

    #[test]
    fn no_damage_is_too_strange(
        sample in 0..SAMPLES.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]|[0-9]|é|\n"), 1..6),
    ) {
        let mut bytes = SAMPLES[sample].as_bytes().to_vec();
        for (at, text) in damage {
            let at = at.index(bytes.len());
            bytes.splice(at..=at, text.bytes());
        }
        let _ = read(&bytes);
    }

    #[test]
    fn a_row_that_is_written_is_read_back(
        (number, suffix, days) in (1_u16..=9999, "[A-Z ]", 1_u8..128),
        (departs, minutes) in (0_u16..1440, 70_u16..460),
        (first, length) in (1_u8..=28, 7_u8..28),
        seats in (0_u16..100, 1_u16..500),
    ) {
        let weekdays: String =
            (0..7).map(|day| if days & 1 << day == 0 { ' ' } else { char::from(b'1' + day) }).collect();
        let clock = |minutes: u16| format!("{:02}{:02}", minutes / 60 % 24, minutes % 60);
        let (leaves, comes) = (clock(departs), clock(departs + minutes));
        let offset = (departs + minutes) / 1440;
        let until = (first + length).min(31);
        let line = leg(
            &format!("{suffix}QZ {number:4}0101J"),
            &format!("{first:02}MAY26{until:02}MAY26"),
            &weekdays,
        )
        .put(37, &format!("DEL{leaves}{leaves}+0530  BOM{comes}{comes}+0530  320"))
        .put(173, &format!("J{:03}Y{:03}", seats.0, seats.1))
        .put(193, &format!("0{offset}"));

        prop_assume!((first..=until).len() >= 7);
        let rows = read(file(&[line])).unwrap().rows;
        prop_assert_eq!(rows.len(), 1);
        let flight = &rows[0].flight;
        prop_assert_eq!(flight.number.to_string(), format!("QZ{number}{}", suffix.trim()));
        prop_assert_eq!(flight.days.bits(), days);
        prop_assert_eq!(flight.departs.to_string(), shown(departs));
        prop_assert_eq!(flight.arrives.to_string(), shown(departs + minutes));
        prop_assert_eq!(flight.arrival_day_offset, i8::try_from(offset).unwrap());
        prop_assert_eq!((flight.valid_from.day(), flight.valid_until.day()), (first, until));
        let counted = rows[0].seats.unwrap();
        prop_assert_eq!((counted.business, counted.economy), seats);
    }

    #[test]
    fn a_trailer_is_as_good_as_its_numbers(legs in 0_usize..5) {
        let legs: Vec<_> = (1..=legs)
            .map(|day| crate::line::delhi_to_mumbai().put(15, &format!("0{day}MAY260{day}MAY26")))
            .collect();
        let carrier = carrier("L", "QZ", "29MAR2624OCT26");
        let good = numbered(&[&[header(), carrier], &legs[..], &[trailer("QZ", "E")]].concat());
        prop_assert_eq!(read(&good).unwrap().rows.len(), legs.len());
        let check = format!("{:06}E", legs.len() + 2);
        let wrong = good.replace(&check, &format!("{:06}E", legs.len() + 3));
        prop_assert!(read(&wrong).is_err());
    }
}

/// As [`time::Time`] writes a time of whole minutes.
fn shown(minutes: u16) -> String {
    format!("{}:{:02}:00.0", minutes / 60 % 24, minutes % 60)
}
