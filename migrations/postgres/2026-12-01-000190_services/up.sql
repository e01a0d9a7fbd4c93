-- How many travellers of a departure have each special service.
CREATE TABLE services (
    flight uuid NOT NULL,
    date date NOT NULL,
    code text COLLATE "C" NOT NULL,
    taken integer NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (flight, date, code)
);
