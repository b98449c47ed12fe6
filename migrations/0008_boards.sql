-- A board by a number: its standings are six rows of every answer, and what is short is written quickly.
CREATE TABLE boards (
  id INTEGER PRIMARY KEY,
  workspace TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  UNIQUE (workspace, scope, period)
);

INSERT INTO boards (id, workspace, scope, period)
SELECT row_number() OVER (ORDER BY workspace, scope, period), workspace, scope, period
FROM (SELECT workspace, scope, period FROM standings UNION SELECT workspace, scope, period FROM tallies) AS known;

CREATE TABLE standings_of (
  board INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
  member TEXT NOT NULL,
  points BIGINT NOT NULL,
  right_answers BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
  PRIMARY KEY (board, member)
);

INSERT INTO standings_of (board, member, points, right_answers, answered, listed)
SELECT boards.id, member, points, right_answers, answered, listed
FROM standings
JOIN boards ON boards.workspace = standings.workspace AND boards.scope = standings.scope AND boards.period = standings.period;

CREATE TABLE tallies_of (
  board INTEGER NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
  points BIGINT NOT NULL,
  members BIGINT NOT NULL,
  PRIMARY KEY (board, points)
);

INSERT INTO tallies_of (board, points, members)
SELECT boards.id, points, members
FROM tallies
JOIN boards ON boards.workspace = tallies.workspace AND boards.scope = tallies.scope AND boards.period = tallies.period;

DROP TABLE standings;
DROP TABLE tallies;
ALTER TABLE standings_of RENAME TO standings;
ALTER TABLE tallies_of RENAME TO tallies;

CREATE INDEX standings_board ON standings (board, listed, points, answered);

-- With the names of their boards, to be read.
CREATE VIEW board_standings AS
SELECT boards.workspace, boards.scope, boards.period, member, points, right_answers, answered, listed
FROM standings
JOIN boards ON boards.id = standings.board;

CREATE VIEW board_tallies AS
SELECT boards.workspace, boards.scope, boards.period, points, members
FROM tallies
JOIN boards ON boards.id = tallies.board;
