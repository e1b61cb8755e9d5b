-- The entries of Cachex. What is in it may be lost: so it is not logged, and empty after a crash of the server.
CREATE UNLOGGED TABLE IF NOT EXISTS cachex_entry (
  id bytea NOT NULL PRIMARY KEY,
  space bytea NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  body bytea NOT NULL,
  gone_at bigint NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS cachex_entry_space ON cachex_entry (space, id);
CREATE INDEX IF NOT EXISTS cachex_entry_gone ON cachex_entry (gone_at);
INSERT INTO cachex_entry VALUES (decode(repeat('00', 32), 'hex'), '', 'cachex format', 1, '', 9223372036854775807)
  ON CONFLICT DO NOTHING;
