//! Text that a shell reads back as it was.

/// The inside of single quotes: in there, a shell touches nothing but a single quote.
pub(crate) fn inside_single_quotes(text: &str) -> String {
    text.replace('\'', r"'\''")
}

/// A line for `eval` or `source` that sets a variable for programs.
pub(crate) fn export(name: &str, value: &str) -> String {
    format!("export {name}='{}'\n", inside_single_quotes(value))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_reads_every_value_as_it_was() {
        for value in ["", "plain", "two words", "it's", "$HOME `id` \\ \"", "a\nb", "''", "%2f&?"] {
            let script = format!("{}printf %s \"$IT\"", export("IT", value));
            let output = Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), value);
        }
    }
}
