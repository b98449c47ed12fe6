-- A weekly leaderboard is the channel's or the whole workspace's.
ALTER TABLE schedules ADD COLUMN scope TEXT NOT NULL DEFAULT 'channel' CHECK (scope IN ('channel', 'workspace'));
