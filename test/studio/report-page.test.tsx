import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/domain/analysis-report.ts';
import type { Language } from '../../src/domain/language.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { ReportPage } from '../../src/studio/report/report-page.tsx';
import { sampleReport, smallReport } from './sample-report.ts';

const en = wordsIn('en');

async function page(report: Report, language: Language = 'en', title: string | null = null) {
  const words = wordsIn(language);
  return String(await html`${(<ReportPage words={words} report={report} title={title} />)}`);
}

function count(text: string, part: RegExp): number {
  return [...text.matchAll(part)].length;
}

describe('the report’s page', () => {
  it('shows every plot with its text and its figures', async () => {
    const shown = await page(sampleReport());
    for (const heading of [
      en.analysisPlotTags(),
      en.analysisPlotLearning(),
      en.analysisPlotWeeks(),
      en.analysisPlotItems(),
      en.analysisQuestions(),
    ])
      expect(shown).toContain(`<h2>${heading}</h2>`);
    // Each picture is named, or stands beside its figures and is left out by readers.
    expect(count(shown, /<svg/g)).toBe(
      count(shown, /<svg[^>]*(role="img" aria-label="[^"]{20,}"|aria-hidden="true")/g),
    );
    expect(count(shown, /<table/g)).toBe(count(shown, /<caption/g));
    expect(shown).toContain(en.analysisPlotItemsAlt({ count: 38, marked: 5 }));
    expect(shown).toContain('object-level-authorization');
  });

  it('puts each question where it belongs, however badly it separates', async () => {
    const report = sampleReport();
    const [first, ...rest] = report.items;
    if (first === undefined) throw new Error('no item');
    const interval = { low: -0.95, high: -0.8 };
    const discrimination = { value: -0.9, interval, of: 40 };
    const worst = { ...first, figures: { ...first.figures, discrimination } };
    const shown = await page({ ...report, items: [worst, ...rest] });
    expect(shown).toContain('>-1.0<');
    const heights = (text: string): readonly number[] =>
      [...text.matchAll(/class="point[^>]*?(?:cy="([\d.]+)"|d="M[\d.]+ ([\d.]+)l)/g)].map(
        ([, circle, diamond]) => Number(circle ?? diamond),
      );
    // The lowest point is well above the axis' last line, and the others moved up with it.
    expect(Math.max(...heights(shown).map((y) => y + 7))).toBeLessThan(266);
    expect(await page(report)).not.toContain('>-1.0<');
  });

  it('opens the questions with a finding, and says what it is', async () => {
    const shown = await page(sampleReport());
    expect(count(shown, /<details open/g)).toBe(7);
    expect(shown).toContain(en.findingNoneRight());
    expect(shown).toContain(en.findingProblems({ count: 2 }));
    expect(shown).toContain(en.columnBetter());
  });

  it('needs no script and no style inside, and shows markup of a deck as text', async () => {
    const shown = await page(sampleReport(), 'en', '<i>Deck</i>');
    expect(shown).not.toMatch(/<script|style=|\son\w+=/);
    expect(shown).toContain('&lt;b&gt;An order id&lt;/b&gt;');
    expect(shown).toContain('&lt;i&gt;Deck&lt;/i&gt;');
  });

  it('leaves out what has too few answers', async () => {
    const shown = await page(smallReport());
    expect(shown).toContain(en.analysisNoDiscrimination());
    expect(shown).toContain(en.analysisNoLearning());
    expect(shown).not.toContain(en.columnBetter());
    const empty = { ...smallReport(), items: [] };
    expect(await page(empty)).toContain(en.analysisTooFew());
  });

  it('speaks German', async () => {
    const de = wordsIn('de');
    const shown = await page(sampleReport(), 'de');
    expect(shown).toContain(de.analysisHeading({ deck: null }));
    expect(shown).toContain('38 %');
    expect(shown).toContain('-0,15');
  });
});
