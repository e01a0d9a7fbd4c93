//! Where in a request something is, as a JSON pointer (RFC 6901).

use std::fmt::Display;

/// The pointer of a field or an item inside what is at `parent`.
pub(crate) fn inside(parent: &str, name: impl Display) -> String {
    let name = name.to_string().replace('~', "~0").replace('/', "~1");
    format!("{parent}/{name}")
}

/// Whether a pointer is the other, or leads further into what is there.
pub(crate) fn is_within(pointer: &str, other: &str) -> bool {
    let rest = pointer.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_signs_of_its_own_is_still_one_step() {
        assert_eq!(inside("/passengers", 1), "/passengers/1");
        assert_eq!(inside("", "a/b~c"), "/a~1b~0c");
    }

    #[test]
    fn what_is_within_a_place_is_the_place_and_all_below_it() {
        for (pointer, other) in [("/a", "/a"), ("/a/1/b", "/a"), ("/a", ""), ("", "")] {
            assert!(is_within(pointer, other), "{pointer} {other}");
        }
        for (pointer, other) in [("/ab", "/a"), ("/a", "/a/b"), ("", "/a"), ("/b", "/a")] {
            assert!(!is_within(pointer, other), "{pointer} {other}");
        }
    }
}
