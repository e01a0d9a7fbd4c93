//! A name that is told anew in parts, and how far one spelling is from another.

use super::{NO_GIVEN_NAME, Name, NameFault, NamePart, TicketName, Typed, is_name, spelling};

/// The parts of a name that are told anew; what is `None` stays.
///
/// A part in Latin letters that is `Some(None)` is spelt anew from what is typed, as one is whose
/// typed part is told and whose spelling is not.
#[derive(Clone, Default)]
pub struct Revision {
    pub given: Option<Option<String>>,
    pub middle: Option<Option<String>>,
    pub family: Option<String>,
    pub latin_given: Option<Option<String>>,
    pub latin_family: Option<Option<String>>,
}

airside_primitives::hide_in_debug!(Revision);

impl Name {
    /// The name with these parts instead of its own, or every fault of them. What nobody told anew
    /// keeps the spelling that its ticket was given.
    pub fn revised(&self, revision: Revision) -> Result<Self, Vec<NameFault>> {
        let Revision { given, middle, family, latin_given, latin_family } = revision;
        let told = Typed {
            given: given.clone().flatten(),
            middle: middle.clone().flatten(),
            family: family.clone().unwrap_or_else(|| self.family.clone()),
            latin_given: latin_given.clone().flatten(),
            latin_family: latin_family.clone().flatten(),
        };
        let no_names = no_names(&told, family.is_some());
        if !no_names.is_empty() {
            return Err(no_names);
        }
        let now = Self {
            given: given.unwrap_or_else(|| self.given.clone()),
            middle: middle.unwrap_or_else(|| self.middle.clone()),
            family: told.family,
            ticketed: self.ticketed.clone(),
        };

        let keeps_given =
            latin_given.is_none() && (&now.given, &now.middle) == (&self.given, &self.middle);
        let given_on_ticket = match (&now.given, &now.middle, &told.latin_given) {
            _ if keeps_given => Ok(self.ticketed.given().to_owned()),
            (None, None, None) => Ok(NO_GIVEN_NAME.to_owned()),
            (given, middle, _) => {
                let typed = [given.as_ref(), middle.as_ref()];
                spelling(NamePart::LatinGiven, told.latin_given, &typed)
            }
        };
        let keeps_family = latin_family.is_none() && now.family == self.family;
        let family_on_ticket = if keeps_family {
            Ok(self.ticketed.family().to_owned())
        } else {
            spelling(NamePart::LatinFamily, told.latin_family, &[Some(&now.family)])
        };
        match (given_on_ticket, family_on_ticket) {
            (Ok(first), Ok(last)) => Ok(Self { ticketed: TicketName::spelt(last, first), ..now }),
            (first, last) => Err([first.err(), last.err()].into_iter().flatten().collect()),
        }
    }
}

/// The parts that were told and are no names.
fn no_names(told: &Typed, family_is_told: bool) -> Vec<NameFault> {
    let family = Some(told.family.as_str()).filter(|_| family_is_told);
    let parts = [
        (NamePart::Given, told.given.as_deref()),
        (NamePart::Middle, told.middle.as_deref()),
        (NamePart::Family, family),
        (NamePart::LatinGiven, told.latin_given.as_deref()),
        (NamePart::LatinFamily, told.latin_family.as_deref()),
    ];
    let wrong = parts.into_iter().filter(|(_, text)| text.is_some_and(|it| !is_name(it)));
    wrong.map(|(part, _)| NameFault::NoName(part)).collect()
}

impl TicketName {
    /// How many letters have to be put in, left out or replaced to make one of the other, in family
    /// and given names together.
    pub fn letters_from(&self, other: &Self) -> usize {
        letters_between(self.family(), other.family())
            + letters_between(self.given(), other.given())
    }
}

/// The edit distance of two spellings (Levenshtein's).
fn letters_between(one: &str, other: &str) -> usize {
    let other = other.as_bytes();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.bytes().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        above[0] = left;
        for (at, its) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *its);
            diagonal = above[at + 1];
            left = replaced.min(left + 1).min(diagonal + 1);
            above[at + 1] = left;
        }
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asha() -> Name {
        let latin_given = Some("Aasha".to_owned());
        let family = "Rao".to_owned();
        Name::new(Typed {
            given: Some("आशा".to_owned()), family, latin_given, ..Typed::default()
        })
        .unwrap()
    }

    #[test]
    fn what_is_not_told_keeps_its_spelling() {
        let family = Some("Roy".to_owned());
        let other = asha().revised(Revision { family, ..Revision::default() }).unwrap();
        assert_eq!(other.ticketed().to_string(), "ROY/AASHA");
        assert_eq!(other.given(), Some("आशा"));
        assert!(asha().revised(Revision::default()).unwrap() == asha());
        let one = Name::new(Typed { family: "Sukarno".to_owned(), ..Typed::default() }).unwrap();
        assert!(one.revised(Revision::default()).unwrap() == one);
    }

    #[test]
    fn what_is_told_is_spelt_anew_or_asked_for_in_latin_letters() {
        let given = |it: Option<&str>| Revision {
            given: Some(it.map(str::to_owned)),
            ..Revision::default()
        };
        let spelt = |revision| asha().revised(revision).map(|it| it.ticketed().to_string());
        assert_eq!(spelt(given(Some("Asha"))).unwrap(), "RAO/ASHA");
        assert_eq!(spelt(given(None)).unwrap(), "RAO/FNU");
        let asked = Err(vec![NameFault::LatinRequired(NamePart::LatinGiven)]);
        assert_eq!(spelt(given(Some("आशी"))), asked);
        assert_eq!(spelt(Revision { latin_given: Some(None), ..Revision::default() }), asked);
        let told =
            Revision { latin_given: Some(Some("Ashi".to_owned())), ..given(Some("आशी")) };
        assert_eq!(spelt(told).unwrap(), "RAO/ASHI");
        let wrong = Revision { family: Some("12".to_owned()), ..given(Some(" ")) };
        let both = vec![NameFault::NoName(NamePart::Given), NameFault::NoName(NamePart::Family)];
        assert_eq!(spelt(wrong), Err(both));
    }

    #[test]
    fn letters_are_counted_in_all_names_together() {
        let name = |family: &str, given: &str| {
            TicketName::new(family.to_owned(), given.to_owned()).unwrap()
        };
        let asha = name("RAO", "ASHA");
        for (family, given, letters) in [
            ("RAO", "ASHA", 0),
            ("ROA", "ASHA", 2),
            ("RAO", "AASHA", 1),
            ("ROY", "USHA", 3),
            ("RAO", "", 4),
            ("SHARMA", "ASHA", 5),
        ] {
            assert_eq!(asha.letters_from(&name(family, given)), letters, "{family}/{given}");
        }
    }

    proptest! {
        #[test]
        fn it_is_a_distance(one in "[A-D]{0,6}", other in "[A-D]{0,6}", third in "[A-D]{0,6}") {
            let far = |a: &str, b: &str| letters_between(a, b);
            prop_assert_eq!(far(&one, &other) == 0, one == other);
            prop_assert_eq!(far(&one, &other), far(&other, &one));
            prop_assert!(far(&one, &third) <= far(&one, &other) + far(&other, &third));
            prop_assert!(far(&one, &other) <= one.len().max(other.len()));
            prop_assert!(far(&one, &other) >= one.len().abs_diff(other.len()));
        }
    }
}
