import type { OwnStanding } from '../../domain/standings.ts';
import type { Words } from '../../i18n/index.ts';

/** "2nd this week, 3 points behind Mira, 7 points ahead of Jo". */
export function standingSaid(
  words: Words,
  { own, above, below, tiedWith: level }: OwnStanding,
): string {
  const near = [words.rankThisWeek({ rank: own.rank })];
  if (above !== null) {
    near.push(words.behind({ points: above.points - own.points, name: above.name }));
  }
  if (level > 0) near.push(words.levelWith({ count: level }));
  if (below !== null) {
    near.push(words.aheadOf({ points: own.points - below.points, name: below.name }));
  }
  return near.join(', ');
}
