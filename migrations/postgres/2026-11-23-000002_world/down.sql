DROP TABLE world_facts;
DROP TABLE promo_uses;
DROP TABLE promo_accounts;
DROP TABLE promo_codes;
DROP TABLE fares;
DROP TABLE flights;
DROP TABLE airlines;
DROP TABLE airports;
