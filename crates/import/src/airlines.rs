//! Reads a file of airlines: the names that are shown for their codes.
//!
//! An ICAO designator may stand beside a code, as it does in most lists of airlines; it is checked
//! and not kept, since nothing here uses it.

use airside_timetable::Airline;

use crate::sheet::{self, Columns, Reported, Row, distinct, quoted};
use crate::{RowErrors, Table};

const COLUMNS: Columns = Columns { required: &["code", "name"], optional: &["icao"] };

/// The airlines of a file, or everything that is wrong with it.
pub fn airlines(csv: &[u8]) -> Result<Table<Airline>, RowErrors> {
    distinct(csv, &COLUMNS, "airline", airline, |airline| airline.code)
}

/// Reads every column before it returns, so that one pass finds all faults.
fn airline(row: &mut Row) -> Result<Airline, Reported> {
    let code = row.need("code");
    let name = row.need_with("name", sheet::plain);
    let icao = row.may_with("icao", icao);
    icao?;
    Ok(Airline { code: code?, name: name? })
}

fn icao(text: &str) -> Result<(), String> {
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then_some(()).ok_or_else(|| format!("{} is not a three-letter ICAO code", quoted(text)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_airline_is_a_code_and_a_name() {
        let file = "Code;Name;ICAO\n6e;IndiGo;IGO\nAI;Air India;\n6E;IndiGo;IGO\n";
        let table = airlines(file.as_bytes()).unwrap();
        let named =
            |code: &str, name: &str| Airline { code: code.parse().unwrap(), name: name.to_owned() };
        assert_eq!(table.rows, [named("6E", "IndiGo"), named("AI", "Air India")]);
        assert_eq!((table.read, table.repeated), (3, 1));
    }

    #[test]
    fn other_names_of_the_columns_are_known() {
        for header in ["iata,airline", "carrier,airline name", "Airline,Name", "code,airline"] {
            let table = airlines(format!("{header}\n6E,IndiGo\n").as_bytes()).unwrap();
            assert_eq!(table.rows[0].name, "IndiGo", "{header}");
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let file = "code,name,icao\n66,,IG\n6E,IndiGo,\n6E,Indigo,\n";
        assert_eq!(
            airlines(file.as_bytes()).unwrap_err().to_string(),
            "line 2, column code: \"66\" is not a two-character IATA airline code\n\
             line 2, column name: is empty\n\
             line 2, column icao: \"IG\" is not a three-letter ICAO code\n\
             line 4: lines 3 and 4 are about the same airline"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = airlines(&bytes);
            let _ = airlines(&[b"code,name\n", &bytes[..]].concat());
        }

        #[test]
        fn what_is_written_is_read(code in "[A-Z][0-9A-Z]", name in "[A-Za-zé][A-Za-zé ,\"]{0,30}[a-z]") {
            let quoted = name.replace('"', "\"\"");
            let table = airlines(format!("code,name\n{code},\"{quoted}\"\n").as_bytes()).unwrap();
            prop_assert_eq!(&table.rows[0].name, &name);
        }
    }
}
