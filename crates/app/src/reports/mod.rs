//! What an operator asks of the books.

pub mod catch_up;
pub mod sales;

pub use airside_timetable::Zone;
pub use sales::{By, Figures, Group, Line, Period, Report, ReportError, sales_report};
