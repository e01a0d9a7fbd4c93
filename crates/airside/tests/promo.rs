//! `airside promo`, as a shell runs it.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::path::Path;
use std::process::Command;

/// Whether it went well, and what it said.
fn promo(folder: &Path, arguments: &str) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_airside"))
        .arg("promo")
        .args(arguments.split(' '))
        // No setting of the shell that runs the tests.
        .env_clear()
        .env("AIRSIDE_DATA_DIR", folder)
        .env("AIRSIDE_WORLD__DEMO", "none")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_code_that_may_still_be_used_is_not_replaced_unawares() {
    let folder = tempfile::tempdir().unwrap();
    let listed = || promo(folder.path(), "list").1;
    let (added, said) = promo(folder.path(), "add WINTER15 --percent 15 --limit 1000");
    assert!(added, "{said}");

    let (added, said) = promo(folder.path(), "add winter15 --percent 20");
    assert!(!added, "{said}");
    assert!(said.contains("15% off") && said.contains("used 0 of 1000"), "{said}");
    assert!(said.contains("--replace") && said.contains("promo remove WINTER15"), "{said}");
    assert!(listed().contains("15%"));

    let (added, said) = promo(folder.path(), "add WINTER15 --percent 20 --replace");
    assert!(added && said.contains("It took the place of 15% off"), "{said}");
    assert!(listed().contains("20%"));

    // One that is over stands in nobody's way.
    assert!(promo(folder.path(), "remove WINTER15").0);
    let (added, said) = promo(folder.path(), "add WINTER15 --percent 10");
    assert!(added && !said.contains("place"), "{said}");
}
