//! The in-memory index of the timetable: direct and connecting journeys.
