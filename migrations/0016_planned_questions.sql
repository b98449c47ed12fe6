-- Questions that a manager chose for a schedule's date, in the place of the one that would be picked.
CREATE TABLE planned_questions (
  workspace TEXT NOT NULL,
  schedule TEXT NOT NULL,
  slot TEXT NOT NULL,
  deck TEXT NOT NULL,
  question TEXT NOT NULL,
  PRIMARY KEY (workspace, schedule, slot)
);
