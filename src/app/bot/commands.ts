import type { Command } from '../context.ts';
import { AUTHORING_COMMANDS } from '../authoring/commands.ts';
import { ANALYSIS_COMMANDS } from '../analysis/commands.ts';
import { HELP_COMMANDS } from '../help/commands.ts';
import { LEADERBOARD_COMMANDS } from '../leaderboard/commands.ts';
import { PRACTICE_COMMANDS } from '../practice/commands.ts';
import { PRIVACY_COMMANDS } from '../privacy/commands.ts';
import { PROBLEMS_COMMANDS } from '../problems/commands.ts';
import { PROFILE_COMMANDS } from '../profile/commands.ts';
import { REMINDERS_COMMANDS } from '../reminders/commands.ts';
import { ROUNDS_COMMANDS } from '../rounds/commands.ts';
import { SCHEDULING_COMMANDS } from '../scheduling/commands.ts';
import { WORKSPACE_COMMANDS } from '../workspace/commands.ts';

/** The one table of commands: the parser, help, Discord's registration and completion come from it. */
export const COMMANDS: readonly Command[] = [
  ...HELP_COMMANDS,
  ...PRACTICE_COMMANDS,
  ...REMINDERS_COMMANDS,
  ...PROFILE_COMMANDS,
  ...LEADERBOARD_COMMANDS,
  ...PRIVACY_COMMANDS,
  ...ROUNDS_COMMANDS,
  ...SCHEDULING_COMMANDS,
  ...ANALYSIS_COMMANDS,
  ...PROBLEMS_COMMANDS,
  ...AUTHORING_COMMANDS,
  ...WORKSPACE_COMMANDS,
];
