-- Since when Slack takes no token of an installation any more; null: it does.
ALTER TABLE installations ADD COLUMN refused_since BIGINT;
