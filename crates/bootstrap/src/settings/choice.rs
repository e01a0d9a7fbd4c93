//! Settings that are one of a few words. Whoever writes another is told all of them.

/// Makes an enum of a setting, with the word of each choice.
macro_rules! choice {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($(#[$of_one:meta])* $choice:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
        #[serde(try_from = "String")]
        pub enum $name { $($(#[$of_one])* $choice),+ }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(word: String) -> Result<Self, String> {
                match word.as_str() {
                    $($word => Ok(Self::$choice),)+
                    _ => Err(format!("must be one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

pub(crate) use choice;
