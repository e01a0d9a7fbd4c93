//! A world to try things in: real airports, airlines, routes and fares, and a timetable made from them.
