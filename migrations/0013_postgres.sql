-- @only postgres
-- Several processes make boards at once: their numbers come from a sequence, and have 64 bits.
DROP VIEW board_standings;
DROP VIEW board_tallies;
ALTER TABLE boards ALTER COLUMN id TYPE BIGINT;
ALTER TABLE standings ALTER COLUMN board TYPE BIGINT;
ALTER TABLE tallies ALTER COLUMN board TYPE BIGINT;
CREATE SEQUENCE boards_id_seq AS BIGINT OWNED BY boards.id;
SELECT setval('boards_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM boards), false);
ALTER TABLE boards ALTER COLUMN id SET DEFAULT nextval('boards_id_seq');
CREATE VIEW board_standings AS
SELECT boards.workspace, boards.scope, boards.period, member, points, right_answers, answered, listed
FROM standings
JOIN boards ON boards.id = standings.board;
CREATE VIEW board_tallies AS
SELECT boards.workspace, boards.scope, boards.period, points, members
FROM tallies
JOIN boards ON boards.id = tallies.board;

-- A standing changes with every answer: without an index on its points, and with room on its page, the new row stays
-- beside the old one.
DROP INDEX standings_board;
ALTER TABLE standings SET (fillfactor = 60);
ALTER TABLE tallies SET (fillfactor = 60);
-- @end
