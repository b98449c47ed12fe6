-- When a member was last reminded, and how many reminders in a row they have not answered: the third one ends it.
ALTER TABLE reminders ADD COLUMN reminded_at BIGINT;
ALTER TABLE reminders ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;
