//! Single departures, as operators see and change them: what is sold, who travels, and what is
//! otherwise than the timetable says.

pub mod amend;
pub mod apis;
pub mod cancel;
mod cancellation;
pub mod figures;
mod known;
pub mod passengers;
pub mod settle;
mod sheet;

pub use amend::{AmendError, Wish, WishFault, amend_departure};
pub use apis::{ApisList, ApisTraveller, apis_list, paxlst};
pub use cancel::{CancelDeparture, CancelError, cancel_by_command, cancel_departure};
pub use cancellation::{DepartureCancellation, Progress, RefundWhen};
pub use figures::{CabinFigures, DepartureFigures, Wanted, departures_on, figures};
pub use known::Known;
pub use passengers::{Extra, Listed, PassengerList, passenger_list};
pub use sheet::{SheetError, passenger_sheet};
