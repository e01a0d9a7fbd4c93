-- A PostgreSQL store as release 0.1.0 left it: see README.md. Never changed; read by a test.
-- The tables as the migrations of that release make them, then what diesel and the store wrote.

-- 2026-11-23-000001_accounts
-- Accounts, what they hold to prove themselves, and answers kept under idempotency keys.
--
-- In every table: ids are UUIDs that sort by age, instants are kept to the microsecond,
-- amounts are minor units. Codes compare by their bytes (COLLATE "C"), which needs no
-- knowledge of languages. Foreign keys hold parts to their whole; across subjects an id
-- is just an id.

-- Undoes the statement that asks for it. A commit is one statement, so this is how it
-- is refused: the number tells which of its conditions did not hold.
CREATE FUNCTION refuse(condition integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a condition of the commit does not hold'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'refused', DETAIL = condition;
END
$$;

CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    -- The address in small letters: one account for each.
    email_key text COLLATE "C" NOT NULL UNIQUE,
    password_hash text NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    phone text,
    role text COLLATE "C" NOT NULL CHECK (role IN ('CUSTOMER', 'ADMIN')),
    created_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES users (id),
    hash bytea NOT NULL UNIQUE,
    hint text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX api_keys_by_account ON api_keys (account, id);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE refresh_tokens (
    hash bytea PRIMARY KEY,
    session uuid NOT NULL REFERENCES sessions (id),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

-- Rows come and go by the thousand: they are looked after sooner than the default, which
-- waits for a fifth of the table.
CREATE TABLE answers (
    account uuid NOT NULL,
    operation text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    answered_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account, operation, key)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX answers_by_expiry ON answers (expires_at);

-- 2026-11-23-000002_world
-- What is sold: airports, airlines, recurring flights, fares, promo codes.
--
-- Loaded whole by every node and searched in memory, so there are no indexes for searching.

CREATE TABLE airports (
    iata text COLLATE "C" PRIMARY KEY,
    icao text,
    name text NOT NULL,
    city text NOT NULL,
    country text COLLATE "C" NOT NULL,
    city_code text COLLATE "C",
    -- Degrees, north and east positive.
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    -- The IANA name.
    zone text NOT NULL
);

CREATE TABLE airlines (
    code text COLLATE "C" PRIMARY KEY,
    name text NOT NULL
);

-- No foreign key from bookings or stock: a timetable may drop a flight that was sold.
CREATE TABLE flights (
    id uuid PRIMARY KEY,
    number text COLLATE "C" NOT NULL,
    operating_airline text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    -- By the clocks of the two airports.
    departs time NOT NULL,
    arrives time NOT NULL,
    arrival_day_offset smallint NOT NULL,
    -- `1457`: 1 is Monday.
    days text COLLATE "C" NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    aircraft text COLLATE "C" NOT NULL
);

CREATE TABLE fares (
    origin text COLLATE "C" NOT NULL,
    airline text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    cabin text COLLATE "C" NOT NULL,
    base bigint NOT NULL,
    PRIMARY KEY (origin, airline, destination, cabin)
);

-- `used` is counted where the limit is, so that one condition on one locked row keeps it.
-- Room is left on each page for the next count to be written beside the last.
CREATE TABLE promo_codes (
    name text COLLATE "C" PRIMARY KEY,
    limit_total bigint,
    limit_per_account bigint,
    used bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    document json NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE promo_accounts (
    name text COLLATE "C" NOT NULL REFERENCES promo_codes (name),
    account uuid NOT NULL,
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (name, account)
);

-- A booking uses one promo code at most.
CREATE TABLE promo_uses (
    booking uuid PRIMARY KEY,
    name text COLLATE "C" NOT NULL REFERENCES promo_codes (name),
    account uuid NOT NULL
);

CREATE TABLE world_facts (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);

-- 2026-11-23-000003_stock
-- What is sold or held. A row appears with the first sale; neither table can be oversold,
-- whatever the code above does.

-- Half of each page stays free: a count is written anew for every booking, and beside the
-- old one it needs no new index entries and is tidied up in passing.
CREATE TABLE stock (
    flight uuid NOT NULL,
    date date NOT NULL,
    cabin text COLLATE "C" NOT NULL,
    sold integer NOT NULL CHECK (sold >= 0),
    PRIMARY KEY (flight, date, cabin)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX stock_by_date ON stock (date);

CREATE TABLE seat_claims (
    flight uuid NOT NULL,
    date date NOT NULL,
    seat text COLLATE "C" NOT NULL,
    booking uuid NOT NULL,
    PRIMARY KEY (flight, date, seat)
);

-- 2026-11-23-000004_bookings
-- Bookings and what hangs on them: a JSON document each, beside it the columns that are
-- searched or unique. A document is replaced whole, at the version it was read at, and
-- never searched: as json it is kept as it came, which costs half of what jsonb does.

CREATE TABLE bookings (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    reference text COLLATE "C" NOT NULL UNIQUE,
    owner uuid NOT NULL,
    -- As the state alone has it: a hold stays PENDING_PAYMENT here until it is swept.
    status text COLLATE "C" NOT NULL,
    -- The end of the hold while the status is PENDING_PAYMENT.
    due_by timestamptz,
    document json NOT NULL
);

CREATE INDEX bookings_by_owner ON bookings (owner, id);
CREATE INDEX bookings_by_due_by ON bookings (due_by, id) WHERE due_by IS NOT NULL;

CREATE TABLE ticket_numbers (
    number text COLLATE "C" PRIMARY KEY,
    booking uuid NOT NULL
);

CREATE TABLE payments (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    is_live boolean NOT NULL,
    -- The gateway's ids, kept once they are known: a late webhook may name either.
    intent text COLLATE "C" UNIQUE,
    checkout text COLLATE "C" UNIQUE,
    updated_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX payments_by_booking ON payments (booking, id);
CREATE INDEX payments_live_by_change ON payments (updated_at, id) WHERE is_live;
-- A booking cannot be charged twice: one live payment at most.
CREATE UNIQUE INDEX payments_one_live ON payments (booking) WHERE is_live;

CREATE TABLE cancellations (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    document json NOT NULL
);

CREATE INDEX cancellations_by_booking ON cancellations (booking, id);

CREATE TABLE refunds (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    gateway text COLLATE "C" UNIQUE,
    is_finished boolean NOT NULL,
    created_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX refunds_by_booking ON refunds (booking, id);
CREATE INDEX refunds_unfinished ON refunds (created_at, id) WHERE NOT is_finished;

CREATE TABLE documents (
    id uuid PRIMARY KEY,
    version bigint NOT NULL,
    booking uuid NOT NULL REFERENCES bookings (id),
    is_pending boolean NOT NULL,
    created_at timestamptz NOT NULL,
    document json NOT NULL
);

CREATE INDEX documents_by_booking ON documents (booking, id);
CREATE INDEX documents_pending ON documents (created_at, id) WHERE is_pending;

-- Long documents are compressed, and by lz4 in a third of the time, where the server has it.
DO $$
BEGIN
    ALTER TABLE bookings ALTER document SET COMPRESSION lz4;
    ALTER TABLE answers ALTER body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server was built without lz4';
END
$$;

-- 2026-11-23-000005_messages
-- What came from the gateway and what goes out to the bus.

CREATE TABLE gateway_events (
    id text COLLATE "C" PRIMARY KEY,
    body text NOT NULL,
    received_at timestamptz NOT NULL,
    settled_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX gateway_events_unsettled ON gateway_events (received_at, id)
    WHERE settled_at IS NULL;
CREATE INDEX gateway_events_settled ON gateway_events (settled_at)
    WHERE settled_at IS NOT NULL;

-- The database gives a message its id and tells the time, since neither is part of
-- the changes that a message comes with. A message is claimed by whoever relays it, and
-- free again when that did not succeed by `claimed_until`.
CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_until timestamptz,
    sent_at timestamptz
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- Both hold what waits and no more, so they stay small however much was sent.
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX outbox_unsent_by_id ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

-- diesel's own table
CREATE TABLE __diesel_schema_migrations (
    version varchar(50) PRIMARY KEY NOT NULL,
    run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

INSERT INTO __diesel_schema_migrations VALUES
	('20261123000001', '2026-11-28 04:13:30.256391'),
	('20261123000002', '2026-11-28 04:13:30.272587'),
	('20261123000003', '2026-11-28 04:13:30.277128'),
	('20261123000004', '2026-11-28 04:13:30.283622'),
	('20261123000005', '2026-11-28 04:13:30.315338');
INSERT INTO airlines VALUES
	('6E', 'Indus Shuttle'),
	('AI', 'Meridian Air');
INSERT INTO airports VALUES
	('LHR', 'EGLL', 'Heathrow Airport', 'London', 'GB', 'LON', 51.4706, -0.461941, 'Europe/London'),
	('DEL', 'VIDP', 'Indira Gandhi International Airport', 'New Delhi', 'IN', 'DEL', 28.5665, 77.103104, 'Asia/Kolkata'),
	('BOM', 'VABB', 'Chhatrapati Shivaji Maharaj International Airport', 'Mumbai', 'IN', 'BOM', 19.0887, 72.8679, 'Asia/Kolkata'),
	('BLR', 'VOBL', 'Kempegowda International Airport', 'Bengaluru', 'IN', 'BLR', 13.1979, 77.7063, 'Asia/Kolkata');
INSERT INTO answers VALUES
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'past', '\x84ccdf8a849ffbc98d3a8a4bfb0999eda9254015f75a1c6cc7f68338d61c00b0', 201, '{"reference":"QNPK28"}', '2026-10-01 08:00:00.123456+00', '2026-10-02 08:00:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/QNPK28/payments', 'past-pay', '\x6691422cc30f9a26d41b1c5288d45a65bcd3291bda718f95fc5c84e5f7c1c774', 201, '{"status":"SUCCEEDED"}', '2026-10-01 08:01:00.123456+00', '2026-10-02 08:01:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'twice-old', '\x48d1a040648613dfc6e18fc43c65f4aa0d7e2e49c1b11040459ed4519b3db4cd', 201, '{"reference":"5QL5QL"}', '2026-10-01 08:04:00.123456+00', '2026-10-02 08:04:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/5QL5QL/payments', 'twice-old-pay', '\x9219a761e1aa87b9aa3331d9d67e7271d8cb5c67b6b5b560ee4400be3c24b737', 201, '{"status":"SUCCEEDED"}', '2026-10-01 08:05:00.123456+00', '2026-10-02 08:05:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'beside-old', '\x8e85983ecf7e07f9720cd2daed51c897406ecf08c5a1f59a421c7ed8403c4280', 201, '{"reference":"AUJ782"}', '2026-10-01 08:08:00.123456+00', '2026-10-02 08:08:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/AUJ782/payments', 'beside-old-pay', '\x237c8dec500c9dca287f307ace18c549e300eb48b70edfe2626a9726d016e3c6', 201, '{"status":"SUCCEEDED"}', '2026-10-01 08:09:00.123456+00', '2026-10-02 08:09:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'over-old', '\x511f5ce343a6a7695f7c7f9aa87672e7b61094b7cd30407c58df71e83b4a8032', 201, '{"reference":"UQ4CE8"}', '2026-10-01 08:12:00.123456+00', '2026-10-02 08:12:00.123456+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/UQ4CE8/payments', 'over-old-pay', '\x2ba927e872d36d223394d772fb73764440b3a738381626979969e47d50e444fc', 201, '{"status":"SUCCEEDED"}', '2026-10-01 08:13:00.123456+00', '2026-10-02 08:13:00.123456+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'withdrawn', '\xfd60c459d03b66a8600f5c72ca868c83ad2708810fa3140b03abb35b3b91d931', 201, '{"reference":"DJUZK2"}', '2026-10-01 08:16:00.123456+00', '2026-10-02 08:16:00.123456+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/DJUZK2/payments', 'withdrawn-pay', '\x881d20f4ecd4e5c385412c30b3febcc9fab9fc7b6d0d03e8c3756b6e24fb8bc2', 201, '{"status":"SUCCEEDED"}', '2026-10-01 08:17:00.123456+00', '2026-10-02 08:17:00.123456+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'twice-new', '\x2368d37b88649308f540454d24266d497d29ee745b6b28872838386095b46535', 201, '{"reference":"PRX6DT"}', '2026-11-10 09:00:00.654321+00', '2026-11-11 09:00:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/PRX6DT/payments', 'twice-new-pay', '\x457bbe2528e67e7a230724b4d58048fc25e552fbf6e093879a6283b06f078c1f', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:01:00.654321+00', '2026-11-11 09:01:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'beside-new', '\x0e91aec09d9ee30b4d690a697909ef9e26aef243a4661c99cfaa3f23c89e1a87', 201, '{"reference":"NWN6KZ"}', '2026-11-10 09:04:00.654321+00', '2026-11-11 09:04:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/NWN6KZ/payments', 'beside-new-pay', '\x37796ffa2c81a0daf14aa04ccd8f7c59eccc87de76b15a93f93a5ea65fd7cfb2', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:05:00.654321+00', '2026-11-11 09:05:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'over-new', '\x479238b386f33533e477bac81decb8d7edc02ebfd9767cfa9fb2c22adebba343', 201, '{"reference":"R9ZVCC"}', '2026-11-10 09:08:00.654321+00', '2026-11-11 09:08:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/R9ZVCC/payments', 'over-new-pay', '\xecdeeb3009c64582e8d4c9cb044d0a5db082e7c4ded6a75e980014f711c05552', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:09:00.654321+00', '2026-11-11 09:09:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'family', '\xd34a569ab7aaa54dacd715ae64953455d86b768846cd0085ef4e9e7471489b7b', 201, '{"reference":"ZMBEBU"}', '2026-11-10 09:12:00.654321+00', '2026-11-11 09:12:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/ZMBEBU/payments', 'family-declined', '\x199a90e4479754a38e48b31f922e20d149456dea304edcea3072b833524ee514', 201, '{"status":"FAILED"}', '2026-11-10 09:12:00.654321+00', '2026-11-11 09:12:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/ZMBEBU/payments', 'family-page', '\x67dd03dfb2c79312ec2957a13def9307c496c7d546b76cf3ab245bccda066a37', 201, '{"status":"REQUIRES_ACTION"}', '2026-11-10 09:13:00.654321+00', '2026-11-11 09:13:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'connection', '\xb38d9d168c3aedf156f4f249b81adaef4b738790510573f57b502cca0c35f16f', 201, '{"reference":"Y3HLDX"}', '2026-11-10 09:15:00.654321+00', '2026-11-11 09:15:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/Y3HLDX/payments', 'connection-pay', '\x4a8763dd94faa2582fb3baaa0508be42e39d204a634ff3d3ccf24332159d8fdb', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:16:00.654321+00', '2026-11-11 09:16:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'summer', '\xe83664255c6963e962bb20f9fcfaad1b570ddf5da69f5444ed37e5260f3ef689', 201, '{"reference":"FY89N9"}', '2026-11-10 09:19:00.654321+00', '2026-11-11 09:19:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/FY89N9/payments', 'summer-pay', '\x8da2e20dc69fee9bdf6f402e44851de88e5ff2ea4a029f4312a160ccc048208f', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:20:00.654321+00', '2026-11-11 09:20:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'round', '\xa97b0931730e83fbf9284ff00a4c5f7a4eef2189dddb89319a6dfa5871e28923', 201, '{"reference":"ALJT6Z"}', '2026-11-10 09:23:00.654321+00', '2026-11-11 09:23:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/ALJT6Z/payments', 'round-pay', '\x31c032dc55b62bb904f5c6beb9d231471efb179ef2430c99a908781b6cdd002e', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:24:00.654321+00', '2026-11-11 09:24:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/cancellations/01a1c4c8-412e-7085-a11a-283bbe481e7e/confirm', 'round-cancel', '\x87d0007f027beefc675916baf6529dcb526cb029d4860001b0593af5757a5e8a', 201, '{"refund":"01a1c4c8-412e-7086-9a61-1a283bbe481e"}', '2026-11-10 09:27:00.654321+00', '2026-11-11 09:27:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'whole', '\x5d5766cf2d78701614200418ee1450690d9af12c84d52545e4802f001ad53099', 201, '{"reference":"9PTRV8"}', '2026-11-10 09:27:00.654321+00', '2026-11-11 09:27:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/9PTRV8/payments', 'whole-pay', '\xa078caa316f52bbcda2d1ed43925816ed83d266ab90532391226b725ed676d6d', 201, '{"status":"SUCCEEDED"}', '2026-11-10 09:28:00.654321+00', '2026-11-11 09:28:00.654321+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/cancellations/01a1c4cb-eaae-7090-b32d-9cfe995a37e1/confirm', 'whole-cancel', '\xb1ad8781d27eb35bbddcea8a4a3f8cd7c0279680b8aa319e113e6c2a4d90df92', 201, '{"refund":"01a1c4cb-eaae-7091-8433-2d9cfe995a37"}', '2026-11-10 09:31:00.654321+00', '2026-11-11 09:31:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'expired', '\xfa64ea1e82e1206f828ab2a02917c7e92accb98e3b95881a1b4ad52b914b66e3', 201, '{"reference":"KSGJET"}', '2026-11-10 09:31:00.654321+00', '2026-11-11 09:31:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/KSGJET/payments', 'expired-page', '\xdd6b66e0c521108be5f4bad6aa58b2794d6c91cef5db28cbd5f81f87a69c3b83', 201, '{"status":"REQUIRES_ACTION"}', '2026-11-10 09:31:00.654321+00', '2026-11-11 09:31:00.654321+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings', 'pending', '\x62a2fed3d6e08c44835fce71f02210b1ddabfb066e39edf1e6c261988f824dd3', 201, '{"reference":"MFQ3RY"}', '2026-11-20 09:00:00.000001+00', '2026-11-21 09:00:00.000001+00'),
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'POST /v1/bookings/MFQ3RY/payments', 'pending-page', '\x14c69dd7487d0e72c1b7c3e545baa5579b165483cdcba37bfde1b4aebdb6411a', 201, '{"status":"REQUIRES_ACTION"}', '2026-11-20 09:00:00.000001+00', '2026-11-21 09:00:00.000001+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings', 'fresh', '\xd098ab5e44b9aabb755f76d806598f43573c662b35e4a2eab1e312ec9ad195e2', 201, '{"reference":"RYUENL"}', '2026-11-20 09:00:00.000001+00', '2026-11-21 09:00:00.000001+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'POST /v1/bookings/RYUENL/payments', 'fresh-pay', '\x5ee41213aaf49e5186816f3bf4156a5027430d8267230dc8e80d75b0ce2648ea', 201, '{"status":"SUCCEEDED"}', '2026-11-20 09:00:00.000001+00', '2026-11-21 09:00:00.000001+00');
INSERT INTO users VALUES
	('01a0f67a-387b-7001-9b30-d900ed56cd8f', 'Asha@example.com', 'asha@example.com', '$argon2id$v=19$m=19456,t=2,p=1$bgb4G1MsxT7zZcKGjrWEfQ$EntCXdMoYPBei7d/VON/GAgUmFffgdM12qDuV7D/Uzw', 'Asha', 'Rao', '+919800000000', 'CUSTOMER', '2026-10-01 08:00:00.123456+00'),
	('01a0f67a-387b-7006-b098-06db1e9b30d9', 'ravi@example.com', 'ravi@example.com', '$argon2id$v=19$m=19456,t=2,p=1$LMU+82XCho61hH3DNNjbqQ$id0PzIrZ6EICiL0A0IlX/VZrqXihiaVoc0Ys9JmD/fk', 'Ravi', 'Menon', '+919800000000', 'CUSTOMER', '2026-10-01 08:00:00.123456+00'),
	('01a0f67a-387b-700a-8f88-8529e34e685a', 'operator@example.com', 'operator@example.com', '$argon2id$v=19$m=19456,t=2,p=1$LMU+82XCho61hH3DNNjbqQ$id0PzIrZ6EICiL0A0IlX/VZrqXihiaVoc0Ys9JmD/fk', 'Ola', 'Nordmann', '+919800000000', 'ADMIN', '2026-10-01 08:00:00.123456+00');
INSERT INTO api_keys VALUES
	('01a0f67a-387b-7005-9806-db1e9b30d900', '01a0f67a-387b-7001-9b30-d900ed56cd8f', '\x68e1ce32d33fefaaa743b547a00a4c5a01c1f15bd0fc3a8fc0311ab43f2cb95e', 'air_test_6RLi', '2026-10-01 08:00:00.123456+00', NULL),
	('01a0f67a-387b-7009-8885-29e34e685ae7', '01a0f67a-387b-7006-b098-06db1e9b30d9', '\x611a00341c83ed5af27cd0021e19fdbd7bff64a64fe5df5b3cc9ccb88adba411', 'air_test_B0vd', '2026-10-01 08:00:00.123456+00', NULL),
	('01a0f67a-387b-700c-96cd-8f888529e34e', '01a0f67a-387b-7001-9b30-d900ed56cd8f', '\x6aae93ed707e648c340d3befd0ab065157d52e754fee42b230b19bf300b33a7f', 'air_test_d8AI', '2026-10-01 08:00:00.123456+00', '2026-10-01 08:00:00.123456+00');
INSERT INTO bookings VALUES
	('01a0f67a-387b-700d-ad56-cd8f888529e3', 2, 'QNPK28', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a0f67a-387b-700d-ad56-cd8f888529e3","reference":"QNPK28","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-10-01T08:00:00.123456Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a0f67a-387b-700f-9900-ed56cd8f8885","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"4d9739d8-5aab-526b-be34-33b4fa27c9b0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2026-10-20","departs_at":{"seconds":1792463400,"offset":330},"arrives_at":{"seconds":1792471200,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":500000,"taxes":84600}],"taxes":[{"code":"K3","amount":25000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1790843400,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["4A"]]}],"tickets":[{"id":"01a0f67a-387b-7010-b299-ddfba210f774","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-10-01T08:01:00.123456Z","ticket_numbers":[["098-4219404483"]],"cancelled":[]}}}'),
	('01a0f67d-e1fb-7014-b390-84947299ddfb', 2, '5QL5QL', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a0f67d-e1fb-7014-b390-84947299ddfb","reference":"5QL5QL","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-10-01T08:04:00.123456Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a0f67d-e1fb-7016-9744-739084947299","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"d5759eab-1baf-5868-86a8-c0daad0eba6e","airline":"6E","number":2041,"operating_airline":"6E","origin":"DEL","destination":"BOM","date":"2027-03-12","departs_at":{"seconds":1804811400,"offset":330},"arrives_at":{"seconds":1804819200,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":450100,"taxes":82105}],"taxes":[{"code":"K3","amount":22505,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1790843640,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["14A"]]}],"tickets":[{"id":"01a0f67d-e1fb-7017-9217-447390849472","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-10-01T08:05:00.123456Z","ticket_numbers":[["312-2106078173"]],"cancelled":[]}}}'),
	('01a0f681-8b7b-701b-90f7-74423e709806', 2, 'AUJ782', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a0f681-8b7b-701b-90f7-74423e709806","reference":"AUJ782","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-10-01T08:08:00.123456Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a0f681-8b7b-701d-bba2-10f774423e70","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"d5759eab-1baf-5868-86a8-c0daad0eba6e","airline":"6E","number":2041,"operating_airline":"6E","origin":"DEL","destination":"BOM","date":"2027-03-13","departs_at":{"seconds":1804897800,"offset":330},"arrives_at":{"seconds":1804905600,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":450100,"taxes":82105}],"taxes":[{"code":"K3","amount":22505,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1790843880,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["14A"]]}],"tickets":[{"id":"01a0f681-8b7b-701e-9dfb-a210f774423e","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-10-01T08:09:00.123456Z","ticket_numbers":[["312-5525630007"]],"cancelled":[]}}}'),
	('01a0f685-34fb-7022-a712-9b39b45b5f5a', 2, 'UQ4CE8', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a0f685-34fb-7022-a712-9b39b45b5f5a","reference":"UQ4CE8","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-10-01T08:12:00.123456Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a0f685-34fb-7024-bb63-27129b39b45b","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-7025-8f7b-6327129b39b4","kind":"ADULT","given_name":"Bela","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-7026-b10f-7b6327129b39","kind":"ADULT","given_name":"Chitra","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-7027-ab31-0f7b6327129b","kind":"ADULT","given_name":"Devi","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-7028-9a56-7c8d0a9fb1ff","kind":"ADULT","given_name":"Esha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-7029-b41a-567c8d0a9fb1","kind":"ADULT","given_name":"Farah","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a0f685-34fb-702a-8bb4-1a567c8d0a9f","kind":"ADULT","given_name":"Gita","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"BUSINESS","party":[7,0,0],"segments":[{"flight":"151e4e9c-5ca3-5597-a6e4-43c6e403354f","airline":"6E","number":5302,"operating_airline":"6E","origin":"DEL","destination":"BLR","date":"2027-03-18","departs_at":{"seconds":1805369400,"offset":330},"arrives_at":{"seconds":1805379600,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":7,"base":1440000,"taxes":318800}],"taxes":[{"code":"K3","amount":1814400,"refundable":false},{"code":"IN","amount":252000,"refundable":true},{"code":"P2","amount":165200,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":30},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1790844120,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["1A","1C","1D","1F","2A","2C","2D"]]}],"tickets":[{"id":"01a0f685-34fb-702b-9a0b-b41a567c8d0a","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-10-01T08:13:00.123456Z","ticket_numbers":[["312-6433432780","312-6191949548","312-7997346110","312-2514129769","312-5927713399","312-0484321058","312-2376412131"]],"cancelled":[]}}}'),
	('01a1c4c0-ee2e-7072-b7ee-e730dd466f0e', 2, 'FY89N9', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a1c4c0-ee2e-7072-b7ee-e730dd466f0e","reference":"FY89N9","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-10T09:19:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4c0-ee2e-7074-8da9-37eee730dd46","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4c0-ee2e-7075-830d-a937eee730dd","kind":"CHILD","given_name":"Tara","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"2020-02-29","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":"FLAT500","currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,1,0],"segments":[{"flight":"c98eba8c-6a82-5b9d-9281-70a9fcfd88e0","airline":"AI","number":161,"operating_airline":"AI","origin":"DEL","destination":"LHR","date":"2027-04-02","departs_at":{"seconds":1806615300,"offset":330},"arrives_at":{"seconds":1806649800,"offset":60},"aircraft":"788"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":3200000,"taxes":273600},{"kind":"CHILD","count":1,"base":2400000,"taxes":233600}],"taxes":[{"code":"K3","amount":280000,"refundable":false},{"code":"IN","amount":180000,"refundable":true},{"code":"P2","amount":47200,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794304140,"offset":0}},"discount":50000,"extra_baggage":0,"seats":[["20A","20B"]]}],"tickets":[{"id":"01a1c4c0-ee2e-7076-b6c3-0da937eee730","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:20:00.654321Z","ticket_numbers":[["098-2481302399","098-9997082935"]],"cancelled":[]}}}'),
	('01a1c4c4-97ae-707b-8efa-07e866f0a178', 3, 'ALJT6Z', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'PARTIALLY_CANCELLED', NULL, '{"id":"01a1c4c4-97ae-707b-8efa-07e866f0a178","reference":"ALJT6Z","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-10T09:23:00.654321Z","trip_type":"ROUND_TRIP","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4c4-97ae-707d-866f-0efa07e866f0","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":10,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"e532b070-fd41-513b-b005-8288132b51e0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2027-03-15","departs_at":{"seconds":1805079600,"offset":330},"arrives_at":{"seconds":1805087400,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":500000,"taxes":84600}],"taxes":[{"code":"K3","amount":25000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794304380,"offset":0}},"discount":0,"extra_baggage":450000,"seats":[["4A"]]},{"direction":"RETURNING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"413eef6b-5c95-51d5-b764-a6e876b03a3a","airline":"6E","number":2042,"operating_airline":"6E","origin":"BOM","destination":"DEL","date":"2027-03-22","departs_at":{"seconds":1805729400,"offset":330},"arrives_at":{"seconds":1805737200,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":460000,"taxes":82600}],"taxes":[{"code":"K3","amount":23000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794304380,"offset":0}},"discount":0,"extra_baggage":450000,"seats":[["4A"]]}],"tickets":[{"id":"01a1c4c4-97ae-707e-9d46-6f0efa07e866","airline":"AI","journeys":["DEPARTING"]},{"id":"01a1c4c4-97ae-707f-b0dd-466f0efa07e8","airline":"6E","journeys":["RETURNING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:24:00.654321Z","ticket_numbers":[["098-4817620376"],["312-0478720745"]],"cancelled":["RETURNING"]}}}'),
	('01a0f688-de7b-7035-8e68-5ae70649c6fd', 2, 'DJUZK2', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CONFIRMED', NULL, '{"id":"01a0f688-de7b-7035-8e68-5ae70649c6fd","reference":"DJUZK2","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-10-01T08:16:00.123456Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a0f688-de7b-7037-a9e3-4e685ae70649","kind":"ADULT","given_name":"Ravi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"f9a3b8da-1c7a-5aed-8230-66b62b23b9f3","airline":"6E","number":777,"operating_airline":"6E","origin":"BOM","destination":"BLR","date":"2027-03-24","departs_at":{"seconds":1805869800,"offset":330},"arrives_at":{"seconds":1805876100,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":390000,"taxes":79100}],"taxes":[{"code":"K3","amount":19500,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1790844360,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["4A"]]}],"tickets":[{"id":"01a0f688-de7b-7038-b36b-310f7b632712","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-10-01T08:17:00.123456Z","ticket_numbers":[["312-3111504079"]],"cancelled":[]}}}'),
	('01a1c4af-890e-703c-a427-547d736b310f', 2, 'PRX6DT', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CONFIRMED', NULL, '{"id":"01a1c4af-890e-703c-a427-547d736b310f","reference":"PRX6DT","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-11-10T09:00:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4af-890e-703e-bdfa-2427547d736b","kind":"ADULT","given_name":"Ravi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"20ff4b17-5a1f-51e3-af0f-0f82c395bef2","airline":"6E","number":2041,"operating_airline":"6E","origin":"DEL","destination":"BOM","date":"2027-03-12","departs_at":{"seconds":1804811400,"offset":330},"arrives_at":{"seconds":1804819200,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":450100,"taxes":82105}],"taxes":[{"code":"K3","amount":22505,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794303000,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["14A"]]}],"tickets":[{"id":"01a1c4af-890e-703f-86fd-fa2427547d73","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:01:00.654321Z","ticket_numbers":[["312-8702061098"]],"cancelled":[]}}}'),
	('01a1c4b3-328e-7043-a9c4-67982bbcbf98', 2, 'NWN6KZ', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CONFIRMED', NULL, '{"id":"01a1c4b3-328e-7043-a9c4-67982bbcbf98","reference":"NWN6KZ","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-11-10T09:04:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4b3-328e-7045-8bef-a9c467982bbc","kind":"ADULT","given_name":"Ravi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"20ff4b17-5a1f-51e3-af0f-0f82c395bef2","airline":"6E","number":2041,"operating_airline":"6E","origin":"DEL","destination":"BOM","date":"2027-03-13","departs_at":{"seconds":1804897800,"offset":330},"arrives_at":{"seconds":1804905600,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":450100,"taxes":82105}],"taxes":[{"code":"K3","amount":22505,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794303240,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["15A"]]}],"tickets":[{"id":"01a1c4b3-328e-7046-b34b-efa9c467982b","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:05:00.654321Z","ticket_numbers":[["312-9407741147"]],"cancelled":[]}}}'),
	('01a1c4b6-dc0e-704a-8f92-f41276c30da9', 2, 'R9ZVCC', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CONFIRMED', NULL, '{"id":"01a1c4b6-dc0e-704a-8f92-f41276c30da9","reference":"R9ZVCC","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-11-10T09:08:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4b6-dc0e-704c-98e5-8f92f41276c3","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-704d-bf98-e58f92f41276","kind":"ADULT","given_name":"Bela","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-704e-bcbf-98e58f92f412","kind":"ADULT","given_name":"Chitra","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-704f-abbc-bf98e58f92f4","kind":"ADULT","given_name":"Devi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-7050-bab6-9ae314c06cfb","kind":"ADULT","given_name":"Esha","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-7051-b6ba-b69ae314c06c","kind":"ADULT","given_name":"Farah","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4b6-dc0e-7052-b076-bab69ae314c0","kind":"ADULT","given_name":"Gita","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"BUSINESS","party":[7,0,0],"segments":[{"flight":"0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff","airline":"6E","number":5302,"operating_airline":"6E","origin":"DEL","destination":"BLR","date":"2027-03-18","departs_at":{"seconds":1805369400,"offset":330},"arrives_at":{"seconds":1805379600,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":7,"base":1440000,"taxes":318800}],"taxes":[{"code":"K3","amount":1814400,"refundable":false},{"code":"IN","amount":252000,"refundable":true},{"code":"P2","amount":165200,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":30},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794303480,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["1A","1C","1D","1F","2A","2C","2D"]]}],"tickets":[{"id":"01a1c4b6-dc0e-7053-ad30-76bab69ae314","airline":"6E","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:09:00.654321Z","ticket_numbers":[["312-6376767318","312-9547897467","312-0042908358","312-4174182290","312-5863070747","312-4479758720","312-3388097825"]],"cancelled":[]}}}'),
	('01a1c4ba-858e-705d-a314-c06cfb4832f3', 2, 'ZMBEBU', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a1c4ba-858e-705d-a314-c06cfb4832f3","reference":"ZMBEBU","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-10T09:12:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4ba-858e-705f-b69a-e314c06cfb48","kind":"ADULT","given_name":"Zoë","middle_name":"Łucja","family_name":"Müller","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":5,"infant_of":null},{"id":"01a1c4ba-858e-7060-854e-f1927f490352","kind":"ADULT","given_name":"Jean-Luc","middle_name":null,"family_name":"O''Brien","gender":"MALE","date_of_birth":"1990-02-28","seat_preference":"AISLE","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null},{"id":"01a1c4ba-858e-7061-a8c5-4ef1927f4903","kind":"INFANT","given_name":"Mia","middle_name":null,"family_name":"Müller","gender":"UNSPECIFIED","date_of_birth":"2026-01-31","seat_preference":"ANY","hand_baggage_kg":0,"extra_baggage_kg":0,"infant_of":0}],"extra_baggage_mode":"PREPAID","promo_code":"WELCOME10","currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[2,0,1],"segments":[{"flight":"e532b070-fd41-513b-b005-8288132b51e0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2027-03-10","departs_at":{"seconds":1804647600,"offset":330},"arrives_at":{"seconds":1804655400,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":2,"base":500000,"taxes":84600},{"kind":"INFANT","count":1,"base":50000,"taxes":2500}],"taxes":[{"code":"K3","amount":52500,"refundable":false},{"code":"IN","amount":72000,"refundable":true},{"code":"P2","amount":47200,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794303720,"offset":0}},"discount":105000,"extra_baggage":225000,"seats":[["4A","4B",null]]}],"tickets":[{"id":"01a1c4ba-858e-7062-a868-c54ef1927f49","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:14:00.654321Z","ticket_numbers":[["098-0132703105","098-7441909387","098-7047063066"]],"cancelled":[]}}}'),
	('01a1c4bd-44ae-706b-8903-521e52174473', 2, 'Y3HLDX', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'CONFIRMED', NULL, '{"id":"01a1c4bd-44ae-706b-8903-521e52174473","reference":"Y3HLDX","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-10T09:15:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4bd-44ae-706d-927f-4903521e5217","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"ac5e2995-1250-5d3a-b383-7d423299c34b","airline":"AI","number":503,"operating_airline":"AI","origin":"BLR","destination":"DEL","date":"2027-03-20","departs_at":{"seconds":1805553000,"offset":330},"arrives_at":{"seconds":1805563200,"offset":330},"aircraft":"320"},{"flight":"88f521b2-af34-51ae-9e5b-b0d88714cd9e","airline":"AI","number":161,"operating_airline":"AI","origin":"DEL","destination":"LHR","date":"2027-03-21","departs_at":{"seconds":1805575500,"offset":330},"arrives_at":{"seconds":1805610600,"offset":0},"aircraft":"788"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":3450000,"taxes":309700}],"taxes":[{"code":"K3","amount":172500,"refundable":false},{"code":"IN","amount":90000,"refundable":true},{"code":"P2","amount":47200,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794303900,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["4A"],["20A"]]}],"tickets":[{"id":"01a1c4bd-44ae-706e-b192-7f4903521e52","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:16:00.654321Z","ticket_numbers":[["098-0838482455"]],"cancelled":[]}}}'),
	('01a1c4c8-412e-7089-b32f-c35fe1bc1170', 3, '9PTRV8', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CANCELLED', NULL, '{"id":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","reference":"9PTRV8","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-11-10T09:27:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4c8-412e-708b-9e01-b32fc35fe1bc","kind":"ADULT","given_name":"Ravi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"e532b070-fd41-513b-b005-8288132b51e0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2027-03-16","departs_at":{"seconds":1805166000,"offset":330},"arrives_at":{"seconds":1805173800,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":500000,"taxes":84600}],"taxes":[{"code":"K3","amount":25000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794304620,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["4A"]]}],"tickets":[{"id":"01a1c4c8-412e-708c-975e-01b32fc35fe1","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-10T09:28:00.654321Z","ticket_numbers":[["098-1172321904"]],"cancelled":["DEPARTING"]}}}'),
	('01a1c4cb-eaae-7093-93e3-44332d9cfe99', 2, 'KSGJET', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'EXPIRED', NULL, '{"id":"01a1c4cb-eaae-7093-93e3-44332d9cfe99","reference":"KSGJET","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-10T09:31:00.654321Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1c4cb-eaae-7095-9021-93e344332d9c","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"6E","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"d5759eab-1baf-5868-86a8-c0daad0eba6e","airline":"6E","number":2041,"operating_airline":"6E","origin":"DEL","destination":"BOM","date":"2027-03-14","departs_at":{"seconds":1804984200,"offset":330},"arrives_at":{"seconds":1804992000,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":450100,"taxes":82105}],"taxes":[{"code":"K3","amount":22505,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1794304860,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["20F"]]}],"tickets":[{"id":"01a1c4cb-eaae-7096-b9d0-2193e344332d","airline":"6E","journeys":["DEPARTING"]}],"state":{"EXPIRED":{"due_by":"2026-11-10T09:46:00.654321Z"}}}'),
	('01a1f82f-1e80-709a-b7e1-65535a611a28', 1, 'MFQ3RY', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 'PENDING_PAYMENT', '2026-11-20 09:15:00.000001+00', '{"id":"01a1f82f-1e80-709a-b7e1-65535a611a28","reference":"MFQ3RY","owner":"01a0f67a-387b-7001-9b30-d900ed56cd8f","created_at":"2026-11-20T09:00:00.000001Z","trip_type":"ONE_WAY","contact":{"email":"asha@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1f82f-1e80-709c-995a-37e165535a61","kind":"ADULT","given_name":"Asha","middle_name":null,"family_name":"Rao","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":"WELCOME10","currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"e532b070-fd41-513b-b005-8288132b51e0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2027-03-11","departs_at":{"seconds":1804734000,"offset":330},"arrives_at":{"seconds":1804741800,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":500000,"taxes":84600}],"taxes":[{"code":"K3","amount":25000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1795167000,"offset":0}},"discount":50000,"extra_baggage":0,"seats":[["20F"]]}],"tickets":[{"id":"01a1f82f-1e80-709d-be99-5a37e165535a","airline":"AI","journeys":["DEPARTING"]}],"state":{"PENDING_PAYMENT":{"due_by":"2026-11-20T09:15:00.000001Z"}}}'),
	('01a1f82f-1e80-709f-ad9c-fe995a37e165', 2, 'RYUENL', '01a0f67a-387b-7006-b098-06db1e9b30d9', 'CONFIRMED', NULL, '{"id":"01a1f82f-1e80-709f-ad9c-fe995a37e165","reference":"RYUENL","owner":"01a0f67a-387b-7006-b098-06db1e9b30d9","created_at":"2026-11-20T09:00:00.000001Z","trip_type":"ONE_WAY","contact":{"email":"ravi@example.com","phone":"+919800000000"},"passengers":[{"id":"01a1f82f-1e80-70a1-a0a0-6583d49a7898","kind":"ADULT","given_name":"Ravi","middle_name":null,"family_name":"Menon","gender":"FEMALE","date_of_birth":"1990-02-28","seat_preference":"WINDOW","hand_baggage_kg":7,"extra_baggage_kg":0,"infant_of":null}],"extra_baggage_mode":"PREPAID","promo_code":null,"currency":"INR","journeys":[{"direction":"DEPARTING","offer":{"airline":"AI","brand":"STANDARD","cabin":"ECONOMY","party":[1,0,0],"segments":[{"flight":"e532b070-fd41-513b-b005-8288132b51e0","airline":"AI","number":101,"operating_airline":"AI","origin":"DEL","destination":"BOM","date":"2027-03-17","departs_at":{"seconds":1805252400,"offset":330},"arrives_at":{"seconds":1805260200,"offset":330},"aircraft":"320"}],"currency":"INR","per_passenger":[{"kind":"ADULT","count":1,"base":500000,"taxes":84600}],"taxes":[{"code":"K3","amount":25000,"refundable":false},{"code":"IN","amount":36000,"refundable":true},{"code":"P2","amount":23600,"refundable":true}],"baggage":{"hand_kg":7,"checked_kg":15},"conditions":{"refundable":true,"charges":[{"above_hours":168,"charge":0},{"above_hours":72,"charge":300000},{"above_hours":2,"charge":350000}]},"expires_at":{"seconds":1795167000,"offset":0}},"discount":0,"extra_baggage":0,"seats":[["4A"]]}],"tickets":[{"id":"01a1f82f-1e80-70a2-8a60-a06583d49a78","airline":"AI","journeys":["DEPARTING"]}],"state":{"CONFIRMED":{"at":"2026-11-20T09:00:00.000001Z","ticket_numbers":[["098-4958111921"]],"cancelled":[]}}}');
INSERT INTO cancellations VALUES
	('01a1c4bc-5a4e-7069-921e-521744739084', 2, '01a1c4ba-858e-705d-a314-c06cfb4832f3', '{"id":"01a1c4bc-5a4e-7069-921e-521744739084","booking":"01a1c4ba-858e-705d-a314-c06cfb4832f3","lines":[{"direction":"DEPARTING","ticket":"01a1c4ba-858e-7062-a868-c54ef1927f49","paid":1341700,"charge":0,"taxes_kept":52500}],"quoted_at":"2026-11-10T09:14:00.654321Z","expires_at":"2026-11-10T09:24:00.654321Z","state":"SUPERSEDED"}'),
	('01a1c4bd-44ae-706a-8352-1e5217447390', 1, '01a1c4ba-858e-705d-a314-c06cfb4832f3', '{"id":"01a1c4bd-44ae-706a-8352-1e5217447390","booking":"01a1c4ba-858e-705d-a314-c06cfb4832f3","lines":[{"direction":"DEPARTING","ticket":"01a1c4ba-858e-7062-a868-c54ef1927f49","paid":1341700,"charge":0,"taxes_kept":52500}],"quoted_at":"2026-11-10T09:15:00.654321Z","expires_at":"2026-11-10T09:25:00.654321Z","state":"QUOTED"}'),
	('01a1c4c8-412e-7085-a11a-283bbe481e7e', 2, '01a1c4c4-97ae-707b-8efa-07e866f0a178', '{"id":"01a1c4c8-412e-7085-a11a-283bbe481e7e","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","lines":[{"direction":"RETURNING","ticket":"01a1c4c4-97ae-707f-b0dd-466f0efa07e8","paid":992600,"charge":0,"taxes_kept":23000}],"quoted_at":"2026-11-10T09:27:00.654321Z","expires_at":"2026-11-10T09:37:00.654321Z","state":{"CONFIRMED":{"at":"2026-11-10T09:27:00.654321Z","refund":"01a1c4c8-412e-7086-9a61-1a283bbe481e"}}}'),
	('01a1c4cb-eaae-7090-b32d-9cfe995a37e1', 2, '01a1c4c8-412e-7089-b32f-c35fe1bc1170', '{"id":"01a1c4cb-eaae-7090-b32d-9cfe995a37e1","booking":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","lines":[{"direction":"DEPARTING","ticket":"01a1c4c8-412e-708c-975e-01b32fc35fe1","paid":584600,"charge":0,"taxes_kept":25000}],"quoted_at":"2026-11-10T09:31:00.654321Z","expires_at":"2026-11-10T09:41:00.654321Z","state":{"CONFIRMED":{"at":"2026-11-10T09:31:00.654321Z","refund":"01a1c4cb-eaae-7091-8433-2d9cfe995a37"}}}');
INSERT INTO documents VALUES
	('01a0f67b-22db-7013-9084-947299ddfba2', 2, '01a0f67a-387b-700d-ad56-cd8f888529e3', false, '2026-10-01 08:01:00.123456+00', '{"id":"01a0f67b-22db-7013-9084-947299ddfba2","booking":"01a0f67a-387b-700d-ad56-cd8f888529e3","kind":{"TICKET":"01a0f67a-387b-7010-b299-ddfba210f774"},"created_at":"2026-10-01T08:01:00.123456Z","state":{"READY":{"at":"2026-10-01T08:01:00.123456Z"}}}'),
	('01a0f67e-cc5b-701a-b774-423e709806db', 2, '01a0f67d-e1fb-7014-b390-84947299ddfb', false, '2026-10-01 08:05:00.123456+00', '{"id":"01a0f67e-cc5b-701a-b774-423e709806db","booking":"01a0f67d-e1fb-7014-b390-84947299ddfb","kind":{"TICKET":"01a0f67d-e1fb-7017-9217-447390849472"},"created_at":"2026-10-01T08:05:00.123456Z","state":{"READY":{"at":"2026-10-01T08:05:00.123456Z"}}}'),
	('01a0f682-75db-7021-929b-39b45b5f5a0b', 2, '01a0f681-8b7b-701b-90f7-74423e709806', false, '2026-10-01 08:09:00.123456+00', '{"id":"01a0f682-75db-7021-929b-39b45b5f5a0b","booking":"01a0f681-8b7b-701b-90f7-74423e709806","kind":{"TICKET":"01a0f681-8b7b-701e-9dfb-a210f774423e"},"created_at":"2026-10-01T08:09:00.123456Z","state":{"READY":{"at":"2026-10-01T08:09:00.123456Z"}}}'),
	('01a0f686-1f5b-7034-a85a-e70649c6fdfa', 2, '01a0f685-34fb-7022-a712-9b39b45b5f5a', false, '2026-10-01 08:13:00.123456+00', '{"id":"01a0f686-1f5b-7034-a85a-e70649c6fdfa","booking":"01a0f685-34fb-7022-a712-9b39b45b5f5a","kind":{"TICKET":"01a0f685-34fb-702b-9a0b-b41a567c8d0a"},"created_at":"2026-10-01T08:13:00.123456Z","state":{"READY":{"at":"2026-10-01T08:13:00.123456Z"}}}'),
	('01a0f689-c8db-703b-a754-7d736b310f7b', 2, '01a0f688-de7b-7035-8e68-5ae70649c6fd', false, '2026-10-01 08:17:00.123456+00', '{"id":"01a0f689-c8db-703b-a754-7d736b310f7b","booking":"01a0f688-de7b-7035-8e68-5ae70649c6fd","kind":{"TICKET":"01a0f688-de7b-7038-b36b-310f7b632712"},"created_at":"2026-10-01T08:17:00.123456Z","state":{"READY":{"at":"2026-10-01T08:17:00.123456Z"}}}'),
	('01a1c4b0-736e-7042-8467-982bbcbf98e5', 2, '01a1c4af-890e-703c-a427-547d736b310f', false, '2026-11-10 09:01:00.654321+00', '{"id":"01a1c4b0-736e-7042-8467-982bbcbf98e5","booking":"01a1c4af-890e-703c-a427-547d736b310f","kind":{"TICKET":"01a1c4af-890e-703f-86fd-fa2427547d73"},"created_at":"2026-11-10T09:01:00.654321Z","state":{"READY":{"at":"2026-11-10T09:01:00.654321Z"}}}'),
	('01a1c4b4-1cee-7049-92f4-1276c30da937', 2, '01a1c4b3-328e-7043-a9c4-67982bbcbf98', false, '2026-11-10 09:05:00.654321+00', '{"id":"01a1c4b4-1cee-7049-92f4-1276c30da937","booking":"01a1c4b3-328e-7043-a9c4-67982bbcbf98","kind":{"TICKET":"01a1c4b3-328e-7046-b34b-efa9c467982b"},"created_at":"2026-11-10T09:05:00.654321Z","state":{"READY":{"at":"2026-11-10T09:05:00.654321Z"}}}'),
	('01a1c4b7-c66e-705c-94c0-6cfb4832f34b', 2, '01a1c4b6-dc0e-704a-8f92-f41276c30da9', false, '2026-11-10 09:09:00.654321+00', '{"id":"01a1c4b7-c66e-705c-94c0-6cfb4832f34b","booking":"01a1c4b6-dc0e-704a-8f92-f41276c30da9","kind":{"TICKET":"01a1c4b6-dc0e-7053-ad30-76bab69ae314"},"created_at":"2026-11-10T09:09:00.654321Z","state":{"READY":{"at":"2026-11-10T09:09:00.654321Z"}}}'),
	('01a1c4bc-5a4e-7068-9e52-174473908494', 2, '01a1c4ba-858e-705d-a314-c06cfb4832f3', false, '2026-11-10 09:14:00.654321+00', '{"id":"01a1c4bc-5a4e-7068-9e52-174473908494","booking":"01a1c4ba-858e-705d-a314-c06cfb4832f3","kind":{"TICKET":"01a1c4ba-858e-7062-a868-c54ef1927f49"},"created_at":"2026-11-10T09:14:00.654321Z","state":{"READY":{"at":"2026-11-10T09:14:00.654321Z"}}}'),
	('01a1c4be-2f0e-7071-aee7-30dd466f0efa', 2, '01a1c4bd-44ae-706b-8903-521e52174473', false, '2026-11-10 09:16:00.654321+00', '{"id":"01a1c4be-2f0e-7071-aee7-30dd466f0efa","booking":"01a1c4bd-44ae-706b-8903-521e52174473","kind":{"TICKET":"01a1c4bd-44ae-706e-b192-7f4903521e52"},"created_at":"2026-11-10T09:16:00.654321Z","state":{"READY":{"at":"2026-11-10T09:16:00.654321Z"}}}'),
	('01a1c4c1-d88e-707a-ba07-e866f0a1783d', 2, '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e', false, '2026-11-10 09:20:00.654321+00', '{"id":"01a1c4c1-d88e-707a-ba07-e866f0a1783d","booking":"01a1c4c0-ee2e-7072-b7ee-e730dd466f0e","kind":{"TICKET":"01a1c4c0-ee2e-7076-b6c3-0da937eee730"},"created_at":"2026-11-10T09:20:00.654321Z","state":{"READY":{"at":"2026-11-10T09:20:00.654321Z"}}}'),
	('01a1c4c5-820e-7083-a83b-be481e7eb457', 2, '01a1c4c4-97ae-707b-8efa-07e866f0a178', false, '2026-11-10 09:24:00.654321+00', '{"id":"01a1c4c5-820e-7083-a83b-be481e7eb457","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","kind":{"TICKET":"01a1c4c4-97ae-707e-9d46-6f0efa07e866"},"created_at":"2026-11-10T09:24:00.654321Z","state":{"READY":{"at":"2026-11-10T09:24:00.654321Z"}}}'),
	('01a1c4c5-820e-7084-9a28-3bbe481e7eb4', 2, '01a1c4c4-97ae-707b-8efa-07e866f0a178', false, '2026-11-10 09:24:00.654321+00', '{"id":"01a1c4c5-820e-7084-9a28-3bbe481e7eb4","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","kind":{"TICKET":"01a1c4c4-97ae-707f-b0dd-466f0efa07e8"},"created_at":"2026-11-10T09:24:00.654321Z","state":{"READY":{"at":"2026-11-10T09:24:00.654321Z"}}}'),
	('01a1c4c8-412e-7087-935a-611a283bbe48', 3, '01a1c4c4-97ae-707b-8efa-07e866f0a178', false, '2026-11-10 09:27:00.654321+00', '{"id":"01a1c4c8-412e-7087-935a-611a283bbe48","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","kind":{"REFUND_RECEIPT":{"refund":"01a1c4c8-412e-7086-9a61-1a283bbe481e","cancellation":"01a1c4c8-412e-7085-a11a-283bbe481e7e"}},"created_at":"2026-11-10T09:27:00.654321Z","state":{"READY":{"at":"2026-11-10T09:27:00.654321Z"}}}'),
	('01a1c4c9-2b8e-708f-9e7e-b4575e01b32f', 2, '01a1c4c8-412e-7089-b32f-c35fe1bc1170', false, '2026-11-10 09:28:00.654321+00', '{"id":"01a1c4c9-2b8e-708f-9e7e-b4575e01b32f","booking":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","kind":{"TICKET":"01a1c4c8-412e-708c-975e-01b32fc35fe1"},"created_at":"2026-11-10T09:28:00.654321Z","state":{"READY":{"at":"2026-11-10T09:28:00.654321Z"}}}'),
	('01a1c4cb-eaae-7092-a344-332d9cfe995a', 1, '01a1c4c8-412e-7089-b32f-c35fe1bc1170', false, '2026-11-10 09:31:00.654321+00', '{"id":"01a1c4cb-eaae-7092-a344-332d9cfe995a","booking":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","kind":{"REFUND_RECEIPT":{"refund":"01a1c4cb-eaae-7091-8433-2d9cfe995a37","cancellation":"01a1c4cb-eaae-7090-b32d-9cfe995a37e1"}},"created_at":"2026-11-10T09:31:00.654321Z","state":"AWAITED"}'),
	('01a1f82f-1e80-70a5-8b1a-2cca60a06583', 1, '01a1f82f-1e80-709f-ad9c-fe995a37e165', true, '2026-11-20 09:00:00.000001+00', '{"id":"01a1f82f-1e80-70a5-8b1a-2cca60a06583","booking":"01a1f82f-1e80-709f-ad9c-fe995a37e165","kind":{"TICKET":"01a1f82f-1e80-70a2-8a60-a06583d49a78"},"created_at":"2026-11-20T09:00:00.000001Z","state":"PENDING"}');
INSERT INTO fares VALUES
	('BOM', '6E', 'BLR', 'ECONOMY', 390000),
	('DEL', '6E', 'BLR', 'BUSINESS', 1440000),
	('BOM', '6E', 'DEL', 'ECONOMY', 460000),
	('DEL', '6E', 'BOM', 'ECONOMY', 450050),
	('BLR', 'AI', 'LHR', 'ECONOMY', 3450000),
	('BLR', 'AI', 'DEL', 'ECONOMY', 560000),
	('DEL', 'AI', 'LHR', 'ECONOMY', 3200000),
	('BOM', 'AI', 'DEL', 'ECONOMY', 520000),
	('DEL', 'AI', 'BOM', 'ECONOMY', 500000);
INSERT INTO flights VALUES
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '6E5302', '6E', 'DEL', 'BLR', '17:00:00', '19:50:00', 0, '1234567', '2026-10-26', '2027-10-30', '320'),
	('413eef6b-5c95-51d5-b764-a6e876b03a3a', '6E2042', '6E', 'BOM', 'DEL', '21:00:00', '23:10:00', 0, '1234567', '2026-10-25', '2027-10-30', '320'),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '6E2041', '6E', 'DEL', 'BOM', '06:00:00', '08:10:00', 0, '1234567', '2026-10-25', '2027-10-30', '320'),
	('ac5e2995-1250-5d3a-b383-7d423299c34b', 'AI503', 'AI', 'BLR', 'DEL', '20:00:00', '22:50:00', 0, '1234567', '2026-10-25', '2027-10-30', '320'),
	('c98eba8c-6a82-5b9d-9281-70a9fcfd88e0', 'AI161', 'AI', 'DEL', 'LHR', '03:05:00', '08:10:00', 0, '1234567', '2027-03-28', '2027-10-30', '788'),
	('88f521b2-af34-51ae-9e5b-b0d88714cd9e', 'AI161', 'AI', 'DEL', 'LHR', '02:15:00', '06:30:00', 0, '1234567', '2026-10-25', '2027-03-27', '788'),
	('e532b070-fd41-513b-b005-8288132b51e0', 'AI101', 'AI', 'DEL', 'BOM', '08:30:00', '10:40:00', 0, '1234567', '2026-10-25', '2027-10-30', '320'),
	('20ff4b17-5a1f-51e3-af0f-0f82c395bef2', '6E2041', '6E', 'DEL', 'BOM', '06:00:00', '08:10:00', 0, '1234567', '2026-10-26', '2027-10-30', '320');
INSERT INTO gateway_events VALUES
	('evt_0', '{"id":"evt_0","kind":"scripted","about":{"intent":{"id":"pi_01a1c4bb-6fee-7064-b83d-a868c54ef192","payment":"01a1c4bb-6fee-7064-b83d-a868c54ef192"}}}', '2026-11-10 09:14:00.654321+00', '2026-11-10 09:14:00.654321+00'),
	('evt_1', '{"id":"evt_1","kind":"scripted","about":{"intent":{"id":"pi_01a1f82f-1e80-70a3-acca-60a06583d49a","payment":"01a1f82f-1e80-70a3-acca-60a06583d49a"}}}', '2026-11-20 09:00:00.000001+00', NULL);
INSERT INTO outbox OVERRIDING SYSTEM VALUE VALUES
	(10, 'cca4a197-e57b-4fb0-9416-173fab2fd4a7', '{"inventory_changed":[["f9a3b8da-1c7a-5aed-8230-66b62b23b9f3",2461489]]}', '2026-11-28 04:13:30.774311+00', '2026-11-28 04:13:35.780802+00', '2026-11-28 04:13:30.783423+00'),
	(1, '4bfbbf74-d132-4fb2-8f3d-35a3e7803ff0', '"timetable_changed"', '2026-11-28 04:13:30.36019+00', '2026-11-28 04:13:35.369043+00', '2026-11-28 04:13:30.369721+00'),
	(11, '2109bb40-d855-4322-a71f-45f4cceba8ed', '{"document_requested":"01a0f689-c8db-703b-a754-7d736b310f7b"}', '2026-11-28 04:13:30.780424+00', '2026-11-28 04:13:35.780808+00', '2026-11-28 04:13:30.788686+00'),
	(2, '94e7e82d-ad57-4ad3-ae28-c116b5ecbd84', '{"inventory_changed":[["4d9739d8-5aab-526b-be34-33b4fa27c9b0",2461334]]}', '2026-11-28 04:13:30.62422+00', '2026-11-28 04:13:35.657339+00', '2026-11-28 04:13:30.663931+00'),
	(3, 'f04ecfb7-5ce0-43fa-85c4-38594412133f', '{"document_requested":"01a0f67b-22db-7013-9084-947299ddfba2"}', '2026-11-28 04:13:30.656034+00', '2026-11-28 04:13:35.657347+00', '2026-11-28 04:13:30.667565+00'),
	(12, '2eb16f6e-080c-4e14-b272-8937654d5b47', '"timetable_changed"', '2026-11-28 04:13:30.807875+00', '2026-11-28 04:13:35.812298+00', '2026-11-28 04:13:30.820849+00'),
	(4, '0af5a7cf-3e55-40d4-92d1-78db0149f503', '{"inventory_changed":[["d5759eab-1baf-5868-86a8-c0daad0eba6e",2461477]]}', '2026-11-28 04:13:30.673727+00', '2026-11-28 04:13:35.70828+00', '2026-11-28 04:13:30.712061+00'),
	(5, '8c77c8fa-60af-4617-bfbf-e1f0771d6505', '{"document_requested":"01a0f67e-cc5b-701a-b774-423e709806db"}', '2026-11-28 04:13:30.707797+00', '2026-11-28 04:13:35.708286+00', '2026-11-28 04:13:30.721394+00'),
	(6, '98dc0775-b717-4a2e-8ff2-a4bb171b04d7', '{"inventory_changed":[["d5759eab-1baf-5868-86a8-c0daad0eba6e",2461478]]}', '2026-11-28 04:13:30.72859+00', '2026-11-28 04:13:35.740105+00', '2026-11-28 04:13:30.740558+00'),
	(7, 'a6607ba5-889e-4a58-b6b1-e1e9711704b0', '{"document_requested":"01a0f682-75db-7021-929b-39b45b5f5a0b"}', '2026-11-28 04:13:30.739684+00', '2026-11-28 04:13:35.740111+00', '2026-11-28 04:13:30.750625+00'),
	(13, '06491bb9-8326-4770-8bb6-f961626f1294', '"timetable_changed"', '2026-11-28 04:13:30.839607+00', '2026-11-28 04:13:35.847883+00', '2026-11-28 04:13:30.848583+00'),
	(8, 'da641894-3212-4835-85e2-b4a316ff24a8', '{"inventory_changed":[["151e4e9c-5ca3-5597-a6e4-43c6e403354f",2461483]]}', '2026-11-28 04:13:30.754298+00', '2026-11-28 04:13:35.766821+00', '2026-11-28 04:13:30.771703+00'),
	(9, 'dc76f4ae-6d10-4fc1-948e-91fca2e1349f', '{"document_requested":"01a0f686-1f5b-7034-a85a-e70649c6fdfa"}', '2026-11-28 04:13:30.766381+00', '2026-11-28 04:13:35.766828+00', '2026-11-28 04:13:30.773274+00'),
	(24, '26894033-3829-4f45-a324-1f39fc06f8a6', '{"document_requested":"01a1c4be-2f0e-7071-aee7-30dd466f0efa"}', '2026-11-28 04:13:30.972849+00', '2026-11-28 04:13:35.973187+00', '2026-11-28 04:13:30.974704+00'),
	(22, '85cba8ca-6e86-45e3-b8dd-984e92d426bb', '{"document_requested":"01a1c4bc-5a4e-7068-9e52-174473908494"}', '2026-11-28 04:13:30.946451+00', '2026-11-28 04:13:35.956062+00', '2026-11-28 04:13:30.967357+00'),
	(18, '05025755-5019-4940-bdbd-3f58d7cfb9f7', '{"inventory_changed":[["0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff",2461483]]}', '2026-11-28 04:13:30.875022+00', '2026-11-28 04:13:35.882118+00', '2026-11-28 04:13:30.891408+00'),
	(19, '99ac56f0-d207-43c1-851e-0b69cc10a3d4', '{"document_requested":"01a1c4b7-c66e-705c-94c0-6cfb4832f34b"}', '2026-11-28 04:13:30.881814+00', '2026-11-28 04:13:35.882124+00', '2026-11-28 04:13:30.893685+00'),
	(14, '333f2bed-accd-44c1-9863-a8e798402277', '{"inventory_changed":[["20ff4b17-5a1f-51e3-af0f-0f82c395bef2",2461477]]}', '2026-11-28 04:13:30.849622+00', '2026-11-28 04:13:35.853017+00', '2026-11-28 04:13:30.853355+00'),
	(15, '03f34e92-4961-4907-ab68-4fcf291780e6', '{"document_requested":"01a1c4b0-736e-7042-8467-982bbcbf98e5"}', '2026-11-28 04:13:30.8527+00', '2026-11-28 04:13:35.853023+00', '2026-11-28 04:13:30.863005+00'),
	(16, 'a6692d44-9655-49e9-88bc-03a98343f8e5', '{"inventory_changed":[["20ff4b17-5a1f-51e3-af0f-0f82c395bef2",2461478]]}', '2026-11-28 04:13:30.868306+00', '2026-11-28 04:13:35.871651+00', '2026-11-28 04:13:30.87203+00'),
	(17, 'edcbab38-bc09-4b48-af85-b27bae6e86e3', '{"document_requested":"01a1c4b4-1cee-7049-92f4-1276c30da937"}', '2026-11-28 04:13:30.871213+00', '2026-11-28 04:13:35.871658+00', '2026-11-28 04:13:30.874037+00'),
	(20, 'a571cda3-fa0b-4dd2-b915-5e508093cfb0', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461475]]}', '2026-11-28 04:13:30.898395+00', '2026-11-28 04:13:35.928835+00', '2026-11-28 04:13:30.939468+00'),
	(21, '990a4d65-822d-4a34-a451-73279cd926b9', '{"gateway_event":"evt_0"}', '2026-11-28 04:13:30.928204+00', '2026-11-28 04:13:35.928843+00', '2026-11-28 04:13:30.955806+00'),
	(25, 'c276dca3-929e-4986-a11a-aad8d6de9cbe', '{"inventory_changed":[["c98eba8c-6a82-5b9d-9281-70a9fcfd88e0",2461498]]}', '2026-11-28 04:13:30.97611+00', '2026-11-28 04:13:35.987405+00', '2026-11-28 04:13:30.995822+00'),
	(23, '336eeac6-67e3-431c-9e95-5d46c458e0fe', '{"inventory_changed":[["ac5e2995-1250-5d3a-b383-7d423299c34b",2461485],["88f521b2-af34-51ae-9e5b-b0d88714cd9e",2461486]]}', '2026-11-28 04:13:30.970522+00', '2026-11-28 04:13:35.973181+00', '2026-11-28 04:13:30.973516+00'),
	(26, '5b3be57a-0106-4df9-8649-6cc0ecba7b33', '{"document_requested":"01a1c4c1-d88e-707a-ba07-e866f0a1783d"}', '2026-11-28 04:13:30.983835+00', '2026-11-28 04:13:35.987413+00', '2026-11-28 04:13:31.017614+00'),
	(27, 'c0fe3700-6a07-4e94-8918-47b03d130ed1', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461480],["413eef6b-5c95-51d5-b764-a6e876b03a3a",2461487]]}', '2026-11-28 04:13:31.018895+00', '2026-11-28 04:13:36.031443+00', '2026-11-28 04:13:31.036026+00'),
	(37, '0628af09-2732-49b7-973a-3e27501851a9', '{"inventory_changed":[["d5759eab-1baf-5868-86a8-c0daad0eba6e",2461479]]}', '2026-11-28 04:13:31.074795+00', '2026-11-28 04:13:36.090952+00', '2026-11-28 04:13:31.091168+00'),
	(38, '22cf13c8-7c3a-48df-9fb8-563538ef3f8c', '{"inventory_changed":[["d5759eab-1baf-5868-86a8-c0daad0eba6e",2461479]]}', '2026-11-28 04:13:31.089611+00', '2026-11-28 04:13:36.090958+00', '2026-11-28 04:13:31.091453+00'),
	(28, 'cd6cb0c6-b901-43ec-9268-dd057e332997', '{"document_requested":"01a1c4c5-820e-7083-a83b-be481e7eb457"}', '2026-11-28 04:13:31.028903+00', '2026-11-28 04:13:36.031453+00', '2026-11-28 04:13:31.048236+00'),
	(29, '0e48b0f4-f81f-444e-b567-0f7b4082fb08', '{"document_requested":"01a1c4c5-820e-7084-9a28-3bbe481e7eb4"}', '2026-11-28 04:13:31.029061+00', '2026-11-28 04:13:36.031455+00', '2026-11-28 04:13:31.050457+00'),
	(39, 'e9df882c-c47c-463d-92fd-b1e46cfd1b48', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461476]]}', '2026-11-28 04:13:31.193133+00', NULL, NULL),
	(40, '7bbbed19-f5b7-4f9e-9985-f8efd5703269', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461482]]}', '2026-11-28 04:13:31.196972+00', NULL, NULL),
	(30, '68193ed5-9a5d-4041-9878-c56189ca35eb', '{"inventory_changed":[["413eef6b-5c95-51d5-b764-a6e876b03a3a",2461487]]}', '2026-11-28 04:13:31.060082+00', '2026-11-28 04:13:36.060794+00', '2026-11-28 04:13:31.06099+00'),
	(31, 'd9124687-d3fe-4ab1-ab16-1902d06e15be', '{"refund_requested":"01a1c4c8-412e-7086-9a61-1a283bbe481e"}', '2026-11-28 04:13:31.060098+00', '2026-11-28 04:13:36.0608+00', '2026-11-28 04:13:31.064244+00'),
	(41, '55c37645-725a-4e06-a9f7-c70dcb361a01', '{"document_requested":"01a1f82f-1e80-70a5-8b1a-2cca60a06583"}', '2026-11-28 04:13:31.20079+00', NULL, NULL),
	(32, '10e21755-1d96-41ea-99e4-9167d0e62e6a', '{"document_requested":"01a1c4c8-412e-7087-935a-611a283bbe48"}', '2026-11-28 04:13:31.064131+00', '2026-11-28 04:13:36.064316+00', '2026-11-28 04:13:31.066793+00'),
	(42, 'f4614233-004f-4610-8c2a-ccdd7e78f4b8', '{"gateway_event":"evt_1"}', '2026-11-28 04:13:31.201242+00', NULL, NULL),
	(33, '2a64c8be-5c58-4c12-b697-eb87e7b60a68', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461481]]}', '2026-11-28 04:13:31.067583+00', '2026-11-28 04:13:36.069097+00', '2026-11-28 04:13:31.069312+00'),
	(34, '530bced6-759b-45e0-acdb-eb407c4dadee', '{"document_requested":"01a1c4c9-2b8e-708f-9e7e-b4575e01b32f"}', '2026-11-28 04:13:31.068903+00', '2026-11-28 04:13:36.069102+00', '2026-11-28 04:13:31.070511+00'),
	(35, '9d88b4df-af5f-4d5e-bc77-17a07eba6123', '{"inventory_changed":[["e532b070-fd41-513b-b005-8288132b51e0",2461481]]}', '2026-11-28 04:13:31.073112+00', '2026-11-28 04:13:36.073561+00', '2026-11-28 04:13:31.073743+00'),
	(36, '091487ec-de9d-4d54-b4e8-83c438e03c62', '{"refund_requested":"01a1c4cb-eaae-7091-8433-2d9cfe995a37"}', '2026-11-28 04:13:31.073128+00', '2026-11-28 04:13:36.073568+00', '2026-11-28 04:13:31.074162+00');
INSERT INTO payments VALUES
	('01a0f67b-22db-7011-9472-99ddfba210f7', 2, '01a0f67a-387b-700d-ad56-cd8f888529e3', false, 'pi_01a0f67b-22db-7011-9472-99ddfba210f7', NULL, '2026-10-01 08:01:00.123456+00', '{"id":"01a0f67b-22db-7011-9472-99ddfba210f7","booking":"01a0f67a-387b-700d-ad56-cd8f888529e3","amount":584600,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaD2ejh7cA2tVs2PiIUp47xkv2oAAAAAcKtS547puR0geuADGPjUY4M6I1tEDhLHtT6_Iuypnns","begun_with":"past-pay","created_at":"2026-10-01T08:01:00.123456Z","updated_at":"2026-10-01T08:01:00.123456Z","state":{"SUCCEEDED":{"intent":"pi_01a0f67b-22db-7011-9472-99ddfba210f7"}}}'),
	('01a0f67e-cc5b-7018-823e-709806db1e9b', 2, '01a0f67d-e1fb-7014-b390-84947299ddfb', false, 'pi_01a0f67e-cc5b-7018-823e-709806db1e9b', NULL, '2026-10-01 08:05:00.123456+00', '{"id":"01a0f67e-cc5b-7018-823e-709806db1e9b","booking":"01a0f67d-e1fb-7014-b390-84947299ddfb","amount":532205,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaD2feH7cBSzkISUcpnd-6xlv2oAAAAA6MOUv7SgbjF_msjl86Vu3e_RA-qnltHsFBb1cwDnv3Y","begun_with":"twice-old-pay","created_at":"2026-10-01T08:05:00.123456Z","updated_at":"2026-10-01T08:05:00.123456Z","state":{"SUCCEEDED":{"intent":"pi_01a0f67e-cc5b-7018-823e-709806db1e9b"}}}'),
	('01a0f682-75db-701f-99dd-fba210f77442', 2, '01a0f681-8b7b-701b-90f7-74423e709806', false, 'pi_01a0f682-75db-701f-99dd-fba210f77442', NULL, '2026-10-01 08:09:00.123456+00', '{"id":"01a0f682-75db-701f-99dd-fba210f77442","booking":"01a0f681-8b7b-701b-90f7-74423e709806","amount":532205,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaD2gYt7cBuQ93RCPnCYBpxmv2oAAAAAPXQq7c0bUMEpVK9Nyoutn0aWTzlW4hAPg8q1pJVBAZ8","begun_with":"beside-old-pay","created_at":"2026-10-01T08:09:00.123456Z","updated_at":"2026-10-01T08:09:00.123456Z","state":{"SUCCEEDED":{"intent":"pi_01a0f682-75db-701f-99dd-fba210f77442"}}}'),
	('01a0f686-1f5b-702c-9f5a-0bb41a567c8d', 2, '01a0f685-34fb-7022-a712-9b39b45b5f5a', false, 'pi_01a0f686-1f5b-702c-9f5a-0bb41a567c8d', NULL, '2026-10-01 08:13:00.123456+00', '{"id":"01a0f686-1f5b-702c-9f5a-0bb41a567c8d","booking":"01a0f685-34fb-7022-a712-9b39b45b5f5a","amount":12311600,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaD2hTT7cCKnEps5tFtfWoxnv2oAAAAAFXhMMAmzqKhwu71_m9798TtAau4kqjdjSq-WfHPjNy0","begun_with":"over-old-pay","created_at":"2026-10-01T08:13:00.123456Z","updated_at":"2026-10-01T08:13:00.123456Z","state":{"SUCCEEDED":{"intent":"pi_01a0f686-1f5b-702c-9f5a-0bb41a567c8d"}}}'),
	('01a0f689-c8db-7039-bd73-6b310f7b6327', 2, '01a0f688-de7b-7035-8e68-5ae70649c6fd', false, 'pi_01a0f689-c8db-7039-bd73-6b310f7b6327', NULL, '2026-10-01 08:17:00.123456+00', '{"id":"01a0f689-c8db-7039-bd73-6b310f7b6327","booking":"01a0f688-de7b-7035-8e68-5ae70649c6fd","amount":469100,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaD2iN57cDWOaFrnBknG_Xxov2oAAAAAl7LrTuglACXS1akYoGbWfIaCdk-H7xPPXsXxrwPOVx4","begun_with":"withdrawn-pay","created_at":"2026-10-01T08:17:00.123456Z","updated_at":"2026-10-01T08:17:00.123456Z","state":{"SUCCEEDED":{"intent":"pi_01a0f689-c8db-7039-bd73-6b310f7b6327"}}}'),
	('01a1c4b0-736e-7040-982b-bcbf98e58f92', 2, '01a1c4af-890e-703c-a427-547d736b310f', false, 'pi_01a1c4b0-736e-7040-982b-bcbf98e58f92', NULL, '2026-11-10 09:01:00.654321+00', '{"id":"01a1c4b0-736e-7040-982b-bcbf98e58f92","booking":"01a1c4af-890e-703c-a427-547d736b310f","amount":532205,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEr4kOcDykJ1R9c2sxD8wu9GoAAAAAmhl0MLHRDZtg0kdT_V5ZyC5ax9PohrCPQEnzoVJGtFE","begun_with":"twice-new-pay","created_at":"2026-11-10T09:01:00.654321Z","updated_at":"2026-11-10T09:01:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4b0-736e-7040-982b-bcbf98e58f92"}}}'),
	('01a1c4b4-1cee-7047-b2f3-4befa9c46798', 2, '01a1c4b3-328e-7043-a9c4-67982bbcbf98', false, 'pi_01a1c4b4-1cee-7047-b2f3-4befa9c46798', NULL, '2026-11-10 09:05:00.654321+00', '{"id":"01a1c4b4-1cee-7047-b2f3-4befa9c46798","booking":"01a1c4b3-328e-7043-a9c4-67982bbcbf98","amount":532205,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEszKOcEOpxGeYK7y_mLwv9GoAAAAATK7WXHWKsrBhMkTIYyAH3BE6VodWTN3Msl0yLC27JMQ","begun_with":"beside-new-pay","created_at":"2026-11-10T09:05:00.654321Z","updated_at":"2026-11-10T09:05:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4b4-1cee-7047-b2f3-4befa9c46798"}}}'),
	('01a1c4b7-c66e-7054-ac6d-3076bab69ae3', 2, '01a1c4b6-dc0e-704a-8f92-f41276c30da9', false, 'pi_01a1c4b7-c66e-7054-ac6d-3076bab69ae3', NULL, '2026-11-10 09:09:00.654321+00', '{"id":"01a1c4b7-c66e-7054-ac6d-3076bab69ae3","booking":"01a1c4b6-dc0e-704a-8f92-f41276c30da9","amount":12311600,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEttwOcEqPkvQSdsMNqaww9GoAAAAAuuT2vvwQ16vthH6VZUjBqRQsKsaYT00JlJh7twZ_9PQ","begun_with":"over-new-pay","created_at":"2026-11-10T09:09:00.654321Z","updated_at":"2026-11-10T09:09:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4b7-c66e-7054-ac6d-3076bab69ae3"}}}'),
	('01a1c4ba-858e-7063-bda8-68c54ef1927f', 2, '01a1c4ba-858e-705d-a314-c06cfb4832f3', false, 'pi_01a1c4ba-858e-7063-bda8-68c54ef1927f', NULL, '2026-11-10 09:12:00.654321+00', '{"id":"01a1c4ba-858e-7063-bda8-68c54ef1927f","booking":"01a1c4ba-858e-705d-a314-c06cfb4832f3","amount":1341700,"method":{"CARD":"pm_card_declined"},"return_url":"https://air.example.com/payments/return?token=AaHEuoWOcF2jFMBs-0gy82Ax9GoAAAAAF0bwefey3VCBCDhYulXseGHx5JYou9h1ochXjo25Z6Q","begun_with":"family-declined","created_at":"2026-11-10T09:12:00.654321Z","updated_at":"2026-11-10T09:12:00.654321Z","state":{"FAILED":{"intent":"pi_01a1c4ba-858e-7063-bda8-68c54ef1927f"}}}'),
	('01a1c4bb-6fee-7064-b83d-a868c54ef192', 3, '01a1c4ba-858e-705d-a314-c06cfb4832f3', false, 'pi_01a1c4bb-6fee-7064-b83d-a868c54ef192', 'cs_01a1c4bb-6fee-7064-b83d-a868c54ef192', '2026-11-10 09:14:00.654321+00', '{"id":"01a1c4bb-6fee-7064-b83d-a868c54ef192","booking":"01a1c4ba-858e-705d-a314-c06cfb4832f3","amount":1341700,"method":"CHECKOUT","return_url":"https://air.example.com/payments/return?token=AaHEuoWOcF2jFMBs-0gy85wx9GoAAAAArCplhjZNl5VSFFU7m5hVxA7Ip-CnJMiPBQLjglBwshI","begun_with":"family-page","created_at":"2026-11-10T09:13:00.654321Z","updated_at":"2026-11-10T09:14:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4bb-6fee-7064-b83d-a868c54ef192"}}}'),
	('01a1c4be-2f0e-706f-8ef1-927f4903521e', 2, '01a1c4bd-44ae-706b-8903-521e52174473', false, 'pi_01a1c4be-2f0e-706f-8ef1-927f4903521e', NULL, '2026-11-10 09:16:00.654321+00', '{"id":"01a1c4be-2f0e-706f-8ef1-927f4903521e","booking":"01a1c4bd-44ae-706b-8903-521e52174473","amount":3759700,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEvUSucGuJA1IeUhdEc1Ay9GoAAAAAHnUXSB_mbmD4SyKT2TkMfvPm2IZ4j2UuilxhuJKlG9o","begun_with":"connection-pay","created_at":"2026-11-10T09:16:00.654321Z","updated_at":"2026-11-10T09:16:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4be-2f0e-706f-8ef1-927f4903521e"}}}'),
	('01a1c4c1-d88e-7077-9276-c30da937eee7', 2, '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e', false, 'pi_01a1c4c1-d88e-7077-9276-c30da937eee7', NULL, '2026-11-10 09:20:00.654321+00', '{"id":"01a1c4c1-d88e-7077-9276-c30da937eee7","booking":"01a1c4c0-ee2e-7072-b7ee-e730dd466f0e","amount":6057200,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEwO4ucHK37ucw3UZvDkAz9GoAAAAAhNtVZzhiT51XR_J1s-mj-gTZLknb7jHHtHX_d90wShU","begun_with":"summer-pay","created_at":"2026-11-10T09:20:00.654321Z","updated_at":"2026-11-10T09:20:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4c1-d88e-7077-9276-c30da937eee7"}}}'),
	('01a1c4c5-820e-7080-881e-7eb4575e01b3', 2, '01a1c4c4-97ae-707b-8efa-07e866f0a178', false, 'pi_01a1c4c5-820e-7080-881e-7eb4575e01b3', NULL, '2026-11-10 09:24:00.654321+00', '{"id":"01a1c4c5-820e-7080-881e-7eb4575e01b3","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","amount":2027200,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHExJeucHuO-gfoZvCheDA09GoAAAAAIp_b95SHQTDl_H7_UhiKQcyBvjh5PoBwcK3sN0u274Q","begun_with":"round-pay","created_at":"2026-11-10T09:24:00.654321Z","updated_at":"2026-11-10T09:24:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4c5-820e-7080-881e-7eb4575e01b3"}}}'),
	('01a1c4c9-2b8e-708d-b457-5e01b32fc35f', 2, '01a1c4c8-412e-7089-b32f-c35fe1bc1170', false, 'pi_01a1c4c9-2b8e-708d-b457-5e01b32fc35f', NULL, '2026-11-10 09:28:00.654321+00', '{"id":"01a1c4c9-2b8e-708d-b457-5e01b32fc35f","booking":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","amount":584600,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaHEyEEucImzL8Nf4bwRcCA19GoAAAAAA7DelC1gzRNTtYPLBIW70BC1S56G7KkGC-nuq_9_2fY","begun_with":"whole-pay","created_at":"2026-11-10T09:28:00.654321Z","updated_at":"2026-11-10T09:28:00.654321Z","state":{"SUCCEEDED":{"intent":"pi_01a1c4c9-2b8e-708d-b457-5e01b32fc35f"}}}'),
	('01a1c4cb-eaae-7097-9179-d02193e34433', 3, '01a1c4cb-eaae-7093-93e3-44332d9cfe99', false, NULL, 'cs_01a1c4cb-eaae-7097-9179-d02193e34433', '2026-11-10 09:47:00.654321+00', '{"id":"01a1c4cb-eaae-7097-9179-d02193e34433","booking":"01a1c4cb-eaae-7093-93e3-44332d9cfe99","amount":532205,"method":"CHECKOUT","return_url":"https://air.example.com/payments/return?token=AaHEy-qucJOT40QzLZz-mdQ19GoAAAAA6yPvgwglOvVQgZo2XO8SBIlPHq-Wev3fPtVGBnWpok4","begun_with":"expired-page","created_at":"2026-11-10T09:31:00.654321Z","updated_at":"2026-11-10T09:47:00.654321Z","state":{"CANCELED":{"intent":null}}}'),
	('01a1f82f-1e80-709e-9cfe-995a37e16553', 2, '01a1f82f-1e80-709a-b7e1-65535a611a28', true, NULL, 'cs_01a1f82f-1e80-709e-9cfe-995a37e16553', '2026-11-20 09:00:00.000001+00', '{"id":"01a1f82f-1e80-709e-9cfe-995a37e16553","booking":"01a1f82f-1e80-709a-b7e1-65535a611a28","amount":534600,"method":"CHECKOUT","return_url":"https://air.example.com/payments/return?token=AaH4Lx6AcJq34WVTWmEaKJBdAWsAAAAAd-hjCRIZCBQGgXnJoM7xnM4by-2n1FUeAK1CV9aRf3E","begun_with":"pending-page","created_at":"2026-11-20T09:00:00.000001Z","updated_at":"2026-11-20T09:00:00.000001Z","state":{"OPEN":{"handle":{"CHECKOUT":{"id":"cs_01a1f82f-1e80-709e-9cfe-995a37e16553","intent":null}},"progress":"REQUIRES_ACTION","url":"https://pay.example.com/cs_01a1f82f-1e80-709e-9cfe-995a37e16553"}}}'),
	('01a1f82f-1e80-70a3-acca-60a06583d49a', 2, '01a1f82f-1e80-709f-ad9c-fe995a37e165', false, 'pi_01a1f82f-1e80-70a3-acca-60a06583d49a', NULL, '2026-11-20 09:00:00.000001+00', '{"id":"01a1f82f-1e80-70a3-acca-60a06583d49a","booking":"01a1f82f-1e80-709f-ad9c-fe995a37e165","amount":584600,"method":{"CARD":"pm_card_visa"},"return_url":"https://air.example.com/payments/return?token=AaH4Lx6AcJ-tnP6ZWjfhZZBdAWsAAAAAR3byxOmV-SKLbGY5Gt5T8uvf8l8oJlJE6FkgUcQHyXo","begun_with":"fresh-pay","created_at":"2026-11-20T09:00:00.000001Z","updated_at":"2026-11-20T09:00:00.000001Z","state":{"SUCCEEDED":{"intent":"pi_01a1f82f-1e80-70a3-acca-60a06583d49a"}}}');
INSERT INTO promo_codes VALUES
	('FLAT500', NULL, NULL, 1, '{"name":"FLAT500","reduction":{"FIXED":50000},"valid_from":null,"valid_until":null,"minimum_spend":null,"limit_total":null,"limit_per_user":null,"airlines":[],"routes":[]}'),
	('WELCOME10', 100, 3, 2, '{"name":"WELCOME10","reduction":{"PERCENT":10},"valid_from":"2026-10-01T00:00:00Z","valid_until":"2027-12-31T23:59:00Z","minimum_spend":100000,"limit_total":100,"limit_per_user":3,"airlines":["AI"],"routes":[["DEL","BOM"]]}');
INSERT INTO promo_accounts VALUES
	('FLAT500', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 1),
	('WELCOME10', '01a0f67a-387b-7001-9b30-d900ed56cd8f', 2);
INSERT INTO promo_uses VALUES
	('01a1c4ba-858e-705d-a314-c06cfb4832f3', 'WELCOME10', '01a0f67a-387b-7001-9b30-d900ed56cd8f'),
	('01a1c4c0-ee2e-7072-b7ee-e730dd466f0e', 'FLAT500', '01a0f67a-387b-7001-9b30-d900ed56cd8f'),
	('01a1f82f-1e80-709a-b7e1-65535a611a28', 'WELCOME10', '01a0f67a-387b-7001-9b30-d900ed56cd8f');
INSERT INTO sessions VALUES
	('01a1f82f-1e80-7098-a553-5a611a283bbe', '01a0f67a-387b-7001-9b30-d900ed56cd8f', '2026-11-20 09:00:00.000001+00', NULL);
INSERT INTO refresh_tokens VALUES
	('\xc99f386510cbb27aed505f702b74eaeea88ef35a70c55cf7770d7639f2b3253c', '01a1f82f-1e80-7098-a553-5a611a283bbe', '2026-12-20 09:00:00.000001+00', NULL);
INSERT INTO refunds VALUES
	('01a1c4c8-412e-7086-9a61-1a283bbe481e', 2, '01a1c4c4-97ae-707b-8efa-07e866f0a178', 're_01a1c4c8-412e-7086-9a61-1a283bbe481e_0', true, '2026-11-10 09:27:00.654321+00', '{"id":"01a1c4c8-412e-7086-9a61-1a283bbe481e","booking":"01a1c4c4-97ae-707b-8efa-07e866f0a178","payment":"01a1c4c5-820e-7080-881e-7eb4575e01b3","intent":"pi_01a1c4c5-820e-7080-881e-7eb4575e01b3","amount":969600,"cause":{"CANCELLATION":"01a1c4c8-412e-7085-a11a-283bbe481e7e"},"receipt":"01a1c4c8-412e-7087-935a-611a283bbe48","created_at":"2026-11-10T09:27:00.654321Z","state":{"SUCCEEDED":{"gateway":"re_01a1c4c8-412e-7086-9a61-1a283bbe481e_0","attempts":0,"at":"2026-11-10T09:27:00.654321Z"}}}'),
	('01a1c4cb-eaae-7091-8433-2d9cfe995a37', 2, '01a1c4c8-412e-7089-b32f-c35fe1bc1170', 're_01a1c4cb-eaae-7091-8433-2d9cfe995a37_0', false, '2026-11-10 09:31:00.654321+00', '{"id":"01a1c4cb-eaae-7091-8433-2d9cfe995a37","booking":"01a1c4c8-412e-7089-b32f-c35fe1bc1170","payment":"01a1c4c9-2b8e-708d-b457-5e01b32fc35f","intent":"pi_01a1c4c9-2b8e-708d-b457-5e01b32fc35f","amount":559600,"cause":{"CANCELLATION":"01a1c4cb-eaae-7090-b32d-9cfe995a37e1"},"receipt":"01a1c4cb-eaae-7092-a344-332d9cfe995a","created_at":"2026-11-10T09:31:00.654321Z","state":{"PENDING":{"gateway":"re_01a1c4cb-eaae-7091-8433-2d9cfe995a37_0","attempts":0}}}');
INSERT INTO seat_claims VALUES
	('4d9739d8-5aab-526b-be34-33b4fa27c9b0', '2026-10-20', '4A', '01a0f67a-387b-700d-ad56-cd8f888529e3'),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '2027-03-12', '14A', '01a0f67d-e1fb-7014-b390-84947299ddfb'),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '2027-03-13', '14A', '01a0f681-8b7b-701b-90f7-74423e709806'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '1A', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '1C', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '1D', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '1F', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '2A', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '2C', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', '2D', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('f9a3b8da-1c7a-5aed-8230-66b62b23b9f3', '2027-03-24', '4A', '01a0f688-de7b-7035-8e68-5ae70649c6fd'),
	('20ff4b17-5a1f-51e3-af0f-0f82c395bef2', '2027-03-12', '14A', '01a1c4af-890e-703c-a427-547d736b310f'),
	('20ff4b17-5a1f-51e3-af0f-0f82c395bef2', '2027-03-13', '15A', '01a1c4b3-328e-7043-a9c4-67982bbcbf98'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '1A', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '1C', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '1D', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '1F', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '2A', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '2C', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', '2D', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-10', '4A', '01a1c4ba-858e-705d-a314-c06cfb4832f3'),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-10', '4B', '01a1c4ba-858e-705d-a314-c06cfb4832f3'),
	('88f521b2-af34-51ae-9e5b-b0d88714cd9e', '2027-03-21', '20A', '01a1c4bd-44ae-706b-8903-521e52174473'),
	('ac5e2995-1250-5d3a-b383-7d423299c34b', '2027-03-20', '4A', '01a1c4bd-44ae-706b-8903-521e52174473'),
	('c98eba8c-6a82-5b9d-9281-70a9fcfd88e0', '2027-04-02', '20A', '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e'),
	('c98eba8c-6a82-5b9d-9281-70a9fcfd88e0', '2027-04-02', '20B', '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e'),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-15', '4A', '01a1c4c4-97ae-707b-8efa-07e866f0a178'),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-11', '20F', '01a1f82f-1e80-709a-b7e1-65535a611a28'),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-17', '4A', '01a1f82f-1e80-709f-ad9c-fe995a37e165');
INSERT INTO stock VALUES
	('4d9739d8-5aab-526b-be34-33b4fa27c9b0', '2026-10-20', 'ECONOMY', 1),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '2027-03-12', 'ECONOMY', 1),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '2027-03-13', 'ECONOMY', 1),
	('151e4e9c-5ca3-5597-a6e4-43c6e403354f', '2027-03-18', 'BUSINESS', 7),
	('f9a3b8da-1c7a-5aed-8230-66b62b23b9f3', '2027-03-24', 'ECONOMY', 1),
	('20ff4b17-5a1f-51e3-af0f-0f82c395bef2', '2027-03-12', 'ECONOMY', 1),
	('20ff4b17-5a1f-51e3-af0f-0f82c395bef2', '2027-03-13', 'ECONOMY', 1),
	('0e008dc4-738f-5a9f-bcc0-dd9e9c6155ff', '2027-03-18', 'BUSINESS', 7),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-10', 'ECONOMY', 2),
	('88f521b2-af34-51ae-9e5b-b0d88714cd9e', '2027-03-21', 'ECONOMY', 1),
	('ac5e2995-1250-5d3a-b383-7d423299c34b', '2027-03-20', 'ECONOMY', 1),
	('c98eba8c-6a82-5b9d-9281-70a9fcfd88e0', '2027-04-02', 'ECONOMY', 2),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-15', 'ECONOMY', 1),
	('413eef6b-5c95-51d5-b764-a6e876b03a3a', '2027-03-22', 'ECONOMY', 0),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-16', 'ECONOMY', 0),
	('d5759eab-1baf-5868-86a8-c0daad0eba6e', '2027-03-14', 'ECONOMY', 0),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-11', 'ECONOMY', 1),
	('e532b070-fd41-513b-b005-8288132b51e0', '2027-03-17', 'ECONOMY', 1);
INSERT INTO ticket_numbers VALUES
	('098-4219404483', '01a0f67a-387b-700d-ad56-cd8f888529e3'),
	('312-2106078173', '01a0f67d-e1fb-7014-b390-84947299ddfb'),
	('312-5525630007', '01a0f681-8b7b-701b-90f7-74423e709806'),
	('312-6433432780', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-6191949548', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-7997346110', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-2514129769', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-5927713399', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-0484321058', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-2376412131', '01a0f685-34fb-7022-a712-9b39b45b5f5a'),
	('312-3111504079', '01a0f688-de7b-7035-8e68-5ae70649c6fd'),
	('312-8702061098', '01a1c4af-890e-703c-a427-547d736b310f'),
	('312-9407741147', '01a1c4b3-328e-7043-a9c4-67982bbcbf98'),
	('312-6376767318', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-9547897467', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-0042908358', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-4174182290', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-5863070747', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-4479758720', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('312-3388097825', '01a1c4b6-dc0e-704a-8f92-f41276c30da9'),
	('098-0132703105', '01a1c4ba-858e-705d-a314-c06cfb4832f3'),
	('098-7441909387', '01a1c4ba-858e-705d-a314-c06cfb4832f3'),
	('098-7047063066', '01a1c4ba-858e-705d-a314-c06cfb4832f3'),
	('098-0838482455', '01a1c4bd-44ae-706b-8903-521e52174473'),
	('098-2481302399', '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e'),
	('098-9997082935', '01a1c4c0-ee2e-7072-b7ee-e730dd466f0e'),
	('098-4817620376', '01a1c4c4-97ae-707b-8efa-07e866f0a178'),
	('312-0478720745', '01a1c4c4-97ae-707b-8efa-07e866f0a178'),
	('098-1172321904', '01a1c4c8-412e-7089-b32f-c35fe1bc1170'),
	('098-4958111921', '01a1f82f-1e80-709f-ad9c-fe995a37e165');
INSERT INTO world_facts VALUES
	('provenance', 'stored.csv');
SELECT pg_catalog.setval('outbox_position_seq', 42, true);
