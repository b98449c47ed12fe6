import type { Command } from '../context.ts';
import { home } from './home.ts';
import { me } from './me.ts';

/** A member's own figures. */
export const PROFILE_COMMANDS: readonly Command[] = [
  {
    name: 'home',
    help: {
      en: 'What is open for you, your place, and what is due',
      de: 'Was für dich offen ist, dein Platz und was fällig ist',
    },
    who: 'all',
    arguments: [],
    run: home,
  },
  {
    name: 'me',
    aliases: [
      'stats',
      'statistics',
      'my stats',
      'my score',
      'my points',
      'meine punkte',
      'statistik',
      'punkte',
      'ich',
      'profile',
      'profil',
    ],
    help: {
      en: 'Your points, accuracy, streak, and what is due',
      de: 'Deine Punkte, Trefferquote, Serie und was fällig ist',
    },
    who: 'all',
    arguments: [],
    run: me,
  },
];
