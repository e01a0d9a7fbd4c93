DROP TABLE exchanged;
DROP TABLE exchanges;
