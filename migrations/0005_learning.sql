-- Days on which a member is away: streak, reminders and due dates wait. last_day null: until they are back.
CREATE TABLE absences (
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT,
  PRIMARY KEY (workspace, member, first_day)
);

-- A private reminder for those who asked for one, in their own hours.
CREATE TABLE reminders (
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  channel TEXT NOT NULL,
  time TEXT NOT NULL,
  days TEXT NOT NULL,
  zone TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (workspace, member)
);

CREATE INDEX reminders_due ON reminders (next_at);

-- How sure a member was, asked in channels too where the deck or the schedule says so.
ALTER TABLE rounds ADD COLUMN asks_sure INTEGER NOT NULL DEFAULT 0 CHECK (asks_sure IN (0, 1));
ALTER TABLE schedules ADD COLUMN asks_sure INTEGER NOT NULL DEFAULT 0 CHECK (asks_sure IN (0, 1));
ALTER TABLE answers ADD COLUMN sure TEXT CHECK (sure IN ('guess', 'fairly', 'sure'));

-- What a report says beside its reason, in the member's words.
ALTER TABLE reports ADD COLUMN note TEXT NOT NULL DEFAULT '';
