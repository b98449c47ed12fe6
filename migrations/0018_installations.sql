-- Where Slack's app is installed by OAuth. `workspace` is `slack:<team id>`, or `slack:<enterprise id>` for an organization
-- (Enterprise Grid), which installs for all workspaces that it grants. Tokens are encrypted under ENCRYPTION_KEY.
CREATE TABLE installations (
  workspace TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  is_organization INTEGER NOT NULL CHECK (is_organization IN (0, 1)),
  -- The organization that a workspace belongs to, `slack:<enterprise id>`; null for none.
  organization TEXT,
  bot_user TEXT NOT NULL,
  bot TEXT NOT NULL,
  -- Separated by commas.
  scopes TEXT NOT NULL,
  -- The access token and the refresh token as JSON: AES-256-GCM, with `workspace` as additional data.
  encrypted TEXT NOT NULL,
  -- Which key of ENCRYPTION_KEY decrypts them.
  key_id TEXT NOT NULL,
  -- When the access token ends; null: never.
  expires_at BIGINT,
  -- By Slack's clock: an event about an older installation changes nothing.
  installed_at BIGINT NOT NULL,
  -- Another one with each write of the tokens.
  version TEXT NOT NULL
);

-- Workspaces that an organization's installation serves.
CREATE TABLE granted_workspaces (
  workspace TEXT PRIMARY KEY,
  organization TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX granted_workspaces_by_organization ON granted_workspaces (organization);

-- States of OAuth that were used, until they would be too old.
CREATE TABLE spent_states (
  state_hash TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
CREATE INDEX spent_states_expired ON spent_states (expires_at);
