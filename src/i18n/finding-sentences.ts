import type { ReportItem } from '../domain/analysis-report.ts';
import type { Finding } from '../domain/item-analysis.ts';
import type { Words } from './en.ts';

/** A share in words: `64%`. @param value between 0 and 1 */
export function percentOf(words: Words, value: number): string {
  return words.percent({ right: value, of: 1 });
}

/** What an author should look at in a question, one sentence each, most urgent first; empty for a sound one. */
export function findingSentences(words: Words, item: ReportItem): readonly string[] {
  const said = item.figures.findings.map((finding) => sentenceOf(words, item, finding));
  return item.problems === 0 ? said : [...said, words.findingProblems({ count: item.problems })];
}

function sentenceOf(words: Words, { figures, gists }: ReportItem, finding: Finding): string {
  const named = (ids: readonly string[]): readonly string[] => ids.map((id) => gists.get(id) ?? id);
  switch (finding.kind) {
    case 'wrong-key':
      return words.findingWrongKey({ options: named(finding.options) });
    case 'none-right':
      return words.findingNoneRight();
    case 'weak':
      return words.findingWeak();
    case 'sure-and-wrong':
      return words.findingSureAndWrong({
        share: percentOf(words, figures.sureAndWrong?.value ?? 0),
      });
    case 'dead':
      return words.findingDead({ options: named(finding.options) });
    case 'all-right':
      return words.findingAllRight();
    default:
      return finding satisfies never;
  }
}
