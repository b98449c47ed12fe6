-- Decks that belong to a workspace. A version never changes; the newest one is asked unless its deck is removed.
CREATE TABLE workspace_decks (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (workspace, id)
);

-- `source` is the YAML as its author wrote it, `body` the deck that was read from it as JSON, `hash` the SHA-256 of `body`.
CREATE TABLE deck_versions (
  workspace TEXT NOT NULL,
  deck TEXT NOT NULL,
  version BIGINT NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  changes TEXT NOT NULL,
  member TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, deck, version)
);

-- What a member is still writing; never asked. `base` is the version that it began with, 0 for a new deck.
CREATE TABLE deck_drafts (
  workspace TEXT NOT NULL,
  deck TEXT NOT NULL,
  member TEXT NOT NULL,
  base BIGINT NOT NULL,
  source TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, deck, member)
);
