//! What is secret, or tells of a person, does not show itself in `Debug`.
//!
//! A struct that holds such a thing as plain text must not derive it: sooner or later somebody
//! logs the struct. Types that hide themselves, as `Secret`, may stand in one that derives.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::files::files;

/// Names of fields that hold what no log may have.
const HIDDEN: &[&str] = &[
    "access_token",
    "client_secret",
    "customer_email",
    "date_of_birth",
    "document_number",
    "email",
    "family_name",
    "given_name",
    "middle_name",
    "password",
    "payment_method",
    "phone",
    "receipt_email",
    "refresh_token",
    "return_url",
    "secret",
    "secret_key",
    "ticket_name",
    "typed_name",
    "webhook_secret",
];

/// Types that show what is in them.
const PLAIN: &[&str] = &["String", "&str", "&'a str", "Date"];

pub(super) fn faults(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for folder in ["crates", "xtask"] {
        for path in files(&root.join(folder))? {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let is_source = path.extension().is_some_and(|it| it == "rs");
            if is_source && !name.contains("/tests/") {
                let text =
                    fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
                faults.extend(faults_of(&text).map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    Ok(faults)
}

/// Sources are as `cargo fmt` leaves them: a derive in one line or several, a field in one.
fn faults_of(source: &str) -> impl Iterator<Item = String> {
    let product = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source);
    let derived = product.split("#[derive(").skip(1);
    derived.filter_map(fault_of)
}

/// The fault of what follows a derive.
fn fault_of(derived: &str) -> Option<String> {
    let (traits, rest) = derived.split_once(")]")?;
    let (before, body) = rest.split_once('{')?;
    let name = before.split_once("struct ")?.1.split(['<', ' ', '(', ';']).next()?;
    let is_of_this = !before.contains("enum ") && !before.contains(';');
    if !is_of_this || !traits.split(',').any(|it| it.trim() == "Debug") {
        return None;
    }
    let fields = body.split("\n}").next()?.lines();
    let mut shown = fields.filter_map(|line| {
        let (name, kind) = line.trim().split_once(": ")?;
        let name = name.rsplit(' ').next()?;
        let kind = kind.trim_end_matches(',').trim_start_matches("Option<").trim_end_matches('>');
        (HIDDEN.contains(&name) && PLAIN.contains(&kind)).then_some(name)
    });
    let field = shown.next()?;
    Some(format!("{name} shows its {field} in Debug: hide_in_debug! it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(source: &str) -> usize {
        faults_of(source).count()
    }

    #[test]
    fn a_secret_in_plain_text_is_found_in_a_struct_that_shows_itself() {
        let source = "#[derive(Debug, Clone)]\npub struct Login {\n    pub email: String,\n}\n";
        assert_eq!(count(source), 1);
        assert_eq!(count(&source.replace("Debug, ", "")), 0);
        assert_eq!(count(&source.replace("String", "Option<String>")), 1);
        assert_eq!(count(&source.replace("String", "Secret")), 0);
        assert_eq!(count(&source.replace("email", "emails")), 0);
    }

    #[test]
    fn what_stands_before_and_behind_a_struct_is_not_its_own() {
        let other = "#[derive(Debug)]\nstruct Id(u8);\n\nstruct Login {\n    email: String,\n}\n";
        assert_eq!(count(other), 0);
        let tests =
            "#[cfg(test)]\nmod tests {\n#[derive(Debug)]\nstruct A {\n    email: String,\n}\n";
        assert_eq!(count(tests), 0);
    }
}
