//! The aircraft that can be sold: which types there are, and how each is laid out.
//!
//! A type that is not in the fleet has no seats, so nothing is sold on it: a
//! timetable that names an unknown type sells nothing rather than something made up.

use std::collections::HashMap;

use airside_primitives::{AircraftCode, Cabin};

use crate::layout::Layout;

/// Aircraft types with their layouts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fleet {
    layouts: HashMap<AircraftCode, Layout>,
}

impl Fleet {
    /// The layout of a type; `None` for one that is not in the fleet.
    pub fn layout(&self, aircraft: AircraftCode) -> Option<&Layout> {
        self.layouts.get(&aircraft)
    }

    /// How many seats a cabin of a type sells; 0 for a type or cabin that is not there.
    pub fn capacity(&self, aircraft: AircraftCode, cabin: Cabin) -> u16 {
        self.layout(aircraft).map_or(0, |layout| layout.capacity(cabin))
    }

    /// The cabins of a type, from first to economy; none for a type that is not in the fleet.
    pub fn cabins(&self, aircraft: AircraftCode) -> impl Iterator<Item = Cabin> {
        self.layout(aircraft).into_iter().flat_map(Layout::cabins)
    }

    /// Every type, in no particular order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (AircraftCode, &Layout)> {
        self.layouts.iter().map(|(aircraft, layout)| (*aircraft, layout))
    }
}

impl FromIterator<(AircraftCode, Layout)> for Fleet {
    /// Of two layouts for one type the later one counts.
    fn from_iter<T: IntoIterator<Item = (AircraftCode, Layout)>>(layouts: T) -> Self {
        Self { layouts: layouts.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::a320;

    #[test]
    fn nothing_can_be_sold_on_an_aircraft_that_nobody_described() {
        let [known, unknown] = ["320", "XYZ"].map(|code| code.parse::<AircraftCode>().unwrap());
        let fleet: Fleet = [(known, a320())].into_iter().collect();

        assert_eq!(fleet.capacity(known, Cabin::Economy), 138);
        assert_eq!(fleet.capacity(known, Cabin::First), 0);
        assert_eq!(fleet.layout(unknown), None);
        assert_eq!(fleet.capacity(unknown, Cabin::Economy), 0);
        assert_eq!(fleet.cabins(unknown).count(), 0);
    }
}
