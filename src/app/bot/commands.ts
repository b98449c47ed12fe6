import type { Command } from '../command.ts';
import { MANAGER_COMMANDS } from '../manager-commands.ts';
import { MEMBER_COMMANDS } from '../member-commands.ts';

/** The one table of commands: parser, help, Discord's registration and completion come from it. */
export const COMMANDS: readonly Command[] = [...MEMBER_COMMANDS, ...MANAGER_COMMANDS];
