-- A channel's name as its platform last gave it, for pages of the studio; empty where it gives none.
ALTER TABLE channels ADD COLUMN name TEXT NOT NULL DEFAULT '';
