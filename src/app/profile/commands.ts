import type { Command } from '../context.ts';
import { me } from './me.ts';

/** A member's own figures. */
export const PROFILE_COMMANDS: readonly Command[] = [
  {
    name: 'me',
    help: {
      en: 'Your points, accuracy, streak, and what is due',
      de: 'Deine Punkte, Trefferquote, Serie und was fällig ist',
    },
    who: 'all',
    arguments: [],
    run: me,
  },
];
