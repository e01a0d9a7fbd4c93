DROP TABLE clock_offset;
