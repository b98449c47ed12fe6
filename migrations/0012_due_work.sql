-- When a schedule is due next; null while it is paused, removed or its workspace is gone. An older schedule is looked at
-- once, which sets it.
ALTER TABLE schedules ADD COLUMN next_at BIGINT;
UPDATE schedules SET next_at = done_until
WHERE paused_at IS NULL AND removed_at IS NULL
  AND workspace IN (SELECT id FROM workspaces WHERE gone_at IS NULL);
CREATE INDEX schedules_due ON schedules (next_at, workspace, id) WHERE next_at IS NOT NULL;
CREATE INDEX schedules_done ON schedules (done_until) WHERE next_at IS NOT NULL;

-- A channel's queue in the outbox: when its next post may be claimed. The lane `notices` holds private notices, which do
-- not wait for the channel's posts.
CREATE TABLE channel_queues (
  workspace TEXT NOT NULL,
  channel TEXT NOT NULL,
  lane TEXT NOT NULL CHECK (lane IN ('posts', 'notices')),
  -- Null: nothing waits, or it waits for another post or for a manager.
  ready_at BIGINT,
  -- The channel's pace: no post is claimed before.
  paced_until BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace, channel, lane)
);
CREATE INDEX channel_queues_ready ON channel_queues (workspace, ready_at) WHERE ready_at IS NOT NULL;

-- A workspace's queues together: they take turns, and each has its own allowance where the platform gives it one.
CREATE TABLE workspace_queues (
  workspace TEXT PRIMARY KEY,
  platform TEXT NOT NULL CHECK (platform IN ('slack', 'discord', 'web')),
  ready_at BIGINT,
  -- When it may be served again: after the others that wait, and within its allowance.
  held_until BIGINT NOT NULL DEFAULT 0,
  -- When its allowance is full again.
  allowance_at BIGINT NOT NULL DEFAULT 0,
  -- How many posts were claimed: of two that have waited equally long the one that got less comes first.
  claims BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX workspace_queues_ready ON workspace_queues (platform, ready_at, claims) WHERE ready_at IS NOT NULL;

-- What waits is looked at once, which sets the right times.
INSERT INTO channel_queues (workspace, channel, lane, ready_at)
SELECT DISTINCT workspace, channel, CASE kind WHEN 'tell' THEN 'notices' ELSE 'posts' END, 0
FROM posts WHERE state IN ('pending', 'sending');
INSERT INTO workspace_queues (workspace, platform, ready_at)
SELECT id, platform, 0 FROM workspaces
WHERE gone_at IS NULL AND id IN (SELECT workspace FROM channel_queues);

DROP INDEX posts_due;
DROP INDEX posts_by_channel;
CREATE INDEX posts_by_queue ON posts (workspace, channel, state, due_at, created_at, turn, id);
CREATE INDEX posts_by_state ON posts (state, created_at);
-- What may be deleted when its time is over.
CREATE INDEX posts_settled ON posts (workspace, settled_at) WHERE settled_at IS NOT NULL;

-- How many answered a round, and how many of them rightly; a question is picked by these. They outlive the answers.
ALTER TABLE rounds ADD COLUMN answered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN right_answers BIGINT NOT NULL DEFAULT 0;
UPDATE rounds SET
  answered = (SELECT count(*) FROM answers
    WHERE answers.workspace = rounds.workspace AND answers.round = rounds.id),
  right_answers = (SELECT count(*) FROM answers
    WHERE answers.workspace = rounds.workspace AND answers.round = rounds.id AND is_right = 1);
