//! The words of all pages, one folder for a language.

mod border;
mod changing;
mod counted;
mod counter;
mod de;
mod en;
mod leaving;
mod names;
mod naming;
mod parting;
pub(crate) mod refusing;
mod serving;
mod words;

pub(crate) use de::GERMAN;
pub(crate) use en::ENGLISH;
pub(crate) use words::Texts;

/// Every language, the first being the one of who asks for none that there is.
pub(crate) const ALL: [&Texts; 2] = [&ENGLISH, &GERMAN];

/// The texts of a language by its code.
pub(crate) fn of(code: &str) -> Option<&'static Texts> {
    ALL.into_iter().find(|texts| texts.language.code == code)
}

/// The first language of an `Accept-Language` header that there is, by its weights.
pub(crate) fn accepted(header: &str) -> Option<&'static Texts> {
    let mut asked: Vec<(f32, &str)> = header
        .split(',')
        .filter_map(|one| {
            let (tag, weight) = one.split_once(";q=").unwrap_or((one, "1"));
            let language = tag.trim().split('-').next()?;
            Some((weight.trim().parse().ok()?, language))
        })
        .collect();
    asked.sort_by(|one, other| other.0.total_cmp(&one.0));
    asked.into_iter().find_map(|(_, language)| of(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_first_of_those_asked_for_that_there_is() {
        let code = |header| accepted(header).map(|texts| texts.language.code);
        assert_eq!(code("fr-FR,de-DE;q=0.8,en;q=0.9"), Some("en"));
        assert_eq!(code("de-AT, en;q=0.5"), Some("de"));
        assert_eq!(code("fr, *;q=0.1"), None);
        assert_eq!(code(";q=x,,"), None);
    }
}
