//! Every variant of an enum is among some values.

/// Fails unless each of these patterns is met by a value. They are all that there are: a new
/// variant does not compile until it stands here.
macro_rules! all_of {
    ($values:expr => { $($pattern:pat),+ $(,)? }) => {{
        let names: std::collections::BTreeSet<_> = $values
            .map(|value| match value { $($pattern => stringify!($pattern)),+ })
            .collect();
        assert_eq!(names, std::collections::BTreeSet::from([$(stringify!($pattern)),+]));
    }};
}

pub(crate) use all_of;
