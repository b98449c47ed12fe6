import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/domain/card.ts';
import { openPainter } from '../../src/charts/index.ts';
import { recordingLog, type LogLine } from '../stories/world.ts';

/** Pictures to look at after a run; git ignores the folder. */
const SHOTS = '.tmp/pictures';
mkdirSync(SHOTS, { recursive: true });

const NAMES = [
  'Mira Østergård',
  'Łukasz Żółć',
  'Дмитрий',
  'Ελένη',
  'Nguyễn Thị Hương',
  '👩🏽‍🚀 Zoë',
  'x'.repeat(200),
];
const SCRIPTS = [
  '王小明 李秀英',
  '佐藤さくら タケシ',
  '김민준',
  'محمد علي',
  'מיכל כהן',
  'अनन्या शर्मा',
  'রহিম',
  'தமிழ்ச்செல்வி',
  'ธนพร',
  'გიორგი',
  'Արամ',
  'ሰላም',
  'Zoë ★ ♥ 👩🏽‍🚀',
];
const board = (names: readonly string[]): Picture => ({
  chart: 'board',
  title: 'Leaderboard, week of 23 November',
  subtitle: '9 took part',
  rows: names.map((name, index) => ({
    rank: index + 1,
    name,
    points: 90 - 9 * index,
    note: `${9 - index} of 9`,
  })),
});
const spread = (counts: readonly number[]): Picture => ({
  chart: 'spread',
  title: 'How you answered',
  bars: counts.map((count, index) => ({
    letter: 'ABCD'.charAt(index),
    label:
      [
        'Flow follows the kind of app',
        'Code + PKCE for a person; Client Credentials for a service itself',
        'One yields JWTs',
        'Less exposure',
      ][index] ?? '',
    count,
    key: index === 1,
  })),
});
const me: Picture = {
  chart: 'me',
  title: 'Mira',
  subtitle: 'Right by tag',
  bars: [
    { label: 'oauth', right: 7, answered: 8 },
    { label: 'jwt', right: 2, answered: 6 },
    { label: 'threat-modelling', right: 0, answered: 3 },
  ],
};

const shares: Picture = {
  chart: 'shares',
  title: 'Right at first sight, by tag',
  subtitle: '',
  bars: [
    ['oauth', 0.34, 0.31, 0.36],
    ['object-level-authorization', 0.55, 0.35, 0.74],
    ['threat-modelling', 0, 0, 0.16],
    ['jwt', 1, 0.84, 1],
  ].map(([label, share, low, high]) => ({
    label: String(label),
    share: Number(share),
    low: Number(low),
    high: Number(high),
    said: `${Math.round(100 * Number(share))}%`,
    note: `${Math.round(100 * Number(low))}%–${Math.round(100 * Number(high))}%`,
  })),
};

async function paint(picture: Picture): Promise<Buffer> {
  const log: LogLine[] = [];
  const png = await openPainter(recordingLog(log)).paint(picture);
  expect(log.filter((line) => line.level === 'warn')).toEqual([]);
  if (png === null) throw new Error('nothing was drawn');
  return Buffer.from(png);
}

const widthOf = (png: Buffer): number => png.readUInt32BE(16);

describe('pictures', () => {
  it.each([
    ['board', board(NAMES)],
    ['spread', spread([2, 9, 0, 4])],
    ['me', me],
    ['shares', shares],
  ])('%s is a PNG of a phone’s sharpness', async (name, picture) => {
    const png = await paint(picture);
    writeFileSync(`${SHOTS}/${name}.png`, png);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(widthOf(png)).toBe(1_200);
    expect(png.length).toBeLessThan(400_000);
  });

  it('show what they are given', async () => {
    expect(await paint(spread([1, 2, 3, 4]))).toEqual(await paint(spread([1, 2, 3, 4])));
    expect(await paint(spread([1, 2, 3, 4]))).not.toEqual(await paint(spread([4, 3, 2, 1])));
    expect(await paint(board(['Mira']))).not.toEqual(await paint(board(['Jo'])));
  });

  it('have the letters of every script that a name may be in', async () => {
    const log: LogLine[] = [];
    const painter = openPainter(recordingLog(log));
    const png = await painter.paint(board(SCRIPTS));
    expect(png).not.toBeNull();
    writeFileSync(`${SHOTS}/scripts.png`, png ?? '');
    // Each name is drawn with its own letters: were they boxes, names of one length would look the same.
    const one = await Promise.all(
      ['王小明', '李小龙', '김민준', 'たかし', 'מיכל'].map((name) => painter.paint(board([name]))),
    );
    expect(new Set(one.map((each) => Buffer.from(each ?? []).toString('base64'))).size).toBe(5);
  });

  it('draw letters of a fancy alphabet plainly', async () => {
    expect(await paint(board(['𝓐𝓭𝓪']))).toEqual(await paint(board(['Ada'])));
  });

  it('leave a name that no font can write to the text', async () => {
    const painter = openPainter(recordingLog([]));
    expect(await painter.paint(board(['Mira', '𓀀𓁐']))).toBeNull();
  });

  it('take hostile names and nothing at all', async () => {
    const names = [
      '',
      '\u202Eevil',
      'a\u0301'.repeat(500),
      '\u0000\u0007',
      '👨‍👩‍👧‍👦'.repeat(50),
      '<script>',
    ];
    expect(widthOf(await paint(board(names)))).toBe(1_200);
    expect(widthOf(await paint(spread([])))).toBe(1_200);
  });
});
