-- The last analysis of each deck that was asked, with the state of its rounds that it was made from. It holds no member.
-- A row may be lost: it is made again from the answers.
CREATE TABLE deck_analyses (
  workspace TEXT NOT NULL,
  deck TEXT NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace, deck)
);
