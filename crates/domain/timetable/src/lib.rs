//! Airports, zones, recurring flights and their dated departures.
