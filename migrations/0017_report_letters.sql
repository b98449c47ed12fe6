-- Managers who asked for the weekly letter about the questions, and when their next one is due.
CREATE TABLE report_letters (
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  channel TEXT NOT NULL,
  zone TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (workspace, member)
);
CREATE INDEX report_letters_due ON report_letters (next_at);
