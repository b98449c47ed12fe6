-- One-time links into the local chat, made on the command line: a browser gets a member's place back, or its member
-- joins as a manager. Tokens are kept as hashes.
CREATE TABLE web_links (
  token_hash TEXT PRIMARY KEY,
  member TEXT,
  expires_at BIGINT NOT NULL
);
