DROP TABLE history;
DROP FUNCTION history_stays;
