import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/words/en.ts';

describe('the sentences', () => {
  it('are all said somewhere', () => {
    const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words'))
      .map((file) => readFileSync(path.join('src', file), 'utf8'))
      .join('\n');
    const unused = Object.keys(en).filter(
      (name) => !new RegExp(`[wW]ords\\.${name}\\b|spoken\\.${name}\\b`).test(source),
    );
    expect(unused).toEqual([]);
  });

  it('count in English', () => {
    expect(en.pointsWon({ points: 1 })).toBe('+1 point');
    expect(en.pointsWon({ points: 10 })).toBe('+10 points');
    expect([1, 2, 3, 4, 11, 21].map((rank) => en.rankThisWeek({ rank }))).toEqual([
      '1st this week',
      '2nd this week',
      '3rd this week',
      '4th this week',
      '11th this week',
      '21st this week',
    ]);
  });
});
