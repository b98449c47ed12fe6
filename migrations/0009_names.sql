-- Tables are called what the field calls them.
ALTER TABLE gestures RENAME TO idempotency_keys;
ALTER TABLE sights RENAME TO attempts;
ALTER TABLE carried RENAME TO archived_points;
ALTER TABLE thinned RENAME TO retention_marks;
ALTER TABLE retirements RENAME TO suspended_questions;
DROP INDEX sights_by_member;
CREATE INDEX attempts_by_member ON attempts (workspace, member, at);
