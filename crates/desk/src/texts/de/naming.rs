//! Correcting a name, in German.

use crate::texts::naming::Naming;

pub(crate) const NAMING: Naming = Naming {
    correct: "Namen berichtigen",
    rules: "Einmal bis zu drei Buchstaben, oder einmal ein anderer Familienname mit einem Grund wie einer Heirat. Es kostet nichts, und das Ticket wird neu ausgestellt. Es reist dieselbe Person.",
    middle: "Weitere Vornamen",
    reason: "Grund, für einen anderen Familiennamen",
    save: "Berichtigen",
    keep: "Lassen, wie er ist",
    needs_reason: "Sagen Sie, warum der Familienname ein anderer ist.",
    too_different: "Das weicht um mehr als drei Buchstaben vom gebuchten Namen ab. Fragen Sie uns, wenn es dieselbe Person ist.",
    keep_given: "Ein Vorname kann hier nicht gestrichen werden. Fragen Sie uns, wenn im Pass keiner steht.",
    family_left: "Buchstaben dieses Namens wurden schon berichtigt. Möglich ist noch ein anderer Familienname mit einem Grund wie einer Heirat.",
    letters_left: "Der Familienname wurde schon geändert. Möglich sind noch bis zu drei Buchstaben.",
    at_the_counter: "Auf das, was richtig ist, mit dem Grund. Das Ticket wird neu ausgestellt und die Person benachrichtigt. Es reist dieselbe Person.",
    spent: "Dieser Name wurde schon berichtigt. Fragen Sie uns, wenn noch etwas nicht stimmt.",
    too_late: "Dieser Name kann nicht mehr berichtigt werden.",
};
