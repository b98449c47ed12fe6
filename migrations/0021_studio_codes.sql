-- A link into the studio opens with a code that is not in it. `wrong` counts the wrong ones that were typed; `ended` says
-- why a link opens no more, so that whoever comes late is told. Links without a code last ten minutes: they go.
DELETE FROM studio_links;
ALTER TABLE studio_links ADD COLUMN code_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE studio_links ADD COLUMN wrong INTEGER NOT NULL DEFAULT 0;
ALTER TABLE studio_links ADD COLUMN ended TEXT NOT NULL DEFAULT '' CHECK (ended IN ('', 'used', 'tried', 'replaced'));
