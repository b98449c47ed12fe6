-- A question that could not be posted is withdrawn: no reveal, no scheduled day, and it may be asked again.
ALTER TABLE rounds ADD COLUMN withdrawn_at BIGINT;
-- How many questions the channel had been asked, this one included.
ALTER TABLE rounds ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;
-- Whether the schedule's own rotation came back to a question that this channel had been asked before.
ALTER TABLE rounds ADD COLUMN is_repeat INTEGER NOT NULL DEFAULT 0 CHECK (is_repeat IN (0, 1));
CREATE INDEX rounds_by_question ON rounds (workspace, deck, question, opened_at);

-- Whether an answer counted when it was given. `counts` is that and that its round is not voided, so a void can be undone.
ALTER TABLE answers ADD COLUMN eligible INTEGER NOT NULL DEFAULT 0 CHECK (eligible IN (0, 1));
UPDATE answers SET eligible = counts;

-- Whether an answer is in the standings: at once where the board is live, else when its round closes. Standings equal the
-- fold over answers that count and are in them (deckhand db verify).
ALTER TABLE answers ADD COLUMN tallied INTEGER NOT NULL DEFAULT 1 CHECK (tallied IN (0, 1));
CREATE INDEX answers_pending ON answers (workspace, member) WHERE tallied = 0;

-- What managers said of a question, until its content changes: the options that are right, and whether it is retired.
CREATE TABLE corrections (
  workspace TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  hash TEXT NOT NULL,
  keys TEXT,
  is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, deck, question)
);

-- Members who were forgotten and have answered a round that is still open, as hashes: they cannot answer it again.
-- The marks of a round go when it closes.
CREATE TABLE answered_marks (
  workspace TEXT NOT NULL,
  round TEXT NOT NULL,
  mark TEXT NOT NULL,
  PRIMARY KEY (workspace, round, mark)
);

-- What boards show of open rounds: `after-close` nothing but one's own, `live` all, `off` no board.
ALTER TABLE channels ADD COLUMN board_mode TEXT NOT NULL DEFAULT 'after-close' CHECK (board_mode IN ('after-close', 'live', 'off'));
UPDATE channels SET board_mode = 'off' WHERE board = 0;

UPDATE rounds SET ordinal = (
  SELECT count(*) FROM rounds AS earlier
  WHERE earlier.workspace = rounds.workspace AND earlier.channel = rounds.channel
    AND (earlier.opened_at < rounds.opened_at OR earlier.opened_at = rounds.opened_at AND earlier.id <= rounds.id)
);
