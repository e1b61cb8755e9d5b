-- The entries of Cachex.
CREATE TABLE IF NOT EXISTS cachex_entry (
  id binary(32) NOT NULL PRIMARY KEY,
  space varbinary(512) NOT NULL,
  name varbinary(8192) NOT NULL,
  version bigint NOT NULL,
  body varbinary(67108864) NOT NULL,
  gone_at bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS cachex_entry_space ON cachex_entry (space, id);
CREATE INDEX IF NOT EXISTS cachex_entry_gone ON cachex_entry (gone_at);
MERGE INTO cachex_entry VALUES (X'0000000000000000000000000000000000000000000000000000000000000000', X'', X'6361636865782066', 1, X'', 9223372036854775807);
