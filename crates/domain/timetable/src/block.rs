//! Block times: how long an airliner takes from gate to gate over a distance.
//!
//! Wide enough for every scheduled flight there is, and narrow enough to exclude typing errors. The
//! window is always shorter than a day, so at most one day of arrival fits a pair of clock times.

use time::Duration;

/// Kilometres an hour that no schedule reaches from gate to gate.
///
/// Jets cruise at about 900. The fastest subsonic crossing from New York to London, on
/// 9 February 2020, averaged 1,120 in the air with a storm behind it, in 4 h 56 min: that
/// flight was scheduled to take almost 7 hours. Real timetables stay below 950.
const FASTEST: f64 = 1_050.0;

/// Kilometres an hour of the slowest aircraft in scheduled service: a Britten-Norman
/// Islander cruises at 240 to 260, a Twin Otter at 270 to 330.
const SLOWEST: f64 = 240.0;

/// The time that a slow flight may stand still: taxiing, queues, a clock change, and the stops of a
/// flight that a timetable gives as one row from end to end.
const STANDING: Duration = Duration::hours(3);

/// The longest that any flight takes. Singapore to New York is scheduled at 18 h 50 min;
/// Sydney to London without a stop is planned at up to 22 hours.
const LONGEST: Duration = Duration::hours(22);

/// The shortest scheduled flight, Westray to Papa Westray in Orkney: 2.7 km, and two
/// minutes in Loganair's timetable.
const SHORTEST_HOP: f64 = 2.0;

/// From this many kilometres on a flight takes ten minutes or more. Between the islands
/// of Orkney Loganair's timetable has 6 minutes for 14 km and 8 minutes for 27 km.
const HOP_KM: f64 = 50.0;
const HOP_MINUTES: f64 = 10.0;

/// The durations that a flight over some distance can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockTimes {
    /// In whole minutes.
    pub shortest: Duration,
    /// In whole minutes.
    pub longest: Duration,
}

impl BlockTimes {
    /// The durations that are believable over so many kilometres of the great circle.
    pub fn over(kilometres: f64) -> Self {
        let kilometres = kilometres.max(0.0);
        let hop = (kilometres / HOP_KM).min(1.0);
        let at_least = SHORTEST_HOP + (HOP_MINUTES - SHORTEST_HOP) * hop;
        let shortest = minutes((kilometres / FASTEST * 60.0).max(at_least));
        let longest = (STANDING + minutes(kilometres / SLOWEST * 60.0)).min(LONGEST);
        Self { shortest, longest: longest.max(shortest) }
    }

    /// Whether a flight can take so long.
    pub fn allow(&self, duration: Duration) -> bool {
        (self.shortest..=self.longest).contains(&duration)
    }
}

/// Whole minutes, rounded down; a million at most.
fn minutes(minutes: f64) -> Duration {
    Duration::minutes(Duration::seconds_f64(minutes.floor().min(1e6) * 60.0).whole_minutes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flights_that_exist_are_believed() {
        for (flight, kilometres, minutes) in [
            ("Westray to Papa Westray", 2.7, 2),
            ("Stronsay to Sanday", 14.0, 6),
            ("Kirkwall to North Ronaldsay", 55.0, 15),
            ("Delhi to Mumbai", 1_137.0, 130),
            ("New York to London with the wind", 5_540.0, 390),
            ("Seattle to Juneau by four towns", 1_460.0, 370),
            ("Guam to Honolulu by seven islands", 6_120.0, 945),
            ("Singapore to New York", 15_350.0, 1_130),
            ("Sydney to London", 17_020.0, 1_290),
        ] {
            assert!(BlockTimes::over(kilometres).allow(Duration::minutes(minutes)), "{flight}");
        }
    }

    #[test]
    fn flights_that_no_airliner_flies_are_not() {
        for (kilometres, minutes) in
            [(1_137.0, 10), (1_137.0, 60), (1_137.0, 1_440), (15_350.0, 1_330), (60.0, 9), (0.0, 1)]
        {
            assert!(!BlockTimes::over(kilometres).allow(Duration::minutes(minutes)), "{minutes}");
        }
    }

    proptest! {
        #[test]
        fn of_two_durations_a_day_apart_one_at_most_is_believed(
            kilometres in 0.0..20_100.0_f64,
            minutes in 0_i64..2_880,
        ) {
            let believable = BlockTimes::over(kilometres);
            prop_assert!(believable.shortest < believable.longest);
            let duration = Duration::minutes(minutes);
            prop_assert!(!(believable.allow(duration) && believable.allow(duration + Duration::DAY)));
        }
    }
}
