//! Choices among a few words: the same words in JSON, their place in a binary format.
//!
//! A new word goes to the end, or stored offers would change their meaning.

use airside_booking::payment::Progress;
use airside_booking::{ChangeKind, CorrectionKind, ExpiredBecause, TripType};
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Brand, Cabin, Gender, PassengerType, SeatPreference};
use airside_timetable::Sales;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($record:ident of $domain:ident { $($word:ident),+ $(,)? })+) => {
        $(
            #[doc = concat!("A [`", stringify!($domain), "`] as plain data.")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
            pub enum $record {
                $($word),+
            }

            impl From<$domain> for $record {
                fn from(domain: $domain) -> Self {
                    match domain {
                        $($domain::$word => Self::$word),+
                    }
                }
            }

            impl From<$record> for $domain {
                fn from(record: $record) -> Self {
                    match record {
                        $($record::$word => Self::$word),+
                    }
                }
            }
        )+
    };
}

choices! {
    BrandRecord of Brand { Saver, Standard, Flexible }
    CabinRecord of Cabin { First, Business, PremiumEconomy, Economy }
    PassengerTypeRecord of PassengerType { Adult, Child, Infant }
    GenderRecord of Gender { Male, Female, Unspecified }
    SeatPreferenceRecord of SeatPreference { Window, Middle, Aisle, Any }
    ExtraBaggageModeRecord of ExtraBaggageMode { Prepaid, AtAirport }
    TripTypeRecord of TripType { OneWay, RoundTrip, MultiCity }
    ProgressRecord of Progress { RequiresAction, Processing, Declined }
    ChangeKindRecord of ChangeKind { Retimed, Equipment, Withdrawn, Cancelled }
    SalesRecord of Sales { Open, Closed, Cancelled }
    CorrectionKindRecord of CorrectionKind { Letters, FamilyName, ByAgent }
    ExpiredBecauseRecord of ExpiredBecause { TimeIsOver, ScheduleChanged, Released }
}

impl Default for ExpiredBecauseRecord {
    /// What older releases meant, who knew no other reason.
    fn default() -> Self {
        Self::TimeIsOver
    }
}
