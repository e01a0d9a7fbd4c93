-- The key of the settings that sealed what is private in the document; null where nothing is sealed.
ALTER TABLE bookings ADD sealed_with text COLLATE "C";
