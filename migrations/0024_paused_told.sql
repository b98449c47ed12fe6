-- Why the bot itself paused a schedule while nobody was told of it yet; null once its maker was told.
ALTER TABLE schedules ADD COLUMN untold_pause TEXT CHECK (untold_pause IN ('gone', 'refused'));
CREATE INDEX schedules_untold ON schedules (workspace) WHERE untold_pause IS NOT NULL;
