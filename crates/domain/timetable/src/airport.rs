//! Airports: where they are, and their time zones.
//!
//! A city code (`LON`) groups airports and may also be the code of an airport;
//! both are [`AirportCode`]s.

use airside_primitives::{AirportCode, CountryCode};

use crate::zone::Zone;

/// The mean radius of the Earth in kilometres (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// An airport with scheduled service.
#[derive(Debug, Clone, PartialEq)]
pub struct Airport {
    pub iata: AirportCode,
    pub icao: Option<String>,
    pub name: String,
    pub city: String,
    pub country: CountryCode,
    /// The metropolitan area, `LON` for Heathrow, where there is one.
    pub city_code: Option<AirportCode>,
    /// Degrees, north is positive.
    pub latitude: f64,
    /// Degrees, east is positive.
    pub longitude: f64,
    pub zone: Zone,
}

impl Airport {
    /// Kilometres along the great circle on a sphere, within 0.6 % of the truth.
    pub fn distance_km(&self, other: &Self) -> f64 {
        let (here, there) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = (there - here) / 2.0;
        let east = (other.longitude - self.longitude).to_radians() / 2.0;
        let haversine = north.sin().powi(2) + here.cos() * there.cos() * east.sin().powi(2);
        2.0 * EARTH_RADIUS_KM * haversine.clamp(0.0, 1.0).sqrt().asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn airport(iata: &str, latitude: f64, longitude: f64) -> Airport {
        Airport {
            iata: iata.parse().unwrap(),
            icao: None,
            name: iata.to_owned(),
            city: iata.to_owned(),
            country: "IN".parse().unwrap(),
            city_code: None,
            latitude,
            longitude,
            zone: Zone::named("UTC").unwrap(),
        }
    }

    #[test]
    fn distances_are_those_of_the_great_circle() {
        let heathrow = airport("LHR", 51.4706, -0.461_941);
        let kennedy = airport("JFK", 40.639_801, -73.7789);
        assert!((heathrow.distance_km(&kennedy) - 5540.0).abs() < 10.0);
        assert!((kennedy.distance_km(&heathrow) - 5540.0).abs() < 10.0);
        assert!(heathrow.distance_km(&heathrow).abs() < 1e-9);
    }

    #[test]
    fn the_date_line_is_no_detour() {
        let nadi = airport("NAN", -17.7554, 177.443);
        let apia = airport("APW", -13.83, -172.008);
        assert!(nadi.distance_km(&apia) < 1300.0);
    }
}
