import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as canvas from '@napi-rs/canvas';
import { z } from 'zod';
import type { Log } from '../ports/system.ts';

const require = createRequire(import.meta.url);

/** A file of a font package, with its letters. */
interface Subset {
  readonly file: string;
  readonly boldFile: string | null;
  readonly family: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Latin, Greek and Cyrillic in two weights; emoji; then one small package for each other script. */
const INTER = '@fontsource/inter';
const EMOJI = '@fontsource/noto-color-emoji';
const NOTO = '@fontsource-variable/noto-sans-';
const SYMBOLS = '@fontsource/noto-sans-symbols-2';
const SCRIPTS =
  'arabic hebrew devanagari bengali gujarati gurmukhi tamil telugu kannada malayalam sinhala thai lao khmer myanmar georgian armenian ethiopic sc jp kr'.split(
    ' ',
  );
/** Unicode has one number for the Chinese and the Japanese form of a letter; kana shows that a name is Japanese. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Subsets that every package names and few hold completely. */
const SHARED = /^(?:latin|vietnamese|cyrillic|greek|math|symbols)/;
/** Characters without a glyph of their own: blanks, controls, joiners, combining marks. */
const NO_GLYPH = /^[\p{Z}\p{C}\p{M}]$/u;

/** Fonts from npm for names in every script. A file is opened when its first letter is drawn. */
export class Fonts {
  private readonly subsets: readonly Subset[];
  private readonly japaneseFirst: readonly Subset[];
  private readonly registered = new Set<string>();

  /** Leaves out packages that are not installed; `write` returns null for their letters. */
  constructor(
    private readonly into: Pick<typeof canvas.GlobalFonts, 'registerFromPath'>,
    log: Log,
  ) {
    const found: Subset[] = [];
    for (const name of [INTER, EMOJI, ...SCRIPTS.map((script) => NOTO + script), SYMBOLS]) {
      try {
        found.push(...subsetsOf(name));
      } catch {
        log.debug('a font package is not installed; pictures leave its letters to the text', {
          name,
        });
      }
    }
    this.subsets = found;
    const japanese = found.filter(({ family }) => family.startsWith('Deckhand jp'));
    this.japaneseFirst = [...japanese, ...found];
  }

  /**
   * A drawable text with the families that have its letters, best fit first. A letter without a font gets its plain
   * form (`𝓐` as `A`). Null if a letter has no font in either form.
   */
  write(text: string, bold: boolean): { readonly text: string; readonly families: string } | null {
    const subsets = KANA.test(text) ? this.japaneseFirst : this.subsets;
    const families = new Set<string>();
    let shown = '';
    // Blanks come from the first family, and an emoji font's are wide, so a Latin letter leads.
    for (const letter of `x${text}`) {
      const plain = holding(subsets, letter) === null ? letter.normalize('NFKC') : letter;
      for (const part of plain) {
        if (NO_GLYPH.test(part)) continue;
        const subset = holding(subsets, part);
        if (subset === null) return null;
        const { file, boldFile, family } = subset;
        const isBold = bold && boldFile !== null;
        const name = isBold ? `${family} Bold` : family;
        this.register(isBold ? boldFile : file, name);
        families.add(`"${name}"`);
      }
      shown += plain;
    }
    families.add('sans-serif');
    return { text: shown.slice(1), families: [...families].join(', ') };
  }

  private register(file: string, family: string): void {
    if (this.registered.has(family)) return;
    this.registered.add(family);
    // Each file has its own family name, since canvas 1.0 draws boxes for several subsets under one name.
    this.into.registerFromPath(file, family);
  }
}

function holding(subsets: readonly Subset[], letter: string): Subset | null {
  const point = letter.codePointAt(0) ?? 0;
  const holds = ({ ranges }: Subset): boolean =>
    ranges.some(([from, to]) => point >= from && point <= to);
  return subsets.find(holds) ?? null;
}

const rangesByName = z.record(z.string(), z.string());

/** @throws when the package is not installed */
function subsetsOf(packageName: string): readonly Subset[] {
  const stem = packageName.slice(packageName.indexOf('/') + 1);
  const json = readFileSync(require.resolve(`${packageName}/unicode.json`), 'utf8');
  const subsets = Object.entries(rangesByName.parse(JSON.parse(json)));
  const file = (subset: string, weight: string): string =>
    require.resolve(`${packageName}/files/${stem}-${subset}-${weight}-normal.woff2`);
  if (packageName === EMOJI) {
    const ranges = subsets.flatMap(([, said]) => rangesIn(said));
    const whole = file('emoji', '400');
    return [{ file: whole, boldFile: null, family: 'Deckhand emoji', ranges }];
  }
  const script = stem.replace('noto-sans-', '');
  return subsets
    .map(([key, said]) => [key.replaceAll(/[[\]]/g, ''), said] as const)
    .filter(([subset]) => packageName === INTER || packageName === SYMBOLS || !SHARED.test(subset))
    .filter(([subset]) => packageName !== SYMBOLS || subset === 'symbols')
    .map(([subset, said]) => ({
      file: file(subset, packageName.startsWith(NOTO) ? 'wght' : '400'),
      boldFile: packageName === INTER ? file(subset, '700') : null,
      family: `Deckhand ${script} ${subset}`,
      ranges: rangesIn(said),
    }));
}

/** `U+0-ff,U+131` as pairs of code points. */
function rangesIn(said: string): readonly (readonly [number, number])[] {
  return said.split(',').map((range) => {
    const [from = '', to = from] = range.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}
