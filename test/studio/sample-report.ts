import { makeReport, type Report } from '../../src/domain/analysis-report.ts';
import { weeksBefore } from '../../src/domain/calendar.ts';
import { simulateClass } from '../domain/simulated-class.ts';

const WEEK = '2026-11-23';
const TAGS = ['oauth', 'rate-limiting', 'object-level-authorization', 'threat-modelling', 'jwt'];
const STEMS = [
  'Which OAuth flow fits a single-page app that calls your API on behalf of a member?',
  'A partner exceeds its quota for the third time today. What do you return?',
  '<b>An order id</b> in the path belongs to another customer. Where do you check it?',
  'What does a signed token not protect?',
];

/** A report of a class of 200 with faults of every kind, learning in most tags, and 20 weeks. */
export function sampleReport(): Report {
  const { analysis } = simulateClass(1);
  const items = analysis.items.map((item, index) => ({
    ...item,
    learning:
      index % 3 === 0
        ? null
        : { members: 60, firstRight: 18 + (index % 20), laterRight: 26 + ((index * 7) % 24) },
  }));
  const turnouts = Array.from({ length: 20 }, (_, back) => ({
    week: weeksBefore(WEEK, 19 - back),
    rounds: back === 7 ? 0 : 4,
    answers: back === 7 ? 0 : 4 * (18 + ((back * 7) % 11)),
    small: back % 4 === 0 ? 1 : 0,
  }));
  return makeReport({
    deck: null,
    analyses: [{ deck: 'api-security', items, turnouts }],
    textOf: (_, { figures: { question } }) => {
      const place = items.findIndex(({ figures }) => figures.question === question);
      return {
        stem: STEMS[place % STEMS.length] ?? question,
        tags: [TAGS[place % TAGS.length] ?? 'jwt'],
        gists: new Map([
          ['a', 'Authorization Code with PKCE, tokens kept out of the page’s storage'],
          ['b', 'Client Credentials with a short-lived secret'],
          ['c', 'Implicit grant, since the page has no secret'],
          ['d', 'A password grant behind your own login form'],
        ]),
      };
    },
    problems: new Map([['api-security/sound-3', 2]]),
    week: WEEK,
  });
}

/** A report of a team of six after a week: nothing but shares. */
export function smallReport(): Report {
  const sample = sampleReport();
  const bare = sample.items.slice(0, 3).map((item) => ({
    ...item,
    learning: null,
    figures: {
      ...item.figures,
      discrimination: null,
      findings: [],
      options: item.figures.options.map((option) => ({ ...option, halves: null })),
    },
  }));
  const tags = sample.tags.map((tag) => ({ ...tag, learning: null }));
  return { ...sample, items: bare, tags, weeks: sample.weeks.slice(-2) };
}
