-- By which words a booking is found, and since when it is there: null where an older release wrote
-- it, so that a sweeper finds it.
ALTER TABLE bookings ADD words text COLLATE "C";
ALTER TABLE bookings ADD created_at timestamptz;
CREATE INDEX bookings_unindexed ON bookings (id) WHERE words IS NULL;

-- The same words, one by one. They follow those of the booking by themselves.
CREATE TABLE booking_words (
    word text COLLATE "C" NOT NULL,
    booking uuid NOT NULL,
    PRIMARY KEY (word, booking)
);

CREATE FUNCTION put_words_of_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.words IS NOT NULL THEN
        DELETE FROM booking_words
        WHERE booking = OLD.id
            AND word = ANY (ARRAY (SELECT json_array_elements_text(OLD.words::json)));
    END IF;
    IF NEW.words IS NOT NULL THEN
        INSERT INTO booking_words
        SELECT word, NEW.id FROM json_array_elements_text(NEW.words::json) AS word;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER words_of_new_booking AFTER INSERT ON bookings
FOR EACH ROW EXECUTE FUNCTION put_words_of_booking();

CREATE TRIGGER words_of_changed_booking AFTER UPDATE ON bookings
FOR EACH ROW WHEN (NEW.words IS DISTINCT FROM OLD.words)
EXECUTE FUNCTION put_words_of_booking();
