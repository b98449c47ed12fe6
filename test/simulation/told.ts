import type { Outcome } from './run.ts';

/** What a person reads when a run fails, with the command that repeats it. */
export function told({ seed, deaths, problems, trace }: Outcome): string {
  const moments = (deaths ?? []).map(({ nth }) => ` --death ${nth}`).join('');
  const again = `npm run simulate -- --seed ${seed}${moments}`;
  return [`seed ${seed}, repeated by: ${again}`, ...problems, '', ...trace].join('\n');
}
