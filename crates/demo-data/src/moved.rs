//! Airports that moved, or changed their code, since the routes were written down.
//!
//! The routes are of 2014 and the airports are today's, so flights to Tegel go to Berlin
//! Brandenburg here. Istanbul, Doha, Quito and Qingdao moved too, and took their codes with them:
//! those need no entry.

use airside_primitives::AirportCode;

/// The code of 2014, and where its flights go now.
const MOVED: &[(&str, &str)] = &[
    // Şakirpaşa closed to airlines when Çukurova opened between Adana and Mersin, August 2024.
    ("ADA", "COV"),
    // Léopold Sédar Senghor closed to airlines when Blaise Diagne opened, December 2017.
    ("DKR", "DSS"),
    // The airport inside Eilat closed when Ramon opened north of it, March 2019.
    ("ETH", "ETM"),
    // Fagali'i, in Apia, closed to airlines, which went to Faleolo, January 2019.
    ("FGI", "APW"),
    // Manas is where it was; its code was of Frunze, as Bishkek was called until 1991.
    ("FRU", "BSZ"),
    // Göteborg City, Säve, lost its last airline to Landvetter, January 2015.
    ("GSE", "GOT"),
    // Chişinău is where it was; its code was of Kishinev, and changed in January 2024.
    ("KIV", "RMO"),
    // Polonia closed when Kualanamu opened, July 2013; the routes still had the old code.
    ("MES", "KNO"),
    // San Javier closed to airlines when Corvera opened, January 2019.
    ("MJV", "RMU"),
    // Matsapha lost its airlines to King Mswati III, September 2014.
    ("MTS", "SHO"),
    // Nanyuan closed when Daxing opened south of it, September 2019.
    ("NAY", "PKX"),
    // Pochentong closed to airlines when Techo opened, September 2025.
    ("PNH", "KTI"),
    // The old airport of Siem Reap closed when Siem Reap-Angkor opened, October 2023.
    ("REP", "SAI"),
    // Tsentralny closed when Gagarin opened, August 2019.
    ("RTW", "GSV"),
    // The buildings of Schönefeld became a part of Berlin Brandenburg, October 2020.
    ("SXF", "BER"),
    // Tripoli International was destroyed in July 2014; airlines went to Mitiga.
    ("TIP", "MJI"),
    // Astana is where it was; its code was of Tselinograd, and changed in June 2020.
    ("TSE", "NQZ"),
    // Tegel closed when Berlin Brandenburg had opened, November 2020.
    ("TXL", "BER"),
    // Buyant-Ukhaa closed to airlines when Chinggis Khaan opened, July 2021.
    ("ULN", "UBN"),
];

/// Where flights to this airport of 2014 go today; mostly the same.
pub(crate) fn today(code: AirportCode) -> AirportCode {
    let moved = MOVED.iter().find(|(then, _)| *then == code.as_str());
    moved.and_then(|(_, now)| now.parse().ok()).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_moves_twice() {
        assert!(MOVED.is_sorted());
        for (then, now) in MOVED {
            let (then, now): (AirportCode, AirportCode) =
                (then.parse().unwrap(), now.parse().unwrap());
            assert_eq!((today(then), today(now)), (now, now));
        }
    }
}
