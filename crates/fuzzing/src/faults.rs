//! What holds for a refusal of any file: it names places in the file, and is short enough to read.

use airside_import::RowErrors;

/// A detail quotes at most forty characters of a field; a line of a terminal or two says the rest.
const LONGEST: usize = 600;

/// Whether a file was refused as an operator can use it.
pub(crate) fn can_be_used(errors: &RowErrors, file: &[u8]) {
    assert!(!errors.listed.is_empty(), "refused without a fault");
    assert!(errors.listed.len() <= RowErrors::LISTED, "{} faults", errors.listed.len());
    assert!(errors.listed.len() == RowErrors::LISTED || errors.unlisted == 0);
    assert!(errors.listed.is_sorted_by_key(|fault| fault.line), "faults out of order:\n{errors}");
    let lines = lines_at_most(file);
    for fault in &errors.listed {
        assert!(fault.line <= lines, "of {lines} lines: {fault}");
        readable(&fault.to_string());
    }
}

/// Whether a message can be read: not endless, nothing in it that moves the cursor.
pub(crate) fn readable(message: &str) {
    assert!(!message.trim().is_empty(), "an empty message");
    assert!(message.len() <= LONGEST, "{} bytes: {message}", message.len());
    assert!(!message.chars().any(char::is_control), "{message:?}");
}

/// How many lines a file has by any way of ending them, tapes with a record every 200 bytes among
/// them; a packed file has as many as it likes.
fn lines_at_most(file: &[u8]) -> u64 {
    const GZIP: &[u8] = b"\x1f\x8b";
    if file.starts_with(GZIP) {
        return u64::MAX;
    }
    let ended = file.iter().filter(|byte| b"\r\n".contains(byte)).count();
    1 + ended.max(file.len() / 200) as u64
}
