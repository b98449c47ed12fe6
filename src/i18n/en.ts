import type { Language } from '../domain/language.ts';
import type { ReportReason } from '../domain/action.ts';
import { pluralRulesIn } from './plurals.ts';

const { plural: counted, ordinal: nth, list: together, number } = pluralRulesIn('en');

/** What is known of why a post is too late. */
export type LateBecause = 'not running' | 'clock jumped' | 'not served' | 'not reached';

const lateBecause: Readonly<Record<LateBecause, string>> = {
  'not running': 'Deckhand was not running then.',
  'clock jumped': 'The server was asleep then, or its clock jumped.',
  'not served': 'Deckhand could not post in time; its log says why.',
  'not reached': 'The chat could not be reached in time, or asked for a pause.',
};

/** Every sentence of the bot in English. Values are literal text; renderers escape them. */
export const en = {
  language: 'en' as const,
  /** BCP 47, for dates and numbers. */
  locale: 'en-GB',
  list: (parts: readonly string[]) => together(parts),

  // Studio and suggestions
  studioHeading: () => 'The studio',
  studioOpen: () => 'Open the studio',
  studioHere: () => 'Write decks, decide on suggestions and see the schedules there.',
  studioOnce: (p: { minutes: number }) =>
    `The page asks for the code: keep it to yourself. The link opens once, within ${p.minutes} minutes; you then stay signed in for twelve hours.`,
  studioCode: () => 'Code',
  studioNoAddress: () =>
    'The studio cannot be reached from outside yet. Ask the person who runs Deckhand to set PUBLIC_URL.',
  importTitle: () => 'Import questions',
  importSubmit: () => 'Import',
  importFile: () => 'File',
  importFileHint: () =>
    'GIFT, Moodle XML, CSV, Excel, Anki, Markdown or a Deckhand deck; at most 8 MB',
  importDeckTitle: () => 'Title of the deck',
  importDeckTitleHint: () => 'Left out: the name of the file',
  importInStudio: () => 'Import a file in the studio',
  importDone: (p: { written: number; read: number }) =>
    p.written === p.read
      ? counted(p.read, '# question imported', '# questions imported')
      : `${p.written} of ${counted(p.read, '# question imported', '# questions imported')}`,
  importRenamed: (p: { id: string; wanted: string }) =>
    `There is a deck ${p.wanted} already, so this one is called ${p.id}.`,
  importNoReasons: () =>
    'Some reasons are missing; members see what there is until somebody writes them.',
  importInUse: () =>
    'It can be asked and practised from now on. Daily questions that name no decks may take from it.',
  importInto: () => 'Into',
  importIntoNew: () => 'a new deck',
  importIntoHint: () => 'Known questions keep their answers; nothing is deleted',
  importIntoDraft: (p: { title: string; id: string }) =>
    `As your draft of ${p.title} (${p.id}). Nothing of it is asked before you publish it.`,
  importIntoSame: (p: { title: string; id: string }) =>
    `${p.title} (${p.id}) has all of it already: nothing is changed.`,
  importIntoGone: (p: { deck: string; near: string | null }) =>
    `This workspace has no deck ${p.deck} of its own.${p.near === null ? '' : ` Did you mean ${p.near}?`}`,
  importIntoBroken: (p: { deck: string }) =>
    `Your draft of ${p.deck} cannot be read as YAML: mend or discard it first.`,
  importIntoElsewhere: (p: { deck: string }) =>
    `Your draft of ${p.deck} was changed just now. Import the file again.`,
  importAdded: (p: { count: number }) => `New (${p.count}):`,
  importChanged: (p: { count: number }) => `Changed (${p.count}):`,
  importMissing: (p: { count: number }) => `Not in the file, and kept (${p.count}):`,
  buttonPublish: () => 'Publish',
  buttonDiscard: () => 'Discard',
  draftNone: (p: { deck: string; near: string | null }) =>
    `You have no draft of ${p.deck}.${p.near === null ? '' : ` Did you mean ${p.near}?`}`,
  importNotCarried: () => 'Not carried over:',
  importLooks: () => 'Please look at:',
  importLine: (p: { line: number; reason: string }) => `line ${p.line}: ${p.reason}`,
  importMore: (p: { count: number }) => `… and ${p.count} more`,
  importNothing: (p: { name: string }) => `Nothing was imported from ${p.name}.`,
  importBefore: (p: { name: string }) => `${p.name} was imported already.`,
  importTooLarge: (p: { name: string }) =>
    `${p.name} has more than 8 MB. Split it, or export it without its pictures.`,
  importForeign: (p: { name: string }) =>
    `${p.name} is kept somewhere else. Download it, then send the file itself.`,
  importRefused: (p: { name: string }) =>
    `I was not allowed to read ${p.name}. Please send it again; if that does not help, import it in the studio: /quiz studio.`,
  importGone: (p: { name: string }) => `${p.name} is not there any more. Please send it again.`,
  importUnanswered: (p: { name: string }) =>
    `${p.name} could not be fetched just now. Nothing was changed; please try again in a minute.`,
  importTooHard: (p: { name: string }) =>
    `${p.name} takes too long to read. Split it into smaller files.`,
  suggestTitle: () => 'Suggest a question',
  suggestAsk: () => 'The question',
  suggestRight: () => 'The right answer',
  suggestWrong: () => 'Wrong answers',
  suggestWrongHint: () => '1 to 7 of them, one a line',
  suggestWhy: () => 'Why it is right',
  suggestWhyHint: () => 'Members read it after they have answered',
  suggestNamed: () => 'May the deck name you?',
  suggestNamedHint: () => 'Authors of the deck see your name beside the question',
  suggestNamedNo: () => 'No',
  suggestNamedYes: () => 'Yes',
  suggestNoQuestion: () => 'Write the question.',
  suggestNoAnswer: () => 'Write the right answer.',
  suggestHowManyWrong: () => 'Write 1 to 7 wrong answers, one a line.',
  suggestTooMany: (p: { count: number }) =>
    `${p.count} of your suggestions wait for a decision. Suggest more when a manager has looked at them.`,
  suggestRepeatsRight: () =>
    'The wrong answer is the same as the right one. Change one of the two.',
  suggestKept: () =>
    'Thank you, it is kept. Managers decide on it in the studio, which cannot be reached from outside yet: please tell one of them.',
  suggestThanks: () =>
    'Thank you. A manager will look at it, and you will hear what becomes of it.',
  noticeAccepted: (p: { stem: string; deck: string }) =>
    `Your question “${p.stem}” was accepted for the deck ${p.deck}. Thank you.`,
  noticeDeclined: (p: { stem: string; word: string }) =>
    p.word === ''
      ? `Your question “${p.stem}” was not taken this time. Thank you all the same.`
      : `Your question “${p.stem}” was not taken this time: ${p.word}`,

  // Question
  questionLine: (p: { deck: string; number: number; day: string }) =>
    `${p.deck} · #${p.number} · ${p.day}`,
  questionGist: (p: { deck: string; stem: string }) => `${p.deck}: ${p.stem}`,
  answeredSoFar: (p: { count: number }) =>
    p.count === 0
      ? 'Nobody has answered yet'
      : counted(p.count, '# has answered', '# have answered'),
  closes: () => 'closes ',
  closesWithNext: () => 'closes with the next question',
  answerIsPrivate: () => 'your answer is private',
  closedNow: (p: { count: number }) =>
    p.count === 0
      ? 'Closed. Nobody answered.'
      : `Closed. ${counted(p.count, '# answer', '# answers')}.`,
  closedWith: (p: { answered: number; right: number }) =>
    `Closed. ${counted(p.answered, '# answered', '# answered')}, ${counted(p.right, '# was right', '# were right')}.`,
  keyCorrected: () => 'The key was corrected.',
  buttonTips: () => 'Tips',
  markKey: () => 'right',
  markChosen: () => 'your choice',
  markChosenKey: () => 'your choice, right',

  // Reply to an answer
  verdictRight: (p: { chosen: string }) => `✓ Right: ${p.chosen}`,
  verdictStrongest: (p: { chosen: string }) => `✓ Right, the strongest: ${p.chosen}`,
  verdictNotRight: (p: {
    kind: 'near' | 'wrong' | 'dangerous';
    chosen: string;
    keys: string;
    best: boolean;
  }) => {
    const lead = { near: '≈ Close', wrong: '✗ Not quite', dangerous: '⚠ Dangerous' }[p.kind];
    return `${lead}: you chose ${p.chosen}. ${p.best ? 'The strongest is' : 'Right is'} ${p.keys}.`;
  },
  yourChoice: () => 'Your choice: ',
  whyStrongest: (p: { letter: string }) => `Why ${p.letter} is strongest: `,
  whyRight: (p: { letter: string }) => `Why ${p.letter} is right: `,
  keyPoints: () => 'Key points',
  readMore: () => 'Read more: ',
  reasonsMissing: () =>
    'This question has no reasons yet. If you know them, tell us with “Report a problem”.',
  reasonsWereShown: () =>
    'You have seen the reasons since this question was opened, so it gives no points.',
  answeredAndForgotten: () =>
    'You answered this question before you erased your data, so this answer does not count.',
  warmFirstRight: () => 'Your first right answer!',
  warmStreak: (p: { days: number }) => `${p.days} days in a row!`,
  buttonAllReasons: () => 'All reasons',
  pointsWon: (p: { points: number }) => `+${counted(p.points, '# point', '# points')}`,
  streakOf: (p: { days: number }) => `streak ${counted(p.days, '# day', '# days')}`,
  rankThisWeek: (p: { rank: number }) => `${nth(p.rank)} this week`,
  behind: (p: { points: number; name: string }) =>
    `${counted(p.points, '# point', '# points')} behind ${p.name}`,
  aheadOf: (p: { points: number; name: string }) =>
    `${counted(p.points, '# point', '# points')} ahead of ${p.name}`,
  levelWith: (p: { count: number }) => `level with ${counted(p.count, '# other', '# others')}`,
  alreadyAnswered: (p: { letter: string; time: string }) =>
    `You answered ${p.letter} at ${p.time}; the first answer counts.`,
  alreadyAnsweredOn: (p: { letter: string; time: string }) =>
    `You answered ${p.letter} on ${p.time}; the first answer counts.`,
  closedNotCounted: () => 'This question is closed, so this answer does not count. Here is why:',
  answeredElsewhere: (p: { days: number }) =>
    `You answered this question within the last ${counted(p.days, '# day', '# days')}, so it gives no points again.`,
  voidedNotCounted: () => 'This question was taken out of the boards, so it gives no points.',
  privacyOnce: () =>
    'Deckhand keeps your name, your answers and when you gave them, to explain, remind and rank. See or erase it with /quiz privacy show.',
  buttonLeaderboard: () => 'Leaderboard',
  buttonPractise: () => 'Practise',
  buttonReport: () => 'Report a problem',

  // Reveal
  revealHeading: (p: { keys: readonly string[]; best: boolean }) =>
    p.best ? `The strongest: ${together(p.keys)}` : `Right: ${together(p.keys)}`,
  revealCount: (p: { answered: number }) =>
    p.answered === 0
      ? 'Nobody answered this one.'
      : `${counted(p.answered, '# answered', '# answered')}.`,
  revealVoided: () => 'This question was taken out of the boards.',
  spreadTitle: () => 'How you answered',
  spreadAxis: () => 'Answers',
  spreadAlt: (p: { parts: readonly string[] }) => `How the answers spread: ${together(p.parts)}.`,
  spreadPart: (p: { letter: string; count: number; key: boolean }) =>
    `${p.letter} ${p.count}${p.key ? ' (key)' : ''}`,

  // Boards
  boardTitle: (p: { period: 'week' | 'month' | 'all'; from: string }) =>
    p.period === 'week'
      ? `Leaderboard, week of ${p.from}`
      : p.period === 'month'
        ? `Leaderboard, ${p.from}`
        : 'Leaderboard, all time',
  boardOfWorkspace: () => 'the whole workspace',
  boardColumns: (): readonly string[] => ['Rank', 'Name', 'Points', 'Right', 'Streak'],
  rightOf: (p: { right: number; answered: number }) => `${p.right} of ${p.answered}`,
  daysShort: (p: { days: number }) => (p.days === 0 ? '–' : `${p.days} d`),
  boardEmpty: (p: { live: boolean }): string =>
    p.live
      ? 'No points here yet.'
      : 'No points here yet. A question counts on this board when it has closed.',
  boardYou: (p: { name: string }) => `${p.name} (you)`,
  boardNone: () => 'This channel has no leaderboard.',
  boardNoneToPost: () => 'This channel has no leaderboard. /quiz board after-close brings it back.',
  boardModeSet: (p: { mode: 'after-close' | 'live' | 'off'; pausesPost: boolean }) =>
    ({
      'after-close':
        'The board here shows answers when their question has closed, and your own at once.',
      live: 'The board here shows every answer at once.',
      off: `There is no board here any more.${p.pausesPost ? ' Its weekly post is paused.' : ''}`,
    })[p.mode],
  boardTookPart: (p: { members: number; answered: number }) =>
    `${counted(p.members, '# took part', '# took part')}, ${counted(p.answered, '# answer', '# answers')}.`,
  boardAccuracy: (p: { percent: number; before: number | null }) => {
    if (p.before === null) return `The team was right ${p.percent}% of the time.`;
    const change = p.percent - p.before;
    if (change === 0) return `The team was right ${p.percent}% of the time, as the week before.`;
    return `The team was right ${p.percent}% of the time, ${Math.abs(change)} ${change > 0 ? 'more' : 'less'} than the week before.`;
  },
  boardRiser: (p: { names: readonly string[]; places: number }) =>
    `Climbed most: ${together(p.names)}, up ${counted(p.places, '# place', '# places')}.`,
  boardHardest: (p: { stem: string; percent: number }) =>
    `Hardest question (${p.percent}% right): ${p.stem}`,
  boardHardestPoint: () => 'Worth keeping: ',
  boardQuiet: () => 'A quiet week: the board is empty. The next question is a fresh start.',
  boardSince: (p: { answered: number; asked: number }) =>
    `${p.answered} of ${p.asked} since joining`,
  boardAlt: (p: { title: string; rows: readonly string[] }) => `${p.title}: ${p.rows.join('; ')}.`,
  boardRow: (p: { rank: number; name: string; points: number }) =>
    `${p.rank}. ${p.name}, ${counted(p.points, '# point', '# points')}`,
  buttonShare: () => 'Share to channel',
  buttonWeek: () => 'This week',
  buttonMonth: () => 'This month',
  buttonAll: () => 'All time',
  shared: () => 'Shared: the leaderboard is on its way to the channel.',
  sharedBy: (p: { name: string }) => `Shared by ${p.name}`,

  // Practice and review
  practicePrivate: () => 'It counts on no board, and no manager sees it.',
  progress: (p: { at: number; of: number }) => `${p.at} / ${p.of}`,
  howSure: (p: { letter: string }) => `You chose ${p.letter}. How sure are you?`,
  sureGuess: () => 'Guess',
  sureFairly: () => 'Fairly',
  sureSure: () => 'Sure',
  comesBack: (p: { day: string }) => `This one comes back on ${p.day}.`,
  buttonNext: () => 'Next',
  buttonFinish: () => 'Finish',
  sessionResult: (p: { right: number; of: number }) => `${p.right} of ${p.of} right`,
  brushUp: (p: { tags: readonly string[] }) => `Worth brushing up: ${together(p.tags)}.`,
  wrongComeBack: (p: { day: string }) =>
    `What was not right comes back from ${p.day}: /quiz review`,
  sessionOpen: (p: { at: number; of: number }) =>
    `You have an unfinished session, at ${p.at} of ${p.of}.`,
  buttonGoOn: () => 'Resume',
  buttonAnew: () => 'Start over',
  stepsLeftOut: (p: { notAsked: boolean; count: number }): string => {
    const what = p.count === 1 ? 'One question was left out' : `${p.count} questions were left out`;
    if (p.notAsked)
      return `${what}: in such a deck you can only practise what a channel has already asked.`;
    return p.count === 1
      ? `${what}: it is open in a channel right now. Answer it there.`
      : `${what}: they are open in a channel right now. Answer them there.`;
  },
  practiceNone: (p: { notAsked: boolean }): string =>
    p.notAsked
      ? 'There is nothing to practise there right now: a question comes in once a channel has asked it and it has closed.'
      : 'There is no question left to practise here right now: answer the open one first.',
  practiceNoneLeft: () =>
    'There is no question left to practise there. What you have put away comes back with /quiz review restore.',
  practiceNoneWrong: () => 'You have no wrong answer to go over.',
  answerNoted: () => 'Noted, your answer counts.',
  retired: () => 'You will not be asked this one again.',
  buttonRetire: () => 'Don’t ask me again',
  buttonUnretire: () => 'Ask me again',
  restored: (p: { count: number }) =>
    p.count === 0
      ? 'You have put no question away.'
      : `${counted(p.count, '# question comes', '# questions come')} back to you again.`,
  reviewEnough: (p: { done: number; waiting: number }) =>
    `That is enough for today: ${counted(p.done, '# review', '# reviews')} done, ${counted(p.waiting, '# more waits', '# more wait')} for tomorrow.`,

  // Away and reminders
  awaySet: (p: { until: string | null }) =>
    `${p.until === null ? 'You are away until you are back.' : `You are away until the end of ${p.until}.`} Your streak, your reminder and what is due wait for you.`,
  awayEnded: () => 'Welcome back: from today on everything counts again.',
  awayNot: () => 'You were not away.',
  awayTooEarly: () => 'That day is over: say the last day on which you are away.',
  buttonBack: () => 'I am back',
  remindSet: (p: { days: string; time: string; zone: string; next: string }) =>
    `I will remind you ${p.days} at ${p.time} (${p.zone}), privately and only when something is due. First: ${p.next}.`,
  remindEnded: () => 'I will not remind you any more.',
  remindNone: () => 'You have no reminder.',
  reminderLast: () => 'You have not answered after the last reminders, so this is the last one.',
  buttonRemindOn: () => 'Go on reminding me',
  buttonRemindOff: () => 'No more reminders',
  reminderDue: (p: { due: number }) =>
    `${counted(p.due, '# question is', '# questions are')} due for review.`,
  /** The channel's name follows, and a full stop. */
  reminderOpenIn: () => 'A question is still open for you in ',

  reviewNone: (p: { next: string | null }) =>
    p.next === null
      ? 'Nothing is due. What you answer comes back when it is time.'
      : `Nothing is due. The next one comes back on ${p.next}.`,

  // Me
  buttonMe: () => 'My stats',
  meHeading: () => 'You',
  mePoints: (p: { week: number; all: number }) =>
    `${counted(p.week, '# point', '# points')} this week, ${number(p.all)} in all`,
  meSights: (p: { first: string; later: string | null }) =>
    p.later === null
      ? `First sight: ${p.first} right.`
      : `First sight: ${p.first} right; later: ${p.later}.`,
  meSureWrong: () => 'Confident but wrong',
  mePutAway: (p: { count: number }) =>
    `${counted(p.count, '# question is', '# questions are')} suspended.`,
  buttonRestore: () => 'Bring them back',
  meDue: (p: { count: number }) =>
    p.count === 0
      ? 'Nothing is due for review.'
      : `${counted(p.count, '# question is', '# questions are')} due for review.`,
  meDeck: (p: { title: string; done: number; all: number }) =>
    `${p.title}: ${p.done} of ${p.all} seen`,
  meTags: () => 'Right by tag, strongest to weakest',
  meAlt: (p: { parts: readonly string[] }) =>
    `Right by tag, strongest to weakest: ${p.parts.join('; ')}.`,
  percent: (p: { right: number; of: number }) =>
    p.of === 0 ? '–' : `${Math.round((100 * p.right) / p.of)}%`,
  buttonReview: () => 'Review',

  // Privacy
  privacyHeading: () => 'What Deckhand keeps of you',
  privacyNothing: () => 'Nothing is kept of you.',
  privacyName: (p: { name: string }) => `Your name here: ${p.name}`,
  privacyAnswers: (p: { count: number }) =>
    `${counted(p.count, '# answer', '# answers')}, each with its time, for reasons, boards and review`,
  privacySessions: (p: { count: number }) =>
    `${counted(p.count, '# private session', '# private sessions')}, which nobody else can see`,
  privacyReports: (p: { count: number }) =>
    counted(p.count, '# reported problem', '# reported problems'),
  privacyErase: () => 'Erasing cannot be undone.',
  privacyForgetAsk: () =>
    'Erase your name and cut it from your answers, for good? Boards that were posted in the last 30 days lose it too; older ones keep it. There is no way back.',
  buttonForget: () => 'Erase my data',
  privacyExported: () => 'This file holds everything that Deckhand keeps of you here.',
  buttonExport: () => 'Export my data',
  privacyHidden: () =>
    'You are in no board any more. Your answers still come back to you in review.',
  privacyListed: () => 'You are in the boards again.',
  privacyForgotten: () =>
    'Erased: nothing here leads to you any more. Answering again starts anew.',
  buttonHide: () => 'Leave the boards',
  buttonUnhide: () => 'Back into the boards',

  // Home
  homeHeading: () => 'Your quiz',
  homeNothingYet: () => 'No points this week yet.',
  homePoints: (p: { points: number }) => counted(p.points, '# point', '# points'),
  homeSuggestions: (p: { count: number }) =>
    `${counted(p.count, '# suggested question waits', '# suggested questions wait')} for a decision in the studio.`,
  homeOpen: (p: { number: number }) => `Open for you, #${p.number}: `,
  buttonAnswer: () => 'Answer',
  buttonAllCommands: () => 'All commands',
  welcomeChannel: () =>
    'I ask one good question a day here. Answers are private, and the reasons come at once.',
  welcomeManager: () =>
    'Nothing is scheduled yet. One question each weekday at 9, in your time zone, is a good start.',
  buttonDailyAtNine: () => 'Daily question at 9',
  buttonWeeklyBoard: () => 'Weekly board',
  buttonTryAlone: () => 'Try it alone',

  // Help, decks, tips
  helpHeading: () => 'What Deckhand can do',
  helpIntro: () =>
    'One good question a day. Your answer is private, the reasons come at once, the board is there each week.',
  helpManager: () => 'For managers',
  decksHeading: () => 'Decks',
  deckLine: (p: { title: string; count: number; id: string }) =>
    `${p.title} · ${counted(p.count, '# question', '# questions')} · ${p.id}`,
  decksNone: () =>
    'There is no deck yet. A manager can import one (/quiz import) or write one in the studio (/quiz studio).',
  tipsHeading: (p: { deck: string }) => `Tips: ${p.deck}`,
  tipsNone: (p: { deck: string }) => `${p.deck} has no tips.`,

  // Asking and closing
  asked: () => 'Asked: the question is on its way to the channel.',
  askedBehind: () => 'Asked: the question waits behind an earlier post.',
  askNothing: (p: { deck: string }) => `${p.deck} has no question that could be asked.`,
  askedOpen: (p: { number: number }) => `That question is open here already, as #${p.number}.`,
  askedNextOpen: (p: { deck: string; number: number }) =>
    `What comes next in ${p.deck} is open here already, as #${p.number}.`,
  notOpen: (p: { number: number }) => `#${p.number} is not open here.`,
  noRound: (p: { number: number }) => `There is no #${p.number} here.`,
  nothingOpen: () => 'No question is open here. Ask one with /quiz ask.',
  closing: () => 'Closed: the reveal is on its way to the channel.',
  closedUnposted: () => 'The question was not posted yet, so it is taken back.',
  noDeck: (p: { deck: string; near: string | null }) =>
    `There is no deck “${p.deck}”.${p.near === null ? ' See /quiz decks.' : ` Did you mean ${p.near}?`}`,
  noQuestion: (p: { deck: string; question: string; near: string | null }) =>
    `${p.deck} has no question “${p.question}”.${p.near === null ? '' : ` Did you mean ${p.near}?`}`,
  buttonPreview: () => 'Preview',
  previewNote: () => 'This is how it would look:',
  previewOnlyYou: () => 'Only you can see this',
  previewQuestion: () => 'The question in the channel',
  previewReply: (p: { letter: string }) => `The reply to ${p.letter}`,
  previewConfidence: (p: { letter: string }) => `How sure, after ${p.letter}`,
  previewAllReasons: (p: { letter: string }) => `All reasons, after ${p.letter}`,
  previewReveal: () => 'The question when it has closed',
  previewReasons: () => 'The reveal',
  previewPartQuestion: () => 'Question',
  previewPartClosed: () => 'Closed',
  voided: (p: { number: number }) =>
    `#${p.number} counts in no board any more. Those who answered are told.`,
  voidedBefore: (p: { number: number }) => `#${p.number} counts in no board already.`,
  rekeyed: (p: { number: number; letter: string }) =>
    `The key of #${p.number} is now ${p.letter}. Boards, reveal, practice and later rounds follow; those who answered are told.`,
  rekeySame: (p: { letter: string }) => `${p.letter} is the key already.`,
  rekeyWhich: (p: { number: number; stem: string }) =>
    `Which option of #${p.number} is right? ${p.stem}`,
  voidAsk: (p: { number: number; stem: string; answered: number }) =>
    `Take #${p.number} out of every board? ${counted(p.answered, '# member has', '# members have')} answered it and will be told. ${p.stem}`,
  rekeyAsk: (p: { number: number; stem: string; answered: number; letter: string }) =>
    `Make ${p.letter} the key of #${p.number}? ${counted(p.answered, '# answer is', '# answers are')} judged again, here and wherever this question was asked. ${p.stem}`,
  restoreAsk: (p: { number: number; stem: string; answered: number; letters: readonly string[] }) =>
    `Undo what was changed about #${p.number}? It counts, and its key is ${together(p.letters)}. ${p.stem}`,
  buttonDoIt: (p: { kind: 'void' | 'rekey' | 'restore' }) =>
    ({ void: 'Take it out', rekey: 'Change the key', restore: 'Undo' })[p.kind],
  buttonUndo: () => 'Undo',
  correctWhich: (p: { kind: 'void' | 'rekey' | 'restore' }) =>
    ({
      void: 'Which question should count in no board?',
      rekey: 'Which question has the wrong key?',
      restore: 'Which change should be undone?',
    })[p.kind],
  roundLine: (p: { number: number; stem: string }) => `#${p.number}: ${p.stem}`,
  roundButton: (p: { number: number; deck: string }) => `#${p.number} ${p.deck}`,
  closeWhich: () => 'Several questions are open here. Which one should close?',
  nothingToRestore: () => 'Nothing about these questions was changed.',
  restoredRound: (p: { number: number }) =>
    `#${p.number} is as it was. Those who answered are told.`,
  toldRestored: (p: { stem: string }) =>
    `A question that you answered counts again, with its points: ${p.stem}`,
  retireWhich: () => 'Say which question: /quiz question retire <deck> <question>.',
  questionRetired: (p: { stem: string }) => `Not asked any more: ${p.stem}`,
  questionNotRetired: (p: { stem: string }) =>
    `It was not retired, so it is asked as before: ${p.stem}`,
  questionIsRetired: (p: { deck: string; question: string }) =>
    `It is retired. To ask it again: /quiz question unretire ${p.deck} ${p.question}`,
  questionUnretired: (p: { stem: string }) => `Asked again: ${p.stem}`,
  buttonTakeOut: () => 'Take out',
  buttonCorrectKey: () => 'Correct the key',
  buttonRetireQuestion: () => 'Retire',
  noRoundYet: () => 'No question has been asked here yet.',
  toldVoided: (p: { stem: string }) =>
    `A question that you answered was taken out of the boards, so its points are gone for everybody: ${p.stem}`,
  toldRekeyed: (p: { stem: string; letter: string; right: boolean }) =>
    `The key of a question that you answered is now ${p.letter}, so your answer counts as ${p.right ? 'right' : 'not right'}: ${p.stem}`,

  // Reports
  reportThanks: () => 'Thank you: a manager will see it.',
  reportWhich: () => 'Say what is wrong with it.',
  reportReason: (p: { value: ReportReason }) =>
    ({
      key: 'the key is wrong',
      unclear: 'unclear',
      dated: 'out of date',
      typo: 'a typing error',
      other: 'something else',
    })[p.value],
  fieldReason: () => 'What is wrong?',
  fieldNote: () => 'In your words',
  fieldNoteHint: () => 'Managers see this without your name',
  formSend: () => 'Send',
  noticeReported: (p: { count: number; stem: string; reasons: string }) =>
    `${counted(p.count, '# member has', '# members have')} reported a question (${p.reasons}): ${p.stem}`,
  buttonReports: () => 'All reports',
  reportsHeading: () => 'Reported problems',
  reportsNone: () => 'Nobody has reported a problem.',
  reportsMore: (p: { count: number }) =>
    `${counted(p.count, '# more question was', '# more questions were')} reported: /quiz problems DECK`,
  reportsDone: (p: { count: number }) =>
    p.count === 0
      ? 'Nothing was reported of that question.'
      : `Done: ${counted(p.count, '# report is', '# reports are')} off the list.`,
  buttonLook: () => 'Look at it',
  buttonDone: () => 'Done',

  // How the questions do
  analysisHeading: (p: { deck: string | null }) =>
    p.deck === null ? 'How the questions do' : `How the questions of ${p.deck} do`,
  analysisTooFew: () =>
    'Too few answers yet. A report needs a closed question that at least five members answered for the first time.',
  analysisBehind: () =>
    'The newest answers are still being counted. Ask again in a minute for all of them.',
  analysisAsked: (p: { asked: number; judged: number }) =>
    `${counted(p.asked, '# question asked', '# questions asked')}, ${number(p.judged)} with enough answers.`,
  analysisRight: (p: { share: string; low: string; high: string }) =>
    `Right at first sight: ${p.share} (${p.low} to ${p.high}).`,
  analysisLearned: (p: { first: string; later: string }) =>
    `Seen again by the same members: ${p.first} right at first, ${p.later} later.`,
  analysisByTag: () => 'Right at first sight, by tag',
  analysisByDeck: () => 'Right at first sight, by deck',
  analysisBar: (p: { label: string; share: string; low: string; high: string; of: number }) =>
    `${p.label}: ${p.share} (${p.low} to ${p.high}), ${counted(p.of, '# answer', '# answers')}`,
  analysisAlt: (p: { title: string; rows: readonly string[] }) =>
    `${p.title}. ${p.rows.join('; ')}.`,
  analysisUnknown: (p: { tags: readonly string[] }) => `Not known yet: ${together(p.tags)}.`,
  analysisMend: () => 'Look at these questions',
  analysisMore: (p: { count: number }) =>
    `${counted(p.count, '# more question stands', '# more questions stand')} out: see the table.`,
  analysisSound: () => 'No question stands out.',
  buttonAnalysisTable: () => 'As a table',
  analysisFile: () =>
    'How the questions do, as a table. No name is in it, and nothing about fewer than five members.',
  findingWrongKey: (p: { options: readonly string[] }) =>
    `Is the key wrong? Members who know more prefer ${together(p.options.map((option) => `“${option}”`))}.`,
  findingNoneRight: () => 'Nobody was right.',
  findingWeak: () => 'Members who know more are not right more often.',
  findingSureAndWrong: (p: { share: string }) =>
    `Of those who said how sure they were, ${p.share} were sure and wrong.`,
  findingDead: (p: { options: readonly string[] }) =>
    `Hardly anyone chooses ${together(p.options.map((option) => `“${option}”`))}.`,
  findingAllRight: () => 'Everybody was right.',
  findingProblems: (p: { count: number }) =>
    `${counted(p.count, '# member', '# members')} reported a problem.`,
  analysisPrivacy: () =>
    'Each member’s first answer to a question counts, in closed rounds that at least five members answered for the first time. Practice is not part of it.',
  analysisPlotItems: () => 'Difficulty and discrimination',
  analysisPlotItemsSaid: () =>
    'Each point is a question: how many were right, and how well it separates members who know more from those who know less. The numbers are those of the list below.',
  analysisPlotItemsAlt: (p: { count: number; marked: number }) =>
    `Points for ${counted(p.count, '# question', '# questions')}, ${number(p.marked)} of them marked because of a finding. The list below has the figures.`,
  analysisNoDiscrimination: () => 'A discrimination needs 30 answers; no question has them yet.',
  analysisPlotWeeks: () => 'Participation',
  analysisPlotWeeksSaid: () => 'Answers for each question, by week.',
  analysisPlotWeeksAlt: (p: { weeks: number; first: string; last: string }) =>
    `Bars for ${counted(p.weeks, '# week', '# weeks')}; ${p.first} answers a question in the first one, ${p.last} in the last one. The table below has the figures.`,
  analysisPlotLearning: () => 'First sight and later sight',
  analysisPlotLearningSaid: () =>
    'How many of the same members were right when they saw questions of a tag first, and later.',
  analysisPlotLearningAlt: (p: { tags: number; better: number }) =>
    `Lines for ${counted(p.tags, '# tag', '# tags')}; ${number(p.better)} rose. The table below has the figures.`,
  analysisNoLearning: () => 'No five members have seen the same question twice yet.',
  analysisPlotTags: () => 'What the members know, by tag',
  analysisPlotTagsSaid: () =>
    'Share right at first sight. The thin line is the 95% interval: more answers make it shorter.',
  analysisQuestions: () => 'Questions',
  analysisOptions: () => 'Options',
  analysisOptionsSaid: () =>
    'Who chose what: all members, and the better half (bold mark) and the weaker half (thin mark), by their other answers in the deck.',
  analysisFewAnswers: () => 'too few answers',
  analysisFigures: () => 'Figures as a table',
  columnDeck: () => 'Deck',
  columnTag: () => 'Tag',
  columnAnswers: () => 'Answers',
  columnRight: () => 'Right',
  columnInterval: () => '95% interval',
  columnDiscrimination: () => 'Discrimination',
  columnOption: () => 'Option',
  columnChosen: () => 'Chosen',
  columnBetter: () => 'Better half',
  columnWeaker: () => 'Weaker half',
  columnSure: () => 'Sure and wrong',
  columnFirst: () => 'First sight',
  columnLater: () => 'Later sight',
  columnWeek: () => 'Week of',
  columnAsked: () => 'Questions',
  columnEach: () => 'Answers each',
  columnSmall: () => 'Below five answers',

  // The weekly letter
  letterSet: (p: { first: string }) =>
    `A letter about the questions comes on Mondays at 09:00, only to you. The first one: ${p.first}.`,
  letterEnded: () => 'No more letters.',
  letterNotYours: () => 'You do not manage the quiz here any more, so the weekly letter has ended.',
  letterNone: () => 'You have not asked for letters.',
  letterHeading: () => 'Your questions, week by week',
  letterWeek: (p: { asked: number; each: number | null }) => {
    if (p.asked === 0) return 'No question ended last week.';
    const asked = counted(p.asked, '# question', '# questions');
    return p.each === null
      ? `Last week: ${asked}, with fewer than five answers${p.asked === 1 ? '' : ' each'}.`
      : `Last week: ${asked}, about ${counted(p.each, '# answer', '# answers')}${p.asked === 1 ? '' : ' each'}.`;
  },
  letterMend: (p: { question: string; finding: string }) => `To mend: ${p.question}. ${p.finding}`,
  letterRunsOut: (p: { decks: string; day: string }) =>
    `The last new question of ${p.decks} comes on ${p.day}.`,
  letterRanOut: (p: { decks: string }) =>
    `${p.decks} has no new question left; the oldest ones come again.`,
  buttonReportPage: () => 'Open the page',
  buttonAnalysis: () => 'The whole report',
  buttonLetterOff: () => 'No more letters',

  // Schedules
  scheduleSet: (p: { what: string }) => `Set: ${p.what}.`,
  scheduleWhere: () => 'Where: ',
  scheduleIn: () => 'in ',
  scheduleDaily: (p: { time: string; zone: string; days: string; decks: readonly string[] }) =>
    `a question ${p.days} at ${p.time} (${p.zone}) from ${together(p.decks)}`,
  scheduleWeekly: (p: {
    time: string;
    zone: string;
    days: string;
    scope: 'channel' | 'workspace';
  }) =>
    `the ${p.scope === 'workspace' ? 'leaderboard of all channels' : 'leaderboard'} ${p.days} at ${p.time} (${p.zone})`,
  scheduleCloses: (p: { time: string }) => `closes at ${p.time}`,
  scheduleAsksSure: () => 'asks how sure one is',
  scheduleClosesNext: () => 'closes with the next question',
  allDecks: () => 'all decks',
  daysEvery: () => 'every day',
  daysWeekdays: () => 'on weekdays',
  daysSome: (p: { days: readonly string[] }) => `every ${together(p.days)}`,
  scheduleNext: () => 'Next: ',
  scheduleNoneNext: () => 'No date is left within two years: everything is skipped.',
  schedulesHeading: () => 'Schedules',
  schedulesNone: () => 'Nothing is scheduled. Set a daily question: /quiz schedule daily 09:00',
  schedulePaused: (p: { why: string | null }) => (p.why === null ? 'paused' : `paused: ${p.why}`),
  scheduleUnknown: (p: { id: string; near: string | null }) =>
    `There is no schedule “${p.id}”.${p.near === null ? ' See /quiz schedule list.' : ` Did you mean ${p.near}?`}`,
  scheduleWhich: () => 'Which schedule?',
  schedulePausedNow: (p: { what: string }) => `Paused: ${p.what}.`,
  scheduleResumed: (p: { what: string; why: string | null }) =>
    `Resumed: ${p.what}.${p.why === null ? '' : ` I had paused it: ${p.why}`}`,
  scheduleRemoved: (p: { what: string }) => `Removed: ${p.what}.`,
  scheduleSkipped: (p: { from: string; to: string; what: string }) =>
    p.from === p.to
      ? `Skipped on ${p.from}: ${p.what}.`
      : `Skipped from ${p.from} to ${p.to}: ${p.what}.`,
  scheduleSkipOrder: () => 'The last date of a skip must not be before its first.',
  scheduleCannotPost: (p: { why: string; channel: string | null }) =>
    `Not set, I cannot post ${p.channel === null ? 'here' : `in ${p.channel}`}: ${p.why}`,
  scheduleCannotResume: (p: { why: string }) => `Not resumed, I cannot post there: ${p.why}`,
  buttonRemoveOne: (p: { id: string }) => `Remove ${p.id}`,
  buttonRemove: () => 'Remove',
  buttonPause: () => 'Pause',
  buttonResume: () => 'Resume',
  buttonResumeBoard: () => 'Resume the weekly post',
  formDailyTitle: () => 'A daily question',
  formWeeklyTitle: () => 'A weekly leaderboard',
  formSet: () => 'Set',
  formCancel: () => 'Cancel',
  fieldTime: () => 'Time',
  fieldTimeHint: () => '24 hours, for example 09:00',
  fieldZone: () => 'Time zone',
  fieldZoneHint: () => 'For example Europe/Berlin',
  fieldDays: () => 'Days',
  fieldDecks: () => 'Decks',
  fieldCloses: () => 'Closes at',
  fieldClosesHint: () => 'For example 17:00; empty: with the next question',
  fieldDecksHint: () => 'None chosen: all of them',
  fieldChannels: () => 'Channels',
  fieldChannelsHint: () => 'I must be a member of each',
  fieldScope: () => 'Whose',
  scopeChannel: () => 'This channel’s',
  scopeWorkspace: () => 'The whole workspace’s',
  fieldDay: () => 'Day',
  scheduleOneDay: () => 'A weekly leaderboard has one day: say which, for example mon.',
  scheduleTwin: (p: { what: string }) => `There is one already: ${p.what}.`,
  buttonChangeIt: () => 'Change it',
  buttonAddAnother: () => 'Add another',
  scheduleChangeWhat: () =>
    'Say what to change: the time, the time zone, the days or when it closes, for example /quiz schedule change 10:00',
  scheduleChanged: (p: { what: string }) => `Changed: ${p.what}.`,
  scheduleSkipPast: (p: { day: string }) => `${p.day} is past. Say a date that is still to come.`,
  scheduleNotSkipped: (p: { day: string }) => `${p.day} is not skipped.`,
  scheduleUnskipped: (p: { from: string; to: string }) =>
    p.from === p.to
      ? `Posts on ${p.from} after all.`
      : `Posts from ${p.from} to ${p.to} after all.`,
  scheduleSkips: () => 'Skipped: ',
  nextHeading: () => 'The next questions',
  nextChosen: () => 'chosen by a manager',
  nextLeftOut: () => 'left out',
  nextNoQuestion: () => 'No question is left in its decks.',
  nextSwap: (p: { day: string }) => `Swap ${p.day}`,
  nextDrop: (p: { day: string }) => `Leave out ${p.day}`,
  nextUndrop: (p: { day: string }) => `Post on ${p.day} after all`,
  nextDropped: (p: { day: string }) => `${p.day} is left out.`,
  nextUndropped: (p: { day: string }) => `A question is posted on ${p.day} after all.`,
  nextSwapped: (p: { day: string; stem: string }) => `Now asked on ${p.day}: ${p.stem}`,
  nextNone: () => 'No daily question is scheduled here.',
  nextElsewhere: () => 'There is one in ',
  nextPaused: () => 'The daily question here is paused.',
  nextNoDate: (p: { day: string }) =>
    `No question is due on ${p.day}. /quiz next shows the dates; they reach four weeks ahead.`,
  nextIsLeftOut: (p: { day: string }) =>
    `${p.day} is left out, so there is nothing to swap. /quiz next can bring it back.`,
  nextNoOther: () => 'Every other question of its decks has its date already.',
  nextUnknown: (p: { question: string; near: string | null }) =>
    `Its decks have no question “${p.question}”.${p.near === null ? ' See /quiz decks.' : ` Did you mean ${p.near}?`}`,
  buttonStudioCalendar: () => 'Four weeks in the studio',
  buttonNewDaily: () => 'New daily question',
  buttonNewWeekly: () => 'New weekly leaderboard',

  // Notices to managers
  noticeLate: (p: { what: string; due: string; because: LateBecause }) =>
    `Skipped as too late: ${p.what}, due ${p.due}. ${lateBecause[p.because]}`,
  noticeLateMany: (p: {
    count: number;
    channels: number;
    from: string;
    to: string;
    because: LateBecause;
  }) =>
    `${counted(p.count, '# post was skipped', '# posts were skipped')}${p.channels === 1 ? '' : ` in ${p.channels} channels`}, ${p.from === p.to ? `due ${p.from}` : `from ${p.from} to ${p.to}`}. ${lateBecause[p.because]}`,
  noticeUnsent: (p: { what: string; due: string; because: LateBecause }) =>
    `Not posted: ${p.what} (${p.due}). ${lateBecause[p.because]}`,
  noticeUnsentNext: (p: { next: string }) => `The next question comes on ${p.next}.`,
  noticeUnsentAsk: (p: { line: string }) => `To ask this one all the same, type there: ${p.line}`,
  postQuoted: (p: { what: string }) => `“${p.what}”`,
  postReveal: (p: { stem: string }) => `the reveal of “${p.stem}”`,
  noticeClock: (p: { now: string; what: string; next: string | null }) =>
    `The server’s clock was set back: it now says ${p.now}. Dates that are still to come are not skipped.${p.next === null ? '' : ` Next: ${p.next}, ${p.what}.`}`,
  noticeRanOut: (p: { decks: string }) =>
    `Every question of ${p.decks} has been asked. From now on the oldest ones come again, until you add questions: /quiz import or /quiz studio`,
  noticeRefused: (p: { what: string; advice: string }) => `Not posted: ${p.what}. ${p.advice}`,
  noticePaused: (p: { what: string; why: string }) => `Paused: ${p.what}. ${p.why}`,
  noticePausedMany: (p: { count: number; channels: number }) =>
    `I cannot post in ${counted(p.channels, '# channel', '# channels')}, so ${counted(p.count, '# schedule is', '# schedules are')} paused:`,
  noticePausedMore: (p: { count: number }) =>
    `And in ${counted(p.count, '# more channel', '# more channels')}.`,
  noticePausedThen: (p: { hasButton: boolean; elsewhere: string }) =>
    `${p.hasButton ? 'Press Resume as soon as I can post there again.' : 'As soon as I can post there again, /quiz schedule list has a Resume button for each.'} To go on in another channel, type there: ${p.elsewhere}`,
  noticeSuggestions: () =>
    'A member suggested a question. Look at it in the studio: take it into a deck, or decline it with a word. If more come, I tell you only after all of them have been decided on.',
  noticeUnknown: (p: { what: string }) =>
    `I do not know whether this post arrived: “${p.what}”. Please look into the channel.`,
  noticeJam: (p: { what: string; waiting: number }) =>
    `I cannot tell yet whether this post arrived: “${p.what}”. ${p.waiting === 0 ? 'Later posts to its channel wait' : counted(p.waiting, '# later post to its channel waits', '# later posts to its channel wait')} until I know. I keep looking, and ask you after a day.`,
  noticeRunsOut: (p: { decks: string; count: number; day: string }) =>
    `${counted(p.count, '# unseen question is', '# unseen questions are')} left in ${p.decks}: the last one comes on ${p.day}. Then the oldest ones come again.`,
  noticeEmpty: (p: { what: string }) =>
    `Skipped: ${p.what}. Its decks have no question that could be asked. Add some with /quiz import or in the studio, or end it with /quiz schedule remove.`,
  buttonThere: () => 'It is there',
  buttonAgain: () => 'Post again',
  settledThere: () => 'Noted: it is there.',
  settledAgain: () => 'It is posted again.',
  settledOver: (p: { line: string }) =>
    `Noted: it is not there. Its time is over, so it is not posted again. To ask it all the same: ${p.line}`,
  settledBefore: () => 'That was settled already.',

  // Language
  languageSet: () =>
    'From now on I speak English in this channel. Private replies are in each member’s own language.',
  channelGone: () => 'The channel was deleted or archived, or I was removed from it.',

  // Managers
  managersHeading: () => 'Managers',
  managersNone: () =>
    'Nobody was named. Those who manage the workspace can always manage the quiz.',
  managerAlready: (p: { name: string }) => `${p.name} is named a manager already.`,
  managerAdded: (p: { name: string }) => `${p.name} can manage the quiz now.`,
  managerRemoved: (p: { name: string }) =>
    `${p.name} is no longer named a manager. Those who manage the workspace can still manage the quiz.`,
  managerNotNamed: (p: { name: string }) => `${p.name} was not named a manager.`,
  managerUnknown: (p: { name: string }) =>
    `I do not know ${p.name} yet: they must have used the quiz once.`,
  managerAmbiguous: (p: { name: string }) =>
    `Several members are called ${p.name}. Name one by @mention or id.`,
  logHeading: () => 'What managers did',
  logNone: () => 'No manager has done anything yet.',
  logLine: (p: { at: string; name: string; what: string; about: string }) =>
    [p.at, p.name, p.what, p.about].filter((part) => part !== '').join(' · '),
  formerMember: () => 'a former member',
  commandLine: () => 'the command line',

  // Errors
  gone: () => 'That button is out of date. Type /quiz to see what you can do now.',
  onlyManagers: () =>
    'Only managers can do that. Ask somebody who manages this workspace to name you with /quiz managers add. If nobody does, whoever runs Deckhand can: deckhand managers add.',
  unknownCommand: (p: { word: string; near: string | null }) =>
    `There is no “/quiz ${p.word}”.${p.near === null ? ' Type /quiz help to see what there is.' : ` Did you mean /quiz ${p.near}?`}`,
  halfCommand: (p: { word: string; of: readonly string[] }) =>
    `/quiz ${p.word} needs one more word: ${p.of.join(', ')}.`,
  halfCommandAbove: (p: { word: string }) => `/quiz ${p.word} needs one more word:`,
  missingArgument: (p: { argument: string; example: string | null; usage: string }) =>
    `The ${p.argument} is missing${p.example === null ? '' : `, for example ${p.example}`}. ${p.usage}`,
  badValue: (p: { word: string; expected: string; near: string | null; usage: string }) =>
    `“${p.word}” does not fit: expected ${p.expected}.${p.near === null ? '' : ` Did you mean ${p.near}?`} ${p.usage}`,
  tooMuch: (p: { word: string; usage: string }) => `“${p.word}” is one word too many: ${p.usage}`,
  expectedInteger: (p: { min: number; max: number }) => `a whole number from ${p.min} to ${p.max}`,
  expectedChoice: (p: { of: readonly string[] }) =>
    p.of.length === 1 ? `the word ${p.of.join('')}` : `one of ${p.of.join(', ')}`,
  expectedDeck: () => 'a deck, as /quiz decks lists them',
  expectedTime: () => 'a time of day like 09:00, 5pm or 17:30',
  expectedZone: () => 'a time zone or city like Europe/Berlin, New York or UTC',
  expectedDays: () => 'days like weekdays, daily, mon-fri or mon,wed,fri',
  expectedDate: () => 'one date like 2026-12-24, 24 Dec or tomorrow',
  expectedDates: () => 'a date or a range like 2026-12-24, tomorrow or 24 Dec - 2 Jan',
  expectedDay: () => 'a day of the week like mon or friday',
  exampleDay: () => 'mon',
  exampleDays: () => 'mon-fri',
  exampleDate: () => '24 Dec',
  lineTooLong: (p: { longest: number }) =>
    `That is too long: a command has at most ${p.longest} characters.`,
  severalCommands: (p: { word: string }) => `“/quiz ${p.word}” could be several. Which one?`,
  whichZone: (p: { word: string }) =>
    `“${p.word}” does not say which time zone: clocks differ by place and season. Which one?`,
  whichZoneOffset: (p: { word: string }) =>
    `“${p.word}” says nothing of summer time. Which place’s clock is it?`,
  whichDate: (p: { word: string }) => `“${p.word}” can be two dates. Which one?`,
  whichDay: () => 'Only one day fits here. Which one?',
  typeOneOf: (p: { question: string; of: readonly string[] }) =>
    `${p.question} Type one of these instead: ${p.of.join(', ')}.`,
  pastDate: (p: { word: string }) => `${p.word} is past: say today or a later date.`,
  secondValue: (p: { word: string; argument: string; usage: string }) =>
    `“${p.word}” is too much: ${p.argument} can be given only once. ${p.usage}`,
  noPlace: (p: { word: string; what: string; usage: string }) =>
    `“${p.word}” is ${p.what}, which has no place here. ${p.usage}`,
  aTime: () => 'a time',
  aZone: () => 'a time zone',
  aDay: () => 'a day of the week',
  aDate: () => 'a date',
  notUnderstood: (p: { word: string; parts: readonly string[]; usage: string }) =>
    `“${p.word}” is not clear. Here could be ${p.parts.join('; ')}. ${p.usage}`,
  expectedChannels: () => 'channels, for example #team-quiz',
  expectedMember: () => 'a member, by @mention',
  expectedWord: (p: { name: string }) => `a ${p.name}`,
  notSaved: () => 'Not saved, please try again in a moment.',
  notSavedFull: () =>
    'Not saved: the disk of this bot is full. Please tell whoever runs it, then try again.',
  brokenHere: (p: { reference: string }) =>
    `Something went wrong on our side; nothing you did before is lost. Please try again. (${p.reference})`,
  tooFast: () => 'That was a bit fast. Please wait a few seconds.',
};

/** Every language has every sentence, with the same values. */
export type Words = Omit<typeof en, 'language'> & { readonly language: Language };
