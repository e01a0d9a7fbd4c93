-- By which words a booking is found, and since when it is there: null where an older release wrote
-- it, so that a sweeper finds it.
ALTER TABLE bookings ADD words TEXT;
ALTER TABLE bookings ADD created_at INTEGER;
CREATE INDEX bookings_unindexed ON bookings (id) WHERE words IS NULL;

-- The same words, one by one. They follow those of the booking by themselves.
CREATE TABLE booking_words (
    word TEXT NOT NULL,
    booking BLOB NOT NULL,
    PRIMARY KEY (word, booking)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER words_of_new_booking AFTER INSERT ON bookings WHEN NEW.words IS NOT NULL BEGIN
    INSERT INTO booking_words SELECT value, NEW.id FROM json_each(NEW.words);
END;

CREATE TRIGGER words_of_changed_booking AFTER UPDATE OF words ON bookings
WHEN NEW.words IS NOT OLD.words BEGIN
    DELETE FROM booking_words
    WHERE booking = OLD.id AND word IN (SELECT value FROM json_each(coalesce(OLD.words, '[]')));
    INSERT INTO booking_words SELECT value, NEW.id FROM json_each(coalesce(NEW.words, '[]'));
END;
