import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { gradeOf, remember, rememberWith, type Memory } from '../../src/domain/memory.ts';

const DAY = 24 * 3_600_000;
const START = Date.parse('2022-12-29T12:30:00Z');

type Grade = 'again' | 'hard' | 'good' | 'easy';
const GRADES: Readonly<Record<string, Grade>> = { A: 'again', H: 'hard', G: 'good', E: 'easy' };

/** Weights and expected values of ts-fsrs's own tests (impl/long-term_scheduler.test.ts, MIT). */
const WEIGHTS = [
  0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178, 2.0225,
  0.0904, 0.3025, 2.1214, 0.2498, 2.9466, 0.4891, 0.6468,
];
const VECTORS: readonly {
  readonly grades: string;
  readonly days: readonly number[];
  readonly stability: readonly number[];
  readonly difficulty: readonly number[];
}[] = [
  {
    grades: 'GGGGGGAAGGGGG',
    days: [3, 13, 48, 155, 445, 1158, 17, 3, 11, 37, 112, 307, 773],
    stability: [
      3.0412, 13.09130698, 48.15848988, 154.93732625, 445.05562739, 1158.07779739, 16.63063166,
      3.01732209, 11.42247264, 37.37521902, 111.8752758, 306.5974569, 772.94026648,
    ],
    difficulty: [
      4.49094334, 4.26664289, 4.05746029, 3.86237659, 3.68044154, 3.51076891, 4.69833071,
      5.55956298, 5.26323756, 4.98688448, 4.72915759, 4.4888015, 4.26464541,
    ],
  },
  {
    grades: 'AHGEAHGE',
    days: [1, 2, 6, 41, 4, 7, 21, 133],
    stability: [
      0.4197, 1.0344317, 5.5356759, 41.0033667, 4.46605519, 6.67743292, 20.88868155, 132.81849454,
    ],
    difficulty: [
      7.1434, 7.03653841, 6.64066485, 5.92312772, 6.44779861, 6.45995078, 6.10293922, 5.36588547,
    ],
  },
  {
    grades: 'HGEAHGEA',
    days: [2, 7, 54, 5, 8, 26, 171, 8],
    stability: [
      1.1869, 6.59167572, 53.76078737, 5.0853693, 8.09786749, 25.52991279, 171.16195166, 8.11072373,
    ],
    difficulty: [
      6.23225985, 5.89059466, 5.14583392, 5.884097, 5.99269555, 5.667177, 4.91430736, 5.71619151,
    ],
  },
  {
    grades: 'EAHGEAHG',
    days: [15, 3, 6, 27, 240, 10, 17, 60],
    stability: [
      15.2441, 3.25621013, 6.32684549, 26.56339029, 239.70462771, 9.75621519, 17.06035531,
      59.59547542,
    ],
    difficulty: [
      1.16304343, 2.99573557, 3.59851762, 3.43436666, 2.60045771, 4.03816348, 4.46259158,
      4.24020203,
    ],
  },
];

describe('what a member remembers', () => {
  it.each(VECTORS)('is what FSRS says after $grades', ({ grades, days, stability, difficulty }) => {
    const next = rememberWith(WEIGHTS);
    let memory: Memory | null = null;
    let at = START;
    for (const [index, letter] of grades.split('').entries()) {
      memory = next(memory, at, GRADES[letter] ?? 'good');
      expect(Math.round((memory.dueAt - at) / DAY)).toBe(days[index]);
      expect(memory.stability).toBeCloseTo(stability[index] ?? 0, 6);
      expect(memory.difficulty).toBeCloseTo(difficulty[index] ?? 0, 6);
      expect(memory.lastAt).toBe(at);
      at = memory.dueAt;
    }
  });

  it('is graded by right, wrong and how sure', () => {
    expect(gradeOf(false, 'sure')).toBe('again');
    expect(gradeOf(true, 'guess')).toBe('hard');
    expect(gradeOf(true, 'fairly')).toBe('good');
    expect(gradeOf(true, null)).toBe('good');
    expect(gradeOf(true, 'sure')).toBe('easy');
  });

  it('comes back later the better it went, at least a day later, and always on the same day for the same answers', () => {
    const grade = fc.constantFrom<Grade>('again', 'hard', 'good', 'easy');
    const history = fc.array(fc.tuple(grade, fc.integer({ min: 0, max: 90 })), { maxLength: 12 });
    fc.assert(
      fc.property(history, (looks) => {
        let memory: Memory | null = null;
        let at = START;
        for (const [one, wait] of looks) {
          memory = remember(memory, at, one);
          expect(memory.dueAt - at).toBeGreaterThanOrEqual(DAY);
          at += wait * DAY;
        }
        const due = (['again', 'hard', 'good', 'easy'] as const).map(
          (one) => remember(memory, at, one).dueAt,
        );
        expect([...due].sort((a, b) => a - b)).toEqual(due);
        expect(remember(memory, at, 'good')).toEqual(remember(memory, at, 'good'));
      }),
    );
  });
});
