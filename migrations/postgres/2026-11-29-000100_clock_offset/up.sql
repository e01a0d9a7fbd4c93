-- How far the clock of all nodes was moved on by those who try things out: one row, or none.
CREATE TABLE clock_offset (
    id integer PRIMARY KEY CHECK (id = 1),
    seconds bigint NOT NULL
);
