-- Of a post that did not go out: '' while its owner is still to be told, then the name of the notice that tells of it until
-- that has arrived. Of an edit or a notice that was given up: '' while it is tried again now and then. Null otherwise.
ALTER TABLE posts ADD COLUMN owed TEXT;
CREATE INDEX posts_owed ON posts (workspace) WHERE owed IS NOT NULL;
-- A notice in other languages than its card's, as cards by language: for whoever gets it in another's place. Null: in none.
ALTER TABLE posts ADD COLUMN also TEXT;
