-- Gestures that made something: a platform may deliver one again after a restart, and it must not make a second one.
CREATE TABLE gestures (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);
