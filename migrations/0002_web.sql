-- The local chat keeps what Slack and Discord keep for themselves: who joined and what was said.

CREATE TABLE web_members (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  manager INTEGER NOT NULL CHECK (manager IN (0, 1)),
  joined_at BIGINT NOT NULL
);

-- The newest place of the sequence of all changes. Kept apart, so that a deletion never makes a place anew.
CREATE TABLE web_sequence (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  place BIGINT NOT NULL
);

INSERT INTO web_sequence (id, place) VALUES (1, 0);

-- `created` and `changed` are places in that sequence: what a window that has seen everything up to n still lacks is
-- what has changed after n, new where it was created after n too.
CREATE TABLE web_messages (
  id TEXT PRIMARY KEY,
  name TEXT UNIQUE,
  only_for TEXT,
  author TEXT,
  author_name TEXT,
  reply_to TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('card', 'line')),
  body TEXT NOT NULL,
  created BIGINT NOT NULL UNIQUE,
  changed BIGINT NOT NULL UNIQUE,
  sent_at BIGINT NOT NULL,
  edited_at BIGINT
);

CREATE INDEX web_messages_private ON web_messages (only_for, sent_at) WHERE only_for IS NOT NULL;
