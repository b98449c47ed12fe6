-- One-time links into the studio, and the sessions that they begin. Tokens are kept as hashes.
CREATE TABLE studio_links (
  token_hash TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  platform TEXT NOT NULL,
  channel TEXT NOT NULL,
  member TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE studio_sessions (
  token_hash TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  platform TEXT NOT NULL,
  channel TEXT NOT NULL,
  member TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Questions that members suggest, with what they filled in as JSON, until a manager decides.
CREATE TABLE suggestions (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  member TEXT NOT NULL,
  channel TEXT NOT NULL,
  deck TEXT NOT NULL,
  fields TEXT NOT NULL,
  is_named INTEGER NOT NULL CHECK (is_named IN (0, 1)),
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);
