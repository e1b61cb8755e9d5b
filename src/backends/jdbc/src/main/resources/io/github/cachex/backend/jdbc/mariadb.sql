-- The entries of Cachex.
CREATE TABLE IF NOT EXISTS cachex_entry (
  id binary(32) NOT NULL PRIMARY KEY,
  space varbinary(512) NOT NULL,
  name varbinary(8192) NOT NULL,
  version bigint NOT NULL,
  body longblob NOT NULL,
  gone_at bigint NOT NULL,
  KEY cachex_entry_space (space, id),
  KEY cachex_entry_gone (gone_at)
) ENGINE = InnoDB;
INSERT IGNORE INTO cachex_entry VALUES (unhex(repeat('00', 32)), '', 'cachex format', 1, '', 9223372036854775807);
