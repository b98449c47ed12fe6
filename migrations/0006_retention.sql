-- What answers that are not kept any more were worth: boards of all time stand on these and on the answers.
CREATE TABLE carried (
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  member TEXT NOT NULL,
  points BIGINT NOT NULL,
  right_answers BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  PRIMARY KEY (workspace, channel, member)
);

-- The first month of which answers are still kept.
CREATE TABLE thinned (
  workspace TEXT PRIMARY KEY,
  month TEXT NOT NULL
);
