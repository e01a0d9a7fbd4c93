//! Values that must not end up in a log.

/// Lets values of these types show in `Debug` their names, and nothing but the fields that are
/// given here: they tell of people, or are secrets.
///
/// ```
/// struct Login {
///     id: u8,
///     password: String,
/// }
/// airside_primitives::hide_in_debug!(Login { id });
///
/// let login = Login { id: 7, password: "hush".to_owned() };
/// assert_eq!(format!("{login:?}"), "Login { id: 7, .. }");
/// assert_eq!(login.password, "hush");
/// ```
#[macro_export]
macro_rules! hide_in_debug {
    ($($name:ident $({ $($shown:ident),+ })?),+ $(,)?) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $($(.field(stringify!($shown), &self.$shown))+)?
                    .finish_non_exhaustive()
            }
        }
    )+};
}
