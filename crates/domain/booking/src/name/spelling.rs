//! How a passport spells a name in its machine-readable zone: ICAO Doc 9303, part 3, section 6.
//!
//! Its table A says how Latin letters are spelt, its table B how Cyrillic ones are. Where a table
//! leaves a choice to the State that issues the passport, the first that it names is taken. Its table
//! of Arabic letters is left out: nobody writes the vowels of a name, so that nobody would know it
//! again by it.

use unicode_normalization::UnicodeNormalization;

/// The letters of a name in A to Z, without spaces and signs; `None` where a letter has no spelling,
/// or there is no letter.
pub fn spelt(name: &str) -> Option<String> {
    let mut spelling = String::with_capacity(name.len());
    for letter in name.nfkc().flat_map(char::to_uppercase) {
        push(letter, &mut spelling)?;
    }
    (!spelling.is_empty()).then_some(spelling)
}

/// `None` where a letter has no spelling.
fn push(letter: char, spelling: &mut String) -> Option<()> {
    if letter.is_ascii_uppercase() {
        spelling.push(letter);
        return Some(());
    }
    if let Some(known) = latin(letter).or_else(|| cyrillic(letter)) {
        spelling.push_str(known);
        return Some(());
    }
    let plain = std::iter::once(letter).nfd().next().unwrap_or(letter);
    if plain != letter {
        return push(plain, spelling);
    }
    (!letter.is_alphabetic() || is_apostrophe(letter)).then_some(())
}

/// Table A, but for the letters that only lose their sign: `É` is E, `Ñ` is N.
const fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Ä' | 'Æ' => "AE",
        'Å' => "AA",
        'Ð' | 'Đ' => "D",
        'Ħ' => "H",
        'Ł' => "L",
        'Ŋ' => "N",
        'Ö' | 'Ø' | 'Œ' => "OE",
        'ẞ' => "SS",
        'Þ' => "TH",
        'Ŧ' => "T",
        'Ü' => "UE",
        _ => return None,
    })
}

/// Table B in its general column: what it says of one language alone, the traveller has to tell.
const fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'А' => "A",
        'Б' => "B",
        'Ћ' => "C",
        'Ч' => "CH",
        'Д' | 'Ђ' => "D",
        'Ѕ' | 'Џ' => "DZ",
        'Е' | 'Ё' | 'Э' => "E",
        'Ф' => "F",
        'Г' | 'Ѓ' | 'Ґ' => "G",
        'И' | 'Й' | 'І' | 'Ї' => "I",
        'Я' => "IA",
        'Є' | 'Ъ' => "IE",
        'Ю' => "IU",
        'Ј' => "J",
        'К' | 'Ќ' => "K",
        'Х' => "KH",
        'Л' => "L",
        'Љ' => "LJ",
        'М' => "M",
        'Н' => "N",
        'Њ' => "NJ",
        'О' => "O",
        'П' => "P",
        'Р' => "R",
        'С' => "S",
        'Ш' => "SH",
        'Щ' => "SHCH",
        'Т' => "T",
        'Ц' => "TS",
        'У' | 'Ў' | 'Ѫ' => "U",
        'В' => "V",
        'Ы' | 'Ѵ' => "Y",
        'З' => "Z",
        'Ж' => "ZH",
        // Not in the table, and not in passports.
        'Ь' => "",
        _ => return None,
    })
}

/// Letters to Unicode, signs to the standard.
const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\u{2b0}'..='\u{2ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of table A that is not plain, with its spelling.
    const TABLE_A: &[(&str, &str)] = &[
        ("ÀÁÂÃĀĂĄ", "A"),
        ("Ä", "AE"),
        ("Å", "AA"),
        ("Æ", "AE"),
        ("ÇĆĈĊČ", "C"),
        ("ÐĎĐ", "D"),
        ("ÈÉÊËĒĔĖĘĚ", "E"),
        ("ĜĞĠĢ", "G"),
        ("ĤĦ", "H"),
        ("ÌÍÎÏĨĪĬĮİı", "I"),
        ("Ĳ", "IJ"),
        ("Ĵ", "J"),
        ("Ķ", "K"),
        ("ĹĻĽĿŁ", "L"),
        ("ÑŃŅŇŊ", "N"),
        ("ÒÓÔÕŌŎŐ", "O"),
        ("ÖØŒ", "OE"),
        ("ŔŖŘ", "R"),
        ("ŚŜŞŠ", "S"),
        ("ẞß", "SS"),
        ("ŢŤŦ", "T"),
        ("Þ", "TH"),
        ("ÙÚÛŨŪŬŮŰŲ", "U"),
        ("Ü", "UE"),
        ("Ŵ", "W"),
        ("ÝŶŸ", "Y"),
        ("ŹŻŽ", "Z"),
    ];

    fn of(name: &str) -> String {
        spelt(name).unwrap_or_else(|| panic!("{name} has no spelling"))
    }

    #[test]
    fn latin_letters_are_spelt_as_the_table_says_in_both_forms_of_unicode() {
        for (letters, spelling) in TABLE_A {
            for letter in letters.chars() {
                let lower: String = letter.to_lowercase().collect();
                let apart: String = std::iter::once(letter).nfd().collect();
                for written in [letter.to_string(), lower, apart] {
                    assert_eq!(&of(&written), spelling, "{written}");
                }
            }
        }
    }

    #[test]
    fn names_are_spelt_as_in_passports() {
        for (name, spelling) in [
            ("Ærøskøbing", "AEROESKOEBING"),
            ("Müller-Łódź", "MUELLERLODZ"),
            ("Weiß", "WEISS"),
            ("Þórðardóttir", "THORDARDOTTIR"),
            ("Núñez de la Peña", "NUNEZDELAPENA"),
            ("O’Brien", "OBRIEN"),
            ("Kahoʻolawe", "KAHOOLAWE"),
            ("Nguyễn Đức", "NGUYENDUC"),
            ("Ștefănuț", "STEFANUT"),
            ("Ａｓｈａ", "ASHA"),
            ("Циолковский", "TSIOLKOVSKII"),
            ("Щербаков", "SHCHERBAKOV"),
            ("Юрьев", "IUREV"),
            ("Объедков", "OBIEEDKOV"),
            ("Ђорђевић", "DORDEVIC"),
            ("Їжак", "IZHAK"),
        ] {
            assert_eq!(of(name), spelling, "{name}");
        }
    }

    #[test]
    fn other_letters_have_no_spelling() {
        for name in ["太郎", "الفاروق", "आशा", "Ελένη", "김", "Qasımə", "Asha 太郎", "123", "😀"]
        {
            assert_eq!(spelt(name), None, "{name}");
        }
    }
}
