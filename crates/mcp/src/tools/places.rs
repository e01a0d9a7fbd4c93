//! Finding airports by whatever a person calls them.

use airside_client::Paging;
use airside_client::reference::{Airport, AirportFilter};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::tool::Said;

pub(super) const FIND: (&str, &str, &str) = (
    "find_places",
    "Find airports and cities",
    "Airports by code, name, city or country, best matches first. Search takes city names too, so \
     this is only needed where a name is unclear.",
);

/// Enough to choose from.
const MOST: u16 = 10;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Code, name, city or country; the last word may be unfinished.
    q: String,
    /// ISO 3166-1, two letters: only this country.
    country: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Places {
    places: Vec<Place>,
}

#[derive(Serialize, JsonSchema)]
struct Place {
    /// IATA code.
    iata: String,
    name: String,
    city: String,
    /// ISO 3166-1, two letters.
    country: String,
    /// IANA name.
    time_zone: String,
}

pub(super) async fn find(caller: Caller, wanted: Wanted) -> Result<Said<Places>, Refusal> {
    let filter = AirportFilter { q: Some(wanted.q), country: wanted.country };
    let first = Paging { limit: Some(MOST), cursor: None };
    let found = caller.airside.reference().airports(&filter).page(&first).await?;
    let places: Vec<_> = found.data.into_iter().map(Place::of).collect();
    Ok(Said::new(format!("{} airports match.", places.len()), Places { places }))
}

impl Place {
    fn of(airport: Airport) -> Self {
        let Airport { iata, name, city, country, time_zone, .. } = airport;
        Self { iata, name, city, country, time_zone }
    }
}
