//! What happened to a booking, in German.

/// By its code in the history; one that is not known yet is told by it.
pub(super) fn happened(code: &str) -> String {
    let word = match code {
        "BOOKING_CREATED" => "Gebucht",
        "BOOKING_EXPIRED" => "Nicht bezahlt, Plätze wieder frei",
        "BOOKING_CONFIRMED" => "Bestätigt",
        "BOOKING_CANCELLED" => "Am Schalter storniert",
        "JOURNEYS_CANCELLED" => "Storniert",
        "CANCELLATION_QUOTED" => "Stornierung berechnet",
        "JOURNEYS_CHANGED" => "Umgebucht",
        "CHANGE_QUOTED" => "Umbuchung berechnet",
        "CHANGE_CONFIRMED" => "Umbuchung bestätigt",
        "PAYMENT_STARTED" => "Zahlung begonnen",
        "PAYMENT_SUCCEEDED" => "Bezahlt",
        "PAYMENT_FAILED" => "Zahlung abgelehnt",
        "PAYMENT_CANCELED" => "Zahlung abgebrochen",
        "PAYMENT_REVERSED" => "Zahlung zurückgebucht",
        "REFUND_DECIDED" => "Erstattung beschlossen",
        "REFUND_SUCCEEDED" => "Erstattet",
        "REFUND_FAILED" => "Erstattung gescheitert",
        "DOCUMENT_READY" => "Dokument erstellt",
        "DOCUMENT_FAILED" => "Dokument nicht erstellt",
        "DOCUMENTS_RESENT" => "Dokumente noch einmal gesandt",
        "MAIL_SENT" => "E-Mail gesandt",
        "NOTE_ADDED" => "Notiz",
        "NAME_CORRECTED" => "Name berichtigt",
        "BOOKING_SPLIT" => "Buchung geteilt",
        "SERVICES_CHANGED" => "Besondere Leistungen geändert",
        "SEATS_CHANGED" => "Sitzplätze geändert",
        "SCHEDULE_CHANGED" => "Flugplan geändert",
        "SCHEDULE_CHANGE_ACCEPTED" => "Flugplanänderung angenommen",
        "SCHEDULE_CHANGE_REBOOKED" => "Nach Flugplanänderung umgebucht",
        "SCHEDULE_CHANGE_REFUNDED" => "Nach Flugplanänderung erstattet",
        "SCHEDULE_CHANGE_LAPSED" => "Flugplanänderung hinfällig",
        "DEPARTURE_CHANGED" => "Abflug geändert",
        "DEPARTURE_CANCELLED" => "Abflug gestrichen",
        "PERSONAL_DATA_ERASED" => "Persönliche Daten gelöscht",
        other => return other.replace('_', " ").to_lowercase(),
    };
    word.to_owned()
}
