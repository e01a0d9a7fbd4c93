//! What somebody sets out with: who they are, where they go and when.

use crate::days::{day, stamp};

/// The same for each walk, but for what may be there once.
pub(crate) struct Plan {
    pub(crate) number: i64,
    pub(crate) email: String,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) depart: String,
    pub(crate) back: String,
    /// Of a lap's age.
    pub(crate) infant_born: String,
    pub(crate) operator: String,
    pub(crate) operator_password: String,
}

impl Plan {
    pub(crate) fn new(number: i64, (operator, operator_password): (String, String)) -> Self {
        Self {
            number,
            email: format!("asha-{number}-{}@example.com", stamp()),
            from: "Delhi (DEL)",
            to: "mumbai",
            depart: day(20),
            back: day(27),
            infant_born: day(-300),
            operator,
            operator_password,
        }
    }

    /// Three who travel, by the fields of the page to book on. The password is not among them.
    pub(crate) fn party(&self) -> Vec<(&str, &str)> {
        let mut fields = self.asha("Rao");
        fields.extend([("given1", "Ravi"), ("family1", "Rao"), ("born1", "1988-02-11")]);
        fields.extend([("gender1", "MALE"), ("given2", "Mira"), ("family2", "Rao")]);
        fields.extend([("born2", self.infant_born.as_str()), ("gender2", "FEMALE")]);
        fields.push(("phone", "+91 98765 43210"));
        fields
    }

    /// One who travels alone, under a name that may play a scenario.
    pub(crate) fn asha<'a>(&'a self, family: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![
            ("given0", "Asha"),
            ("family0", family),
            ("born0", "1990-05-01"),
            ("gender0", "FEMALE"),
            ("email", &self.email),
        ]
    }
}

/// Of the account that is opened on the way.
pub(crate) const PASSWORD: &str = "correct horse battery";
