-- Text ids, BIGINT epoch milliseconds, INTEGER 0/1. Every key begins with the workspace: the tenant.

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL CHECK (platform IN ('slack', 'discord', 'web')),
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  gone_at BIGINT
);

CREATE TABLE channels (
  workspace TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  board INTEGER NOT NULL DEFAULT 1 CHECK (board IN (0, 1)),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);

CREATE TABLE members (
  workspace TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  manager INTEGER NOT NULL DEFAULT 0 CHECK (manager IN (0, 1)),
  listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1)),
  left_at BIGINT,
  told_privacy INTEGER NOT NULL DEFAULT 0 CHECK (told_privacy IN (0, 1)),
  joined_at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);

CREATE TABLE questions (
  workspace TEXT NOT NULL REFERENCES workspaces (id),
  hash TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace, hash)
);

CREATE TABLE rounds (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  question_hash TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  dealt TEXT NOT NULL,
  keys TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closes_at BIGINT,
  closed_at BIGINT,
  voided_at BIGINT,
  schedule TEXT,
  slot TEXT,
  day TEXT NOT NULL,
  zone TEXT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, channel) REFERENCES channels (workspace, id),
  FOREIGN KEY (workspace, question_hash) REFERENCES questions (workspace, hash),
  CHECK (closed_at IS NULL OR closed_at >= opened_at)
);

CREATE INDEX rounds_by_channel ON rounds (workspace, channel, opened_at);
CREATE INDEX rounds_to_close ON rounds (closes_at) WHERE closed_at IS NULL AND closes_at IS NOT NULL;

CREATE TABLE answers (
  workspace TEXT NOT NULL,
  round TEXT NOT NULL,
  member TEXT NOT NULL,
  option_id TEXT NOT NULL,
  is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  channel TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  week TEXT NOT NULL,
  month TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, round, member),
  FOREIGN KEY (workspace, round) REFERENCES rounds (workspace, id),
  FOREIGN KEY (workspace, member) REFERENCES members (workspace, id)
);

CREATE INDEX answers_by_member ON answers (workspace, member, deck, question, at);
CREATE INDEX answers_by_channel ON answers (workspace, channel, week);

-- Kept in the answer's transaction; always equal to the fold over answers (deckhand db verify).
CREATE TABLE standings (
  workspace TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  member TEXT NOT NULL,
  points BIGINT NOT NULL,
  right_answers BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
  PRIMARY KEY (workspace, scope, period, member)
);

CREATE INDEX standings_board ON standings (workspace, scope, period, listed, points, answered);

-- How many listed members have so many points: one's own rank without reading the board.
CREATE TABLE tallies (
  workspace TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  points BIGINT NOT NULL,
  members BIGINT NOT NULL,
  PRIMARY KEY (workspace, scope, period, points)
);

CREATE TABLE schedules (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('daily', 'weekly')),
  time TEXT NOT NULL,
  days TEXT NOT NULL,
  zone TEXT NOT NULL,
  decks TEXT NOT NULL,
  closes TEXT,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  -- Occurrences up to here have been dealt with.
  done_until BIGINT NOT NULL,
  paused_at BIGINT,
  paused_why TEXT,
  removed_at BIGINT,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, channel) REFERENCES channels (workspace, id)
);

CREATE TABLE skips (
  workspace TEXT NOT NULL,
  schedule TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  PRIMARY KEY (workspace, schedule, first_day, last_day),
  FOREIGN KEY (workspace, schedule) REFERENCES schedules (workspace, id)
);

CREATE TABLE occurrences (
  workspace TEXT NOT NULL,
  schedule TEXT NOT NULL,
  slot TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('posted', 'skipped')),
  why TEXT,
  PRIMARY KEY (workspace, schedule, slot),
  FOREIGN KEY (workspace, schedule) REFERENCES schedules (workspace, id)
);

-- The outbox: a row before it is a message.
CREATE TABLE posts (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('post', 'edit', 'tell')),
  channel TEXT NOT NULL,
  -- For tell: the member. For post: who hears when it fails.
  member TEXT,
  -- The name of the post that an edit changes, or that a post answers.
  about TEXT,
  card TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dropped')),
  attempts BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  first_attempt_at BIGINT,
  lease_until BIGINT,
  lease_owner TEXT,
  message TEXT,
  error TEXT,
  created_at BIGINT NOT NULL,
  -- Order among posts that were queued at the same moment.
  turn BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (workspace, id),
  UNIQUE (workspace, name)
);

CREATE INDEX posts_due ON posts (state, due_at);
CREATE INDEX posts_by_channel ON posts (workspace, channel, state);

CREATE TABLE sessions (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  member TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('practice', 'review')),
  steps TEXT NOT NULL,
  step BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (workspace, id)
);

CREATE INDEX sessions_by_member ON sessions (workspace, member, ended_at);

-- Answers of private sessions. What a member remembers is a fold over these and over answers in rounds.
CREATE TABLE sights (
  workspace TEXT NOT NULL,
  session TEXT NOT NULL,
  step BIGINT NOT NULL,
  member TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  at BIGINT NOT NULL,
  is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
  sure TEXT NOT NULL CHECK (sure IN ('guess', 'fairly', 'sure')),
  PRIMARY KEY (workspace, session, step),
  FOREIGN KEY (workspace, session) REFERENCES sessions (workspace, id)
);

CREATE INDEX sights_by_member ON sights (workspace, member, at);

-- Questions that a member does not want to review any more.
CREATE TABLE retirements (
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, member, deck, question)
);

CREATE TABLE reports (
  workspace TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  member TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, deck, question, member)
);

CREATE TABLE audit (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  member TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  PRIMARY KEY (workspace, id)
);

-- Who holds a name among processes: one instance for each token.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until BIGINT NOT NULL
);
