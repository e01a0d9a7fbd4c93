//! What a key may be used for: a part of what its user may do.
//!
//! A key never does what its user may not: scopes are cut to those of the role whenever a key is
//! shown, so that whoever is no operator any more has no key of one.

use crate::account::Role;

/// One kind of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Airports, flights, offers.
    Search,
    /// Bookings, and what belongs to them.
    Book,
    Pay,
    Cancel,
    /// The account itself: its keys, sessions, password, data.
    Account,
    /// What operators do.
    Admin,
}

impl Scope {
    pub const ALL: [Self; 6] =
        [Self::Search, Self::Book, Self::Pay, Self::Cancel, Self::Account, Self::Admin];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Book => "book",
            Self::Pay => "pay",
            Self::Cancel => "cancel",
            Self::Account => "account",
            Self::Admin => "admin",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// Every scope there is.
    pub const ALL: Self = Self((1 << Scope::ALL.len()) - 1);

    /// What somebody may do who has yet to prove an address.
    pub const BEFORE_PROOF: Self = Self(Scope::Search.bit() | Scope::Account.bit());

    /// All that somebody of this role may do.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Customer => Self(Self::ALL.0 & !Scope::Admin.bit()),
            Role::Agent | Role::Admin => Self::ALL,
        }
    }

    pub const fn has(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the other set has all of these.
    pub const fn are_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Always in the same order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |it| self.has(*it))
    }

    /// As stores keep them: words with spaces between.
    pub fn text(self) -> String {
        self.iter().map(Scope::code).collect::<Vec<_>>().join(" ")
    }

    /// What a store kept; `None` when a word of it is no scope.
    pub fn read(text: &str) -> Option<Self> {
        let scope = |word| Scope::ALL.into_iter().find(|it| it.code() == word);
        text.split_whitespace().map(scope).collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_nothing_else_is() {
        assert_eq!(Scopes::ALL.text(), "search book pay cancel account admin");
        assert_eq!(Scopes::read(&Scopes::ALL.text()), Some(Scopes::ALL));
        let some: Scopes = [Scope::Pay, Scope::Search].into_iter().collect();
        assert_eq!(some.text(), "search pay");
        assert_eq!(Scopes::read("pay search"), Some(some));
        assert_eq!(Scopes::read(""), Some(Scopes::default()));
        assert_eq!(Scopes::read("search fly"), None);
    }

    #[test]
    fn only_operators_have_the_scope_of_operators() {
        let customer = Scopes::of(Role::Customer);
        assert!(!customer.has(Scope::Admin));
        assert!(customer.are_within(Scopes::ALL) && !Scopes::ALL.are_within(customer));
        assert_eq!(Scopes::ALL.and(customer), customer);
        for role in [Role::Agent, Role::Admin] {
            assert_eq!(Scopes::of(role), Scopes::ALL);
        }
    }
}
