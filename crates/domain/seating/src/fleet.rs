//! The aircraft types we can draw, as rows and letters.
//!
//! These are typical configurations, composed from what manufacturers and
//! airlines publish for each type (seats a cabin, abreast, exits); none is any
//! one airline's aircraft. Changing a plan changes what can be sold on every
//! future flight of its types.

use airside_primitives::Cabin::{self, Business, Economy, First, PremiumEconomy};

/// The seats of one or more aircraft types.
pub(crate) struct Plan {
    /// IATA codes with the name of each type.
    pub types: &'static [(&'static str, &'static str)],
    /// Front to back.
    pub sections: &'static [Section],
    /// Rows next to an emergency exit.
    pub exit_rows: &'static [u8],
    /// Row numbers that are left out.
    pub missing_rows: &'static [u8],
}

/// Rows that look alike.
pub(crate) struct Section {
    pub cabin: Cabin,
    pub first: u8,
    pub last: u8,
    /// Seat letters left to right with `-` for an aisle, as in `ABC-DEF`.
    pub letters: &'static str,
}

const fn rows(cabin: Cabin, first: u8, last: u8, letters: &'static str) -> Section {
    Section { cabin, first, last, letters }
}

/// What flies when a timetable names a type that is not listed: 180 seats.
pub(crate) const SINGLE_AISLE: Plan = Plan {
    types: &[],
    sections: &[rows(Economy, 1, 30, "ABC-DEF")],
    exit_rows: &[12, 13],
    missing_rows: &[],
};

pub(crate) const FLEET: &[Plan] = &[
    // Single aisle, three and three.
    Plan {
        types: &[("319", "Airbus A319"), ("31N", "Airbus A319neo"), ("73G", "Boeing 737-700")],
        sections: &[rows(Business, 1, 2, "AC-DF"), rows(Economy, 3, 22, "ABC-DEF")],
        exit_rows: &[10],
        missing_rows: &[],
    },
    Plan {
        types: &[
            ("320", "Airbus A320"),
            ("32A", "Airbus A320 (sharklets)"),
            ("32N", "Airbus A320neo"),
            ("32S", "Airbus A320 family"),
        ],
        sections: &[rows(Business, 1, 3, "AC-DF"), rows(Economy, 4, 26, "ABC-DEF")],
        exit_rows: &[11, 12],
        missing_rows: &[],
    },
    Plan {
        types: &[
            ("321", "Airbus A321"),
            ("32B", "Airbus A321 (sharklets)"),
            ("32Q", "Airbus A321neo"),
            ("752", "Boeing 757-200"),
            ("757", "Boeing 757"),
        ],
        sections: &[rows(Business, 1, 4, "AC-DF"), rows(Economy, 5, 33, "ABC-DEF")],
        exit_rows: &[12, 23],
        missing_rows: &[13],
    },
    Plan {
        types: &[
            ("737", "Boeing 737"),
            ("738", "Boeing 737-800"),
            ("73H", "Boeing 737-800 (winglets)"),
            ("7M8", "Boeing 737 MAX 8"),
        ],
        sections: &[rows(Business, 1, 3, "AC-DF"), rows(Economy, 4, 29, "ABC-DEF")],
        exit_rows: &[15, 16],
        missing_rows: &[13],
    },
    Plan {
        types: &[
            ("739", "Boeing 737-900"),
            ("73J", "Boeing 737-900 (winglets)"),
            ("7M9", "Boeing 737 MAX 9"),
        ],
        sections: &[rows(Business, 1, 4, "AC-DF"), rows(Economy, 5, 31, "ABC-DEF")],
        exit_rows: &[16, 17],
        missing_rows: &[13],
    },
    // Regional.
    Plan {
        types: &[
            ("221", "Airbus A220-100"),
            ("223", "Airbus A220-300"),
            ("CS1", "Airbus A220-100"),
            ("CS3", "Airbus A220-300"),
        ],
        sections: &[rows(Business, 1, 3, "AC-DF"), rows(Economy, 4, 26, "AC-DEF")],
        exit_rows: &[12],
        missing_rows: &[],
    },
    Plan {
        types: &[("E90", "Embraer 190"), ("290", "Embraer 190-E2")],
        sections: &[rows(Economy, 1, 25, "AC-DF")],
        exit_rows: &[12],
        missing_rows: &[],
    },
    Plan {
        types: &[("E95", "Embraer 195"), ("295", "Embraer 195-E2")],
        sections: &[rows(Business, 1, 3, "A-DF"), rows(Economy, 4, 29, "AC-DF")],
        exit_rows: &[14],
        missing_rows: &[],
    },
    Plan {
        types: &[
            ("E70", "Embraer 170"),
            ("E75", "Embraer 175"),
            ("E7W", "Embraer 175 (winglets)"),
            ("CR9", "Bombardier CRJ900"),
        ],
        sections: &[rows(Business, 1, 4, "A-DF"), rows(Economy, 5, 20, "AC-DF")],
        exit_rows: &[12],
        missing_rows: &[],
    },
    Plan {
        types: &[("CR7", "Bombardier CRJ700")],
        sections: &[rows(Business, 1, 3, "A-DF"), rows(Economy, 4, 18, "AC-DF")],
        exit_rows: &[11],
        missing_rows: &[],
    },
    Plan {
        types: &[("CR2", "Bombardier CRJ200"), ("CRJ", "Bombardier CRJ")],
        // The last row faces the lavatory.
        sections: &[rows(Economy, 1, 12, "AC-DF"), rows(Economy, 13, 13, "AC-")],
        exit_rows: &[8],
        missing_rows: &[],
    },
    Plan {
        types: &[("ER4", "Embraer ERJ-145"), ("ERJ", "Embraer ERJ")],
        // The galley takes the place of 1A.
        sections: &[rows(Economy, 1, 1, "-BC"), rows(Economy, 2, 17, "A-BC")],
        exit_rows: &[11],
        missing_rows: &[],
    },
    Plan {
        types: &[("AT7", "ATR 72"), ("AT6", "ATR 72-600"), ("ATR", "ATR 72")],
        sections: &[rows(Economy, 1, 18, "AC-DF")],
        exit_rows: &[1],
        missing_rows: &[],
    },
    Plan {
        types: &[("AT4", "ATR 42"), ("AT5", "ATR 42-500")],
        sections: &[rows(Economy, 1, 12, "AC-DF")],
        exit_rows: &[1],
        missing_rows: &[],
    },
    Plan {
        types: &[("DH4", "De Havilland Dash 8-400")],
        sections: &[rows(Economy, 1, 19, "AC-DF")],
        exit_rows: &[1],
        missing_rows: &[],
    },
    // Twin aisle.
    Plan {
        types: &[("762", "Boeing 767-200"), ("763", "Boeing 767-300"), ("767", "Boeing 767")],
        sections: &[rows(Business, 1, 6, "AC-DG-HK"), rows(Economy, 10, 37, "AC-DEG-HK")],
        exit_rows: &[24, 25],
        missing_rows: &[13],
    },
    Plan {
        types: &[("332", "Airbus A330-200"), ("338", "Airbus A330-800neo")],
        sections: &[rows(Business, 1, 5, "AC-DG-HK"), rows(Economy, 11, 39, "AC-DEFG-HK")],
        exit_rows: &[26],
        missing_rows: &[13],
    },
    Plan {
        types: &[
            ("330", "Airbus A330"),
            ("333", "Airbus A330-300"),
            ("339", "Airbus A330-900neo"),
            ("343", "Airbus A340-300"),
        ],
        sections: &[rows(Business, 1, 8, "A-DG-K"), rows(Economy, 11, 43, "AC-DEFG-HK")],
        exit_rows: &[28],
        missing_rows: &[],
    },
    Plan {
        types: &[("787", "Boeing 787"), ("788", "Boeing 787-8")],
        sections: &[
            rows(Business, 1, 7, "A-DG-K"),
            rows(PremiumEconomy, 10, 12, "AC-DEG-HK"),
            rows(Economy, 20, 40, "ABC-DEF-HJK"),
        ],
        exit_rows: &[31],
        missing_rows: &[],
    },
    Plan {
        types: &[("789", "Boeing 787-9"), ("781", "Boeing 787-10")],
        sections: &[
            rows(Business, 1, 8, "A-DG-K"),
            rows(PremiumEconomy, 10, 12, "AC-DEG-HK"),
            rows(Economy, 20, 44, "ABC-DEF-HJK"),
        ],
        exit_rows: &[32],
        missing_rows: &[],
    },
    Plan {
        types: &[("350", "Airbus A350"), ("359", "Airbus A350-900")],
        sections: &[
            rows(Business, 1, 10, "A-DG-K"),
            rows(PremiumEconomy, 16, 18, "AC-DEFG-HK"),
            rows(Economy, 30, 55, "ABC-DEF-HJK"),
        ],
        exit_rows: &[43],
        missing_rows: &[],
    },
    Plan {
        types: &[("351", "Airbus A350-1000")],
        sections: &[
            rows(Business, 1, 12, "A-DG-K"),
            rows(PremiumEconomy, 16, 19, "AC-DEFG-HK"),
            rows(Economy, 30, 59, "ABC-DEF-HJK"),
        ],
        exit_rows: &[44],
        missing_rows: &[],
    },
    Plan {
        types: &[("772", "Boeing 777-200"), ("777", "Boeing 777"), ("77L", "Boeing 777-200LR")],
        sections: &[
            rows(Business, 1, 9, "A-DG-K"),
            rows(PremiumEconomy, 16, 18, "AC-DEFG-HK"),
            rows(Economy, 25, 46, "ABC-DEFG-HJK"),
        ],
        exit_rows: &[36],
        missing_rows: &[],
    },
    Plan {
        types: &[("773", "Boeing 777-300"), ("77W", "Boeing 777-300ER")],
        sections: &[
            rows(First, 1, 2, "A-DG-K"),
            rows(Business, 5, 15, "A-DG-K"),
            rows(PremiumEconomy, 20, 22, "AC-DEFG-HK"),
            rows(Economy, 30, 52, "ABC-DEFG-HJK"),
        ],
        exit_rows: &[41],
        missing_rows: &[13],
    },
    Plan {
        types: &[("744", "Boeing 747-400"), ("74H", "Boeing 747-8")],
        sections: &[
            rows(First, 1, 2, "A-DG-K"),
            rows(Business, 5, 20, "AC-HK"),
            rows(PremiumEconomy, 21, 24, "AC-DEFG-HK"),
            rows(Economy, 30, 54, "ABC-DEFG-HJK"),
        ],
        exit_rows: &[32, 43],
        missing_rows: &[13],
    },
    Plan {
        types: &[("380", "Airbus A380"), ("388", "Airbus A380-800")],
        sections: &[
            rows(First, 1, 3, "A-DG-K"),
            rows(Business, 6, 25, "A-DG-K"),
            rows(PremiumEconomy, 31, 37, "AC-DEFG-HK"),
            rows(Economy, 43, 76, "ABC-DEFG-HJK"),
        ],
        exit_rows: &[54, 65],
        missing_rows: &[13],
    },
];
