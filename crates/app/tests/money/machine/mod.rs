//! Whatever is searched, booked, paid, lost, cancelled and asked again, in any order: money,
//! seats and answers stay as promised.
//!
//! Steps are drawn at random by a model that knows what must come of each (`model`), and
//! carried out on a real node with a scripted gateway (`node`). After each, the two are held
//! side by side; the shortest sequence that tells them apart is shown.

mod model;
mod node;

use proptest::test_runner::Config;
use proptest_state_machine::prop_state_machine;

use node::Selling;

prop_state_machine! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    #[test]
    fn whatever_happens_money_seats_and_answers_stay_as_promised(sequential 1..40 => Selling);
}
