//! Where a login leads.

/// Where a login leads: to the page that asked for it, if that is one of ours.
pub(super) fn then(asked: &str) -> &str {
    let is_ours = asked.starts_with(|it: char| it.is_ascii_lowercase())
        && !asked.contains("//")
        && !asked.contains(':')
        && !asked.contains('\\');
    if is_ours { asked } else { "trips" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leads_nowhere_else() {
        assert_eq!(then("trips/AAAAAA?x=1"), "trips/AAAAAA?x=1");
        for elsewhere in
            ["https://evil.example", "//evil.example", "/\\evil", "\\\\evil", "x://y", ""]
        {
            assert_eq!(then(elsewhere), "trips", "{elsewhere}");
        }
    }
}
