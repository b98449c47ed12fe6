import type { LateBecause, Words } from './en.ts';
import { pluralRulesIn } from './plurals.ts';

const { plural: counted, ordinal: nth, list: together, number } = pluralRulesIn('de');

const lateBecause: Readonly<Record<LateBecause, string>> = {
  'not running': 'Deckhand lief zu der Zeit nicht.',
  'clock jumped': 'Der Server schlief zu der Zeit, oder seine Uhr ist gesprungen.',
  'not served': 'Deckhand konnte nicht rechtzeitig posten; den Grund nennt das Log.',
  'not reached': 'Der Chat war nicht rechtzeitig zu erreichen oder bat um eine Pause.',
};

/** Alle Sätze des Bots auf Deutsch. Eingesetzte Werte sind reiner Text; maskiert wird erst beim Rendern. */
export const de: Words = {
  language: 'de',
  locale: 'de-DE',
  list: (parts) => together(parts),

  // Frage
  // Studio and suggestions
  studioHeading: () => 'Das Studio',
  studioOpen: () => 'Studio öffnen',
  studioHere: () =>
    'Dort schreibst du Decks, entscheidest über Vorschläge und siehst die Zeitpläne.',
  studioOnce: (p) =>
    `Die Seite fragt nach dem Code: Gib ihn nicht weiter. Der Link lässt sich einmal öffnen, innerhalb von ${p.minutes} Minuten; danach bleibst du zwölf Stunden angemeldet.`,
  studioCode: () => 'Code',
  studioNoAddress: () =>
    'Das Studio ist von außen noch nicht zu erreichen. Bitte die Person, die Deckhand betreibt, PUBLIC_URL zu setzen.',
  importTitle: () => 'Fragen importieren',
  importSubmit: () => 'Importieren',
  importFile: () => 'Datei',
  importFileHint: () =>
    'GIFT, Moodle-XML, CSV, Excel, Anki, Markdown oder ein Deckhand-Deck; höchstens 8 MB',
  importDeckTitle: () => 'Titel des Decks',
  importDeckTitleHint: () => 'Sonst der Name der Datei',
  importInStudio: () => 'Eine Datei im Studio importieren',
  importDone: (p) =>
    p.written === p.read
      ? `${counted(p.read, '# Frage', '# Fragen')} importiert`
      : `${p.written} von ${counted(p.read, '# Frage', '# Fragen')} importiert`,
  importRenamed: (p) => `Ein Deck ${p.wanted} gibt es schon, deshalb heißt dieses ${p.id}.`,
  importNoReasons: () =>
    'Einige Begründungen fehlen; Mitglieder sehen, was da ist, bis jemand sie schreibt.',
  importInUse: () =>
    'Ab jetzt kann daraus gefragt und geübt werden. Auch tägliche Fragen, die kein Deck nennen, können daraus kommen.',
  importInto: () => 'Wohin',
  importIntoNew: () => 'in ein neues Deck',
  importIntoHint: () => 'Bekannte Fragen behalten ihre Antworten; gelöscht wird nichts',
  importIntoDraft: (p) =>
    `Als dein Entwurf von ${p.title} (${p.id}). Gestellt wird nichts davon, bevor du ihn veröffentlichst.`,
  importIntoSame: (p) => `${p.title} (${p.id}) hat schon alles davon: Es ändert sich nichts.`,
  importIntoGone: (p) =>
    `Dieser Workspace hat kein eigenes Deck ${p.deck}.${p.near === null ? '' : ` Meinst du ${p.near}?`}`,
  importIntoBroken: (p) =>
    `Dein Entwurf von ${p.deck} ist kein lesbares YAML: Behebe oder verwirf ihn zuerst.`,
  importIntoElsewhere: (p) =>
    `Dein Entwurf von ${p.deck} wurde gerade geändert. Importiere die Datei noch einmal.`,
  importAdded: (p) => `Neu (${p.count}):`,
  importChanged: (p) => `Geändert (${p.count}):`,
  importMissing: (p) => `Nicht in der Datei, bleibt aber (${p.count}):`,
  buttonPublish: () => 'Veröffentlichen',
  buttonDiscard: () => 'Verwerfen',
  draftNone: (p) =>
    `Du hast keinen Entwurf von ${p.deck}.${p.near === null ? '' : ` Meinst du ${p.near}?`}`,
  importNotCarried: () => 'Nicht übernommen:',
  importLooks: () => 'Bitte ansehen:',
  importLine: (p) => `Zeile ${p.line}: ${p.reason}`,
  importMore: (p) => `… und ${p.count} weitere`,
  importNothing: (p) => `Aus ${p.name} wurde nichts importiert.`,
  importBefore: (p) => `${p.name} ist schon importiert.`,
  importTooLarge: (p) =>
    `${p.name} hat mehr als 8 MB. Teile die Datei, oder exportiere sie ohne Bilder.`,
  importForeign: (p) =>
    `${p.name} liegt woanders. Lade die Datei herunter und schick sie dann selbst.`,
  importRefused: (p) =>
    `Ich durfte ${p.name} nicht lesen. Bitte schick die Datei noch einmal; wenn das nicht hilft, importiere sie im Studio: /quiz studio.`,
  importGone: (p) => `${p.name} ist nicht mehr da. Bitte schick die Datei noch einmal.`,
  importUnanswered: (p) =>
    `${p.name} ließ sich gerade nicht holen. Es hat sich nichts geändert; bitte versuche es in einer Minute noch einmal.`,
  importTooHard: (p) => `${p.name} zu lesen dauert zu lange. Teile die Datei in kleinere.`,
  suggestTitle: () => 'Eine Frage vorschlagen',
  suggestAsk: () => 'Die Frage',
  suggestRight: () => 'Die richtige Antwort',
  suggestWrong: () => 'Falsche Antworten',
  suggestWrongHint: () => '1 bis 7, eine je Zeile',
  suggestWhy: () => 'Warum sie richtig ist',
  suggestWhyHint: () => 'Das lesen die Mitglieder nach ihrer Antwort',
  suggestNamed: () => 'Darf das Deck dich nennen?',
  suggestNamedHint: () => 'Wer am Deck schreibt, sieht deinen Namen bei der Frage',
  suggestNamedNo: () => 'Nein',
  suggestNamedYes: () => 'Ja',
  suggestNoQuestion: () => 'Schreib die Frage auf.',
  suggestNoAnswer: () => 'Schreib die richtige Antwort auf.',
  suggestHowManyWrong: () => 'Schreib 1 bis 7 falsche Antworten auf, eine je Zeile.',
  suggestTooMany: (p) =>
    `${p.count} deiner Vorschläge warten noch auf eine Entscheidung. Schlag mehr vor, wenn ein Manager sie angesehen hat.`,
  suggestRepeatsRight: () =>
    'Die falsche Antwort ist dieselbe wie die richtige. Ändere eine von beiden.',
  suggestKept: () =>
    'Danke, dein Vorschlag ist gespeichert. Entschieden wird im Studio, das von außen noch nicht zu erreichen ist: Bitte sag einem Manager Bescheid.',
  suggestThanks: () =>
    'Danke! Ein Manager sieht sich deine Frage an, und du erfährst, was daraus wird.',
  noticeAccepted: (p) =>
    `Deine Frage „${p.stem}“ wurde in das Deck ${p.deck} aufgenommen. Vielen Dank!`,
  noticeDeclined: (p) =>
    p.word === ''
      ? `Deine Frage „${p.stem}“ wurde diesmal nicht übernommen. Trotzdem vielen Dank!`
      : `Deine Frage „${p.stem}“ wurde diesmal nicht übernommen: ${p.word}`,

  questionLine: (p) => `${p.deck} · Nr. ${p.number} · ${p.day}`,
  questionGist: (p) => `${p.deck}: ${p.stem}`,
  answeredSoFar: (p) =>
    p.count === 0
      ? 'Noch hat niemand geantwortet'
      : counted(p.count, '# hat geantwortet', '# haben geantwortet'),
  closes: () => 'endet ',
  closesWithNext: () => 'endet mit der nächsten Frage',
  answerIsPrivate: () => 'deine Antwort sieht niemand sonst',
  closedNow: (p) =>
    p.count === 0
      ? 'Beendet. Niemand hat geantwortet.'
      : `Beendet. ${counted(p.count, '# Antwort', '# Antworten')}.`,
  closedWith: (p) =>
    `Beendet. ${counted(p.answered, '# hat', '# haben')} geantwortet, ${counted(p.right, '# richtig', '# richtig')}.`,
  keyCorrected: () => 'Die richtige Option wurde berichtigt.',
  buttonTips: () => 'Tipps',
  markKey: () => 'richtig',
  markChosen: () => 'deine Wahl',
  markChosenKey: () => 'deine Wahl, richtig',

  // Reaktion auf eine Antwort
  verdictRight: (p) => `✓ Richtig: ${p.chosen}`,
  verdictStrongest: (p) => `✓ Richtig, am stärksten: ${p.chosen}`,
  verdictNotRight: (p) => {
    const lead = { near: '≈ Nah dran', wrong: '✗ Nicht ganz', dangerous: '⚠ Gefährlich' }[p.kind];
    return `${lead}: Gewählt hast du ${p.chosen}. ${p.best ? 'Am stärksten ist' : 'Richtig ist'} ${p.keys}.`;
  },
  yourChoice: () => 'Deine Wahl: ',
  whyStrongest: (p) => `Warum ${p.letter} am stärksten ist: `,
  whyRight: (p) => `Warum ${p.letter} richtig ist: `,
  keyPoints: () => 'Das Wichtigste',
  readMore: () => 'Zum Weiterlesen: ',
  reasonsMissing: () =>
    'Zu dieser Frage gibt es noch keine Gründe. Wenn du sie kennst, schreib sie uns über „Fehler melden“.',
  reasonsWereShown: () =>
    'Du hast die Gründe gesehen, seit diese Frage offen ist; deshalb gibt sie keine Punkte.',
  answeredAndForgotten: () =>
    'Du hast diese Frage beantwortet, bevor du deine Daten gelöscht hast; deshalb zählt diese Antwort nicht.',
  warmFirstRight: () => 'Deine erste richtige Antwort!',
  warmStreak: (p) => `${p.days} Tage in Folge!`,
  buttonAllReasons: () => 'Alle Gründe',
  pointsWon: (p) => `+${counted(p.points, '# Punkt', '# Punkte')}`,
  streakOf: (p) => `Serie: ${counted(p.days, '# Tag', '# Tage')}`,
  rankThisWeek: (p) => `${nth(p.rank)} Platz in dieser Woche`,
  behind: (p) => `${counted(p.points, '# Punkt', '# Punkte')} hinter ${p.name}`,
  aheadOf: (p) => `${counted(p.points, '# Punkt', '# Punkte')} vor ${p.name}`,
  levelWith: (p) => `gleichauf mit ${counted(p.count, 'einer anderen Person', '# anderen')}`,
  alreadyAnswered: (p) =>
    `Du hast um ${p.time} schon ${p.letter} geantwortet; die erste Antwort zählt.`,
  alreadyAnsweredOn: (p) =>
    `Du hast schon ${p.letter} geantwortet (${p.time}); die erste Antwort zählt.`,
  closedNotCounted: () =>
    'Diese Frage ist beendet, deshalb zählt diese Antwort nicht. Hier sind die Gründe:',
  answeredElsewhere: (p) =>
    `Du hast diese Frage in ${counted(p.days, 'dem letzten Tag', 'den letzten # Tagen')} schon beantwortet, deshalb gibt sie keine Punkte mehr.`,
  voidedNotCounted: () => 'Diese Frage wurde aus der Wertung genommen und gibt keine Punkte.',
  privacyOnce: () =>
    'Deckhand speichert deinen Namen, deine Antworten und wann du sie gegeben hast, um zu erklären, zu erinnern und die Rangliste zu führen. Ansehen oder löschen: /quiz privacy show.',
  buttonLeaderboard: () => 'Rangliste',
  buttonPractise: () => 'Üben',
  buttonReport: () => 'Fehler melden',

  // Auflösung
  revealHeading: (p) =>
    p.best ? `Am stärksten: ${together(p.keys)}` : `Richtig: ${together(p.keys)}`,
  revealCount: (p) =>
    p.answered === 0
      ? 'Niemand hat diese Frage beantwortet.'
      : `${counted(p.answered, '# hat', '# haben')} geantwortet.`,
  revealVoided: () => 'Diese Frage wurde aus der Wertung genommen.',
  spreadTitle: () => 'So habt ihr geantwortet',
  spreadAxis: () => 'Antworten',
  spreadAlt: (p) => `So verteilen sich die Antworten: ${together(p.parts)}.`,
  spreadPart: (p) => `${p.letter} ${p.count}${p.key ? ' (richtig)' : ''}`,

  // Ranglisten
  boardTitle: (p) =>
    p.period === 'week'
      ? `Rangliste, Woche vom ${p.from}`
      : p.period === 'month'
        ? `Rangliste, ${p.from}`
        : 'Rangliste, seit Beginn',
  boardOfWorkspace: () => 'der ganze Workspace',
  boardColumns: () => ['Platz', 'Name', 'Punkte', 'Richtig', 'Serie'],
  rightOf: (p) => `${p.right} von ${p.answered}`,
  daysShort: (p) => (p.days === 0 ? '–' : `${p.days} T`),
  boardEmpty: (p) =>
    p.live
      ? 'Hier gibt es noch keine Punkte.'
      : 'Hier gibt es noch keine Punkte. Eine Frage zählt in dieser Rangliste, sobald sie beendet ist.',
  boardYou: (p) => `${p.name} (du)`,
  boardNone: () => 'Dieser Kanal hat keine Rangliste.',
  boardNoneToPost: () =>
    'Dieser Kanal hat keine Rangliste. /quiz board after-close bringt sie zurück.',
  boardModeSet: (p) =>
    ({
      'after-close':
        'Die Rangliste zeigt hier Antworten, sobald ihre Frage beendet ist, und deine eigenen sofort.',
      live: 'Die Rangliste zeigt hier jede Antwort sofort.',
      off: `Hier gibt es keine Rangliste mehr.${p.pausesPost ? ' Die wöchentliche pausiert.' : ''}`,
    })[p.mode],
  boardTookPart: (p) =>
    `${counted(p.members, '# Person hat', '# Personen haben')} mitgemacht, ${counted(p.answered, '# Antwort', '# Antworten')}.`,
  boardAccuracy: (p) => {
    const share = `${p.percent} % der Antworten waren richtig`;
    if (p.before === null) return `${share}.`;
    const change = p.percent - p.before;
    if (change === 0) return `${share}, so viele wie in der Woche davor.`;
    return `${share}, ${counted(Math.abs(change), 'ein Prozentpunkt', '# Prozentpunkte')} ${change > 0 ? 'mehr' : 'weniger'} als in der Woche davor.`;
  },
  boardRiser: (p) =>
    `Am meisten aufgestiegen: ${together(p.names)}, ${counted(p.places, 'einen Platz', '# Plätze')} nach oben.`,
  boardHardest: (p) => `Schwerste Frage (${p.percent} % richtig): ${p.stem}`,
  boardHardestPoint: () => 'Merkenswert: ',
  boardQuiet: () =>
    'Eine ruhige Woche: Die Rangliste ist leer. Mit der nächsten Frage geht es frisch los.',
  boardSince: (p) => `${p.answered} von ${p.asked} seit dem Beitritt`,
  boardAlt: (p) => `${p.title}: ${p.rows.join('; ')}.`,
  boardRow: (p) => `${p.rank}. ${p.name}, ${counted(p.points, '# Punkt', '# Punkte')}`,
  buttonShare: () => 'Im Kanal teilen',
  buttonWeek: () => 'Diese Woche',
  buttonMonth: () => 'Dieser Monat',
  buttonAll: () => 'Seit Beginn',
  shared: () => 'Geteilt: Die Rangliste ist auf dem Weg in den Kanal.',
  sharedBy: (p) => `Geteilt von ${p.name}`,

  // Üben und Wiederholen
  practicePrivate: () => 'Das zählt in keiner Rangliste, und kein Manager sieht es.',
  progress: (p) => `${p.at} / ${p.of}`,
  howSure: (p) => `Du hast ${p.letter} gewählt. Wie sicher bist du?`,
  sureGuess: () => 'Geraten',
  sureFairly: () => 'Ziemlich',
  sureSure: () => 'Sicher',
  comesBack: (p) => `Diese Frage kommt am ${p.day} wieder.`,
  buttonNext: () => 'Weiter',
  buttonFinish: () => 'Fertig',
  sessionResult: (p) => `${p.right} von ${p.of} richtig`,
  brushUp: (p) => `Lohnt sich aufzufrischen: ${together(p.tags)}.`,
  wrongComeBack: (p) => `Was nicht richtig war, kommt ab ${p.day} wieder: /quiz review`,
  sessionOpen: (p) => `Du hast eine Sitzung offen, bei ${p.at} von ${p.of}.`,
  buttonGoOn: () => 'Weitermachen',
  buttonAnew: () => 'Neu beginnen',
  stepsLeftOut: (p) => {
    const what = p.count === 1 ? 'Eine Frage fällt weg' : `${p.count} Fragen fallen weg`;
    if (p.notAsked)
      return `${what}: In so einem Deck kannst du nur üben, was in einem Kanal schon dran war.`;
    return p.count === 1
      ? `${what}: Sie ist gerade in einem Kanal offen. Beantworte sie dort.`
      : `${what}: Sie sind gerade in einem Kanal offen. Beantworte sie dort.`;
  },
  practiceNone: (p) =>
    p.notAsked
      ? 'Da gibt es gerade nichts zu üben: Eine Frage kommt dazu, sobald sie in einem Kanal dran war und geschlossen ist.'
      : 'Hier gibt es gerade keine Frage mehr zum Üben: Beantworte zuerst die offene.',
  practiceNoneLeft: () =>
    'Da gibt es keine Frage mehr zu üben. Was du weggelegt hast, holt /quiz review restore zurück.',
  practiceNoneWrong: () => 'Du hast keine falsche Antwort, die du durchgehen könntest.',
  answerNoted: () => 'Notiert, deine Antwort zählt.',
  retired: () => 'Diese Frage kommt nicht mehr zu dir.',
  buttonRetire: () => 'Nicht mehr fragen',
  buttonUnretire: () => 'Wieder fragen',
  restored: (p) =>
    p.count === 0
      ? 'Du hast keine Frage weggelegt.'
      : `${counted(p.count, '# Frage kommt', '# Fragen kommen')} wieder zu dir.`,
  reviewEnough: (p) =>
    `Das reicht für heute: ${counted(p.done, '# Wiederholung', '# Wiederholungen')} geschafft, ${counted(p.waiting, '# Frage wartet', '# Fragen warten')} auf morgen.`,

  // Weg sein und erinnern
  awaySet: (p) =>
    `${p.until === null ? 'Du bist weg, bis du dich zurückmeldest.' : `Du bist bis zum Ende von ${p.until} weg.`} Serie, Erinnerung und Fälliges warten auf dich.`,
  awayEnded: () => 'Willkommen zurück: Ab heute zählt wieder alles.',
  awayNot: () => 'Du warst nicht weg.',
  awayTooEarly: () => 'Dieser Tag ist vorbei: Nenne den letzten Tag, an dem du weg bist.',
  buttonBack: () => 'Ich bin zurück',
  remindSet: (p) =>
    `Ich erinnere dich ${p.days} um ${p.time} (${p.zone}), privat und nur, wenn etwas fällig ist. Zuerst: ${p.next}.`,
  remindEnded: () => 'Ich erinnere dich nicht mehr.',
  remindNone: () => 'Du hast keine Erinnerung.',
  reminderLast: () =>
    'Nach den letzten Erinnerungen hast du nichts beantwortet, deshalb ist dies die letzte.',
  buttonRemindOn: () => 'Weiter erinnern',
  buttonRemindOff: () => 'Nicht mehr erinnern',
  reminderDue: (p) => `${counted(p.due, '# Frage ist', '# Fragen sind')} zur Wiederholung fällig.`,
  reminderOpenIn: () => 'Für dich noch offen ist eine Frage in ',

  reviewNone: (p) =>
    p.next === null
      ? 'Nichts ist fällig. Was du beantwortest, kommt wieder, wenn es Zeit ist.'
      : `Nichts ist fällig. Die nächste Frage kommt am ${p.next} wieder.`,

  // Ich
  buttonMe: () => 'Mein Stand',
  meHeading: () => 'Du',
  mePoints: (p) =>
    `${counted(p.week, '# Punkt', '# Punkte')} in dieser Woche, ${number(p.all)} insgesamt`,
  meSights: (p) =>
    p.later === null
      ? `Beim ersten Mal: ${p.first} richtig.`
      : `Beim ersten Mal: ${p.first} richtig; später: ${p.later}.`,
  meSureWrong: () => 'Zuletzt sicher, und falsch',
  mePutAway: (p) => `${counted(p.count, '# Frage ist', '# Fragen sind')} weggelegt.`,
  buttonRestore: () => 'Zurückholen',
  meDue: (p) =>
    p.count === 0
      ? 'Nichts ist zur Wiederholung fällig.'
      : `${counted(p.count, '# Frage ist', '# Fragen sind')} zur Wiederholung fällig.`,
  meDeck: (p) => `${p.title}: ${p.done} von ${p.all} gesehen`,
  meTags: () => 'Richtig nach Thema, vom stärksten zum schwächsten',
  meAlt: (p) => `Richtig nach Thema, vom stärksten zum schwächsten: ${p.parts.join('; ')}.`,
  percent: (p) => (p.of === 0 ? '–' : `${Math.round((100 * p.right) / p.of)} %`),
  buttonReview: () => 'Wiederholen',

  // Privatsphäre
  privacyHeading: () => 'Was Deckhand von dir speichert',
  privacyNothing: () => 'Von dir ist nichts gespeichert.',
  privacyName: (p) => `Dein Name hier: ${p.name}`,
  privacyAnswers: (p) =>
    `${counted(p.count, '# Antwort', '# Antworten')} mit Zeitpunkt, für Erklärungen, Ranglisten und Wiederholung`,
  privacySessions: (p) =>
    `${counted(p.count, '# private Sitzung', '# private Sitzungen')}, die sonst niemand sehen kann`,
  privacyReports: (p) => counted(p.count, '# gemeldeter Fehler', '# gemeldete Fehler'),
  privacyErase: () => 'Löschen lässt sich nicht rückgängig machen.',
  privacyForgetAsk: () =>
    'Deinen Namen löschen und von deinen Antworten trennen, endgültig? Auch aus Ranglisten, die in den letzten 30 Tagen gepostet wurden, verschwindet er; in älteren bleibt er stehen. Das lässt sich nicht rückgängig machen.',
  buttonForget: () => 'Meine Daten löschen',
  privacyExported: () => 'Diese Datei enthält alles, was Deckhand hier von dir speichert.',
  buttonExport: () => 'Meine Daten exportieren',
  privacyHidden: () =>
    'Du stehst in keiner Rangliste mehr. Deine Antworten kommen weiter zur Wiederholung.',
  privacyListed: () => 'Du stehst wieder in den Ranglisten.',
  privacyForgotten: () =>
    'Gelöscht: Nichts führt mehr zu dir. Wenn du wieder antwortest, beginnst du neu.',
  buttonHide: () => 'Raus aus den Ranglisten',
  buttonUnhide: () => 'Zurück in die Ranglisten',

  // Startseite
  homeHeading: () => 'Dein Quiz',
  homeNothingYet: () => 'In dieser Woche noch keine Punkte.',
  homePoints: (p) => counted(p.points, '# Punkt', '# Punkte'),
  homeSuggestions: (p) =>
    `${counted(p.count, '# vorgeschlagene Frage wartet', '# vorgeschlagene Fragen warten')} im Studio auf eine Entscheidung.`,
  homeOpen: (p) => `Offen für dich, Nr. ${p.number}: `,
  buttonAnswer: () => 'Antworten',
  buttonAllCommands: () => 'Alle Befehle',
  welcomeChannel: () =>
    'Ich stelle hier jeden Tag eine gute Frage. Antworten sind privat, und die Begründungen kommen sofort.',
  welcomeManager: () =>
    'Noch ist nichts geplant. Eine Frage an jedem Werktag um 9 Uhr, in deiner Zeitzone, ist ein guter Anfang.',
  buttonDailyAtNine: () => 'Tägliche Frage um 9',
  buttonWeeklyBoard: () => 'Wöchentliche Rangliste',
  buttonTryAlone: () => 'Allein ausprobieren',

  // Hilfe, Decks, Tipps
  helpHeading: () => 'Was Deckhand kann',
  helpIntro: () =>
    'Jeden Tag eine gute Frage. Deine Antwort sieht niemand sonst, die Gründe kommen sofort, die Rangliste jede Woche.',
  helpManager: () => 'Für Manager',
  decksHeading: () => 'Decks',
  deckLine: (p) => `${p.title} · ${counted(p.count, '# Frage', '# Fragen')} · ${p.id}`,
  decksNone: () =>
    'Es gibt noch kein Deck. Ein Manager kann eins importieren (/quiz import) oder im Studio schreiben (/quiz studio).',
  tipsHeading: (p) => `Tipps: ${p.deck}`,
  tipsNone: (p) => `${p.deck} hat keine Tipps.`,

  // Fragen und Beenden
  asked: () => 'Gestellt: Die Frage ist auf dem Weg in den Kanal.',
  askedBehind: () => 'Gestellt: Die Frage wartet hinter einem früheren Beitrag.',
  askNothing: (p) => `In ${p.deck} ist keine Frage, die gestellt werden könnte.`,
  askedOpen: (p) => `Diese Frage ist hier schon offen, als Nr. ${p.number}.`,
  askedNextOpen: (p) =>
    `Was in ${p.deck} als Nächstes kommt, ist hier schon offen, als Nr. ${p.number}.`,
  notOpen: (p) => `Nr. ${p.number} ist hier nicht offen.`,
  noRound: (p) => `Nr. ${p.number} gibt es hier nicht.`,
  nothingOpen: () => 'Hier ist keine Frage offen. Stelle eine mit /quiz ask.',
  closing: () => 'Beendet: Die Auflösung ist auf dem Weg in den Kanal.',
  closedUnposted: () => 'Die Frage war noch nicht gepostet und ist damit zurückgezogen.',
  noDeck: (p) =>
    `Es gibt kein Deck „${p.deck}“.${p.near === null ? ' Siehe /quiz decks.' : ` Meintest du ${p.near}?`}`,
  noQuestion: (p) =>
    `${p.deck} hat keine Frage „${p.question}“.${p.near === null ? '' : ` Meintest du ${p.near}?`}`,
  buttonPreview: () => 'Vorschau',
  previewNote: () => 'So würde es aussehen:',
  previewOnlyYou: () => 'Das siehst nur du',
  previewQuestion: () => 'Die Frage im Kanal',
  previewReply: (p) => `Die Antwort auf ${p.letter}`,
  previewConfidence: (p) => `Die Rückfrage zu ${p.letter}`,
  previewAllReasons: (p) => `Alle Gründe, nach ${p.letter}`,
  previewReveal: () => 'Die Frage, wenn sie beendet ist',
  previewReasons: () => 'Die Auflösung',
  previewPartQuestion: () => 'Frage',
  previewPartClosed: () => 'Beendet',
  voided: (p) => `Nr. ${p.number} zählt in keiner Rangliste mehr. Wer geantwortet hat, erfährt es.`,
  voidedBefore: (p) => `Nr. ${p.number} zählt schon in keiner Rangliste.`,
  rekeyed: (p) =>
    `Bei Nr. ${p.number} ist jetzt ${p.letter} richtig. Ranglisten, Auflösung, Üben und spätere Runden folgen; wer geantwortet hat, erfährt es.`,
  rekeySame: (p) => `${p.letter} ist schon die richtige Option.`,
  rekeyWhich: (p) => `Welche Option von Nr. ${p.number} ist richtig? ${p.stem}`,
  voidAsk: (p) =>
    `Nr. ${p.number} aus allen Ranglisten nehmen? ${counted(p.answered, '# Mitglied hat', '# Mitglieder haben')} geantwortet und ${p.answered === 1 ? 'erfährt' : 'erfahren'} es. ${p.stem}`,
  rekeyAsk: (p) =>
    `${p.letter} zur richtigen Option von Nr. ${p.number} machen? ${counted(p.answered, '# Antwort wird', '# Antworten werden')} neu bewertet, hier und überall, wo diese Frage gestellt wurde. ${p.stem}`,
  restoreAsk: (p) =>
    `Die Änderung an Nr. ${p.number} zurücknehmen? Sie zählt dann, und richtig ist ${together(p.letters)}. ${p.stem}`,
  buttonDoIt: (p) => ({ void: 'Herausnehmen', rekey: 'Ändern', restore: 'Zurücknehmen' })[p.kind],
  buttonUndo: () => 'Rückgängig',
  correctWhich: (p) =>
    ({
      void: 'Welche Frage soll in keiner Rangliste zählen?',
      rekey: 'Bei welcher Frage ist die falsche Option als richtig markiert?',
      restore: 'Welche Änderung soll zurückgenommen werden?',
    })[p.kind],
  roundLine: (p) => `Nr. ${p.number}: ${p.stem}`,
  roundButton: (p) => `Nr. ${p.number} ${p.deck}`,
  closeWhich: () => 'Hier sind mehrere Fragen offen. Welche soll enden?',
  nothingToRestore: () => 'An diesen Fragen wurde nichts geändert.',
  restoredRound: (p) => `Nr. ${p.number} ist wie zuvor. Wer geantwortet hat, erfährt es.`,
  toldRestored: (p) =>
    `Eine Frage, die du beantwortet hast, zählt wieder, mit ihren Punkten: ${p.stem}`,
  retireWhich: () => 'Sag, welche Frage: /quiz question retire <deck> <question>.',
  questionRetired: (p) => `Wird nicht mehr gestellt: ${p.stem}`,
  questionNotRetired: (p) => `Sie war nicht zurückgezogen und wird weiter gestellt: ${p.stem}`,
  questionIsRetired: (p) =>
    `Diese Frage ist zurückgezogen. Wieder stellen: /quiz question unretire ${p.deck} ${p.question}`,
  questionUnretired: (p) => `Wird wieder gestellt: ${p.stem}`,
  buttonTakeOut: () => 'Aus der Wertung nehmen',
  buttonCorrectKey: () => 'Richtige Option ändern',
  buttonRetireQuestion: () => 'Zurückziehen',
  noRoundYet: () => 'Hier wurde noch keine Frage gestellt.',
  toldVoided: (p) =>
    `Eine Frage, die du beantwortet hast, wurde aus der Wertung genommen; ihre Punkte entfallen für alle: ${p.stem}`,
  toldRekeyed: (p) =>
    `Bei einer Frage, die du beantwortet hast, ist jetzt ${p.letter} richtig; deine Antwort ist damit ${p.right ? 'richtig' : 'nicht richtig'}: ${p.stem}`,

  // Meldungen
  reportThanks: () => 'Danke: Ein Manager wird es sehen.',
  reportWhich: () => 'Sag, was daran nicht stimmt.',
  reportReason: (p) =>
    ({
      key: 'die richtige Option stimmt nicht',
      unclear: 'unklar',
      dated: 'veraltet',
      typo: 'ein Tippfehler',
      other: 'etwas anderes',
    })[p.value],
  fieldReason: () => 'Was stimmt nicht?',
  fieldNote: () => 'In deinen Worten',
  fieldNoteHint: () => 'Manager sehen das ohne deinen Namen',
  formSend: () => 'Senden',
  noticeReported: (p) =>
    `${counted(p.count, '# Mitglied hat', '# Mitglieder haben')} bei einer Frage einen Fehler gemeldet (${p.reasons}): ${p.stem}`,
  buttonReports: () => 'Alle Meldungen',
  reportsHeading: () => 'Gemeldete Fehler',
  reportsNone: () => 'Niemand hat einen Fehler gemeldet.',
  reportsMore: (p) =>
    `Zu ${counted(p.count, 'einer weiteren Frage', '# weiteren Fragen')} gibt es Meldungen: /quiz problems DECK`,
  reportsDone: (p) =>
    p.count === 0
      ? 'Zu dieser Frage wurde nichts gemeldet.'
      : `Erledigt: ${counted(p.count, '# Meldung ist', '# Meldungen sind')} von der Liste.`,
  buttonLook: () => 'Ansehen',
  buttonDone: () => 'Erledigt',

  // Auswertung der Fragen
  analysisHeading: (p) =>
    p.deck === null ? 'So schneiden die Fragen ab' : `So schneiden die Fragen aus ${p.deck} ab`,
  analysisTooFew: () =>
    'Noch zu wenige Antworten. Eine Auswertung braucht eine beendete Frage, die mindestens fünf Mitglieder zum ersten Mal beantwortet haben.',
  analysisBehind: () =>
    'Die neuesten Antworten werden noch gezählt. In einer Minute sind alle dabei.',
  analysisAsked: (p) =>
    `${counted(p.asked, '# Frage gestellt', '# Fragen gestellt')}, ${number(p.judged)} davon mit genug Antworten.`,
  analysisRight: (p) => `Auf Anhieb richtig: ${p.share} (${p.low} bis ${p.high}).`,
  analysisLearned: (p) =>
    `Von denselben Mitgliedern noch einmal gesehen: erst ${p.first} richtig, später ${p.later}.`,
  analysisByTag: () => 'Auf Anhieb richtig, nach Schlagwort',
  analysisByDeck: () => 'Auf Anhieb richtig, nach Deck',
  analysisBar: (p) =>
    `${p.label}: ${p.share} (${p.low} bis ${p.high}), ${counted(p.of, '# Antwort', '# Antworten')}`,
  analysisAlt: (p) => `${p.title}. ${p.rows.join('; ')}.`,
  analysisUnknown: (p) => `Sitzt noch nicht: ${together(p.tags)}.`,
  analysisMend: () => 'Diese Fragen solltest du dir ansehen',
  analysisMore: (p) =>
    `${counted(p.count, '# weitere Frage fällt', '# weitere Fragen fallen')} auf: siehe Tabelle.`,
  analysisSound: () => 'Keine Frage fällt auf.',
  buttonAnalysisTable: () => 'Als Tabelle',
  analysisFile: () =>
    'Die Auswertung der Fragen als Tabelle. Sie enthält keinen Namen und nichts über weniger als fünf Mitglieder.',
  findingWrongKey: (p) =>
    `Stimmt die richtige Option? Wer mehr weiß, wählt eher ${together(p.options.map((option) => `„${option}“`))}.`,
  findingNoneRight: () => 'Niemand lag richtig.',
  findingWeak: () => 'Wer mehr weiß, liegt hier nicht öfter richtig.',
  findingSureAndWrong: (p) =>
    `${p.share} derer, die es angaben, waren sich sicher und lagen falsch.`,
  findingDead: (p) => `${together(p.options.map((option) => `„${option}“`))} wählt kaum jemand.`,
  findingAllRight: () => 'Alle lagen richtig.',
  findingProblems: (p) =>
    `${counted(p.count, '# Mitglied hat', '# Mitglieder haben')} einen Fehler gemeldet.`,
  analysisPrivacy: () =>
    'Es zählt die erste Antwort jedes Mitglieds auf eine Frage, in beendeten Runden, die mindestens fünf Mitglieder zum ersten Mal beantwortet haben. Das Üben gehört nicht dazu.',
  analysisPlotItems: () => 'Schwierigkeit und Trennschärfe',
  analysisPlotItemsSaid: () =>
    'Jeder Punkt ist eine Frage: wie viele richtig lagen und wie gut sie Mitglieder, die mehr wissen, von den anderen unterscheidet. Die Nummern sind die der Liste unten.',
  analysisPlotItemsAlt: (p) =>
    `Punkte für ${counted(p.count, '# Frage', '# Fragen')}, ${number(p.marked)} davon mit einer Auffälligkeit markiert. Die Werte stehen in der Liste darunter.`,
  analysisNoDiscrimination: () =>
    'Die Trennschärfe braucht 30 Antworten; noch hat keine Frage so viele.',
  analysisPlotWeeks: () => 'Beteiligung',
  analysisPlotWeeksSaid: () => 'Antworten je Frage, nach Wochen.',
  analysisPlotWeeksAlt: (p) =>
    `Balken für ${counted(p.weeks, '# Woche', '# Wochen')}; in der ersten ${p.first} Antworten je Frage, in der letzten ${p.last}. Die Werte stehen in der Tabelle darunter.`,
  analysisPlotLearning: () => 'Erstes und späteres Mal',
  analysisPlotLearningSaid: () =>
    'Wie viele derselben Mitglieder richtig lagen, als sie Fragen eines Schlagworts zum ersten Mal sahen, und später.',
  analysisPlotLearningAlt: (p) =>
    `Linien für ${counted(p.tags, '# Schlagwort', '# Schlagwörter')}; ${counted(p.better, '# ist', '# sind')} gestiegen. Die Werte stehen in der Tabelle darunter.`,
  analysisNoLearning: () => 'Noch haben keine fünf Mitglieder dieselbe Frage zweimal gesehen.',
  analysisPlotTags: () => 'Was die Mitglieder wissen, nach Schlagwort',
  analysisPlotTagsSaid: () =>
    'Anteil der auf Anhieb richtigen Antworten. Die dünne Linie ist der Bereich, in dem der wahre Wert mit 95\u00A0% Sicherheit liegt; mit mehr Antworten wird sie kürzer.',
  analysisQuestions: () => 'Fragen',
  analysisOptions: () => 'Optionen im Einzelnen',
  analysisOptionsSaid: () =>
    'Wer was gewählt hat: alle Mitglieder und die bessere Hälfte (dicker Strich) und die schwächere (dünner Strich), gemessen an ihren anderen Antworten im Deck.',
  analysisFewAnswers: () => 'zu wenige Antworten',
  analysisFigures: () => 'Die Werte als Tabelle',
  columnDeck: () => 'Deck',
  columnTag: () => 'Schlagwort',
  columnAnswers: () => 'Antworten',
  columnRight: () => 'Richtig',
  columnInterval: () => '95-%-Bereich',
  columnDiscrimination: () => 'Trennschärfe',
  columnOption: () => 'Antwortoption',
  columnChosen: () => 'Gewählt',
  columnBetter: () => 'Bessere Hälfte',
  columnWeaker: () => 'Schwächere Hälfte',
  columnSure: () => 'Sicher und falsch',
  columnFirst: () => 'Erstes Mal',
  columnLater: () => 'Später',
  columnWeek: () => 'Woche ab',
  columnAsked: () => 'Fragen',
  columnEach: () => 'Antworten je Frage',
  columnSmall: () => 'Unter fünf Antworten',

  // Wochenbrief
  letterSet: (p) =>
    `Montags um 09:00 kommt ein Brief über die Fragen, nur an dich. Der erste: ${p.first}.`,
  letterEnded: () => 'Es kommen keine Briefe mehr.',
  letterNotYours: () =>
    'Du verwaltest das Quiz hier nicht mehr, deshalb kommt kein Wochenbrief mehr.',
  letterNone: () => 'Du hast keinen Brief bestellt.',
  letterHeading: () => 'Deine Fragen, Woche für Woche',
  letterWeek: (p) => {
    if (p.asked === 0) return 'Letzte Woche ging keine Frage zu Ende.';
    const asked = counted(p.asked, '# Frage', '# Fragen');
    return p.each === null
      ? `Letzte Woche: ${asked} mit ${p.asked === 1 ? '' : 'jeweils '}weniger als fünf Antworten.`
      : `Letzte Woche: ${asked} mit ${p.asked === 1 ? '' : 'je '}etwa ${counted(p.each, '# Antwort', '# Antworten')}.`;
  },
  letterMend: (p) => `Zum Ausbessern: ${p.question}. ${p.finding}`,
  letterRunsOut: (p) => `Am ${p.day} kommt die letzte neue Frage aus ${p.decks}.`,
  letterRanOut: (p) => `${p.decks} hat keine neue Frage mehr; die ältesten kommen wieder.`,
  buttonReportPage: () => 'Seite öffnen',
  buttonAnalysis: () => 'Ganze Auswertung',
  buttonLetterOff: () => 'Keine Briefe mehr',

  // Zeitpläne
  scheduleSet: (p) => `Eingerichtet: ${p.what}.`,
  scheduleWhere: () => 'Wo: ',
  scheduleIn: () => 'in ',
  scheduleDaily: (p) => `eine Frage ${p.days} um ${p.time} (${p.zone}) aus ${together(p.decks)}`,
  scheduleWeekly: (p) =>
    `die Rangliste${p.scope === 'workspace' ? ' aller Kanäle' : ''} ${p.days} um ${p.time} (${p.zone})`,
  scheduleCloses: (p) => `endet um ${p.time}`,
  scheduleAsksSure: () => 'fragt, wie sicher man ist',
  scheduleClosesNext: () => 'endet mit der nächsten Frage',
  allDecks: () => 'allen Decks',
  daysEvery: () => 'jeden Tag',
  daysWeekdays: () => 'an Werktagen',
  daysSome: (p) => `immer am ${together(p.days)}`,
  scheduleNext: () => 'Als Nächstes: ',
  scheduleNoneNext: () => 'In den nächsten zwei Jahren bleibt kein Termin: Alles ist ausgelassen.',
  schedulesHeading: () => 'Zeitpläne',
  schedulesNone: () =>
    'Nichts ist geplant. Eine tägliche Frage einrichten: /quiz schedule daily 09:00',
  schedulePaused: (p) => (p.why === null ? 'pausiert' : `pausiert: ${p.why}`),
  scheduleUnknown: (p) =>
    `Es gibt keinen Zeitplan „${p.id}“.${p.near === null ? ' Siehe /quiz schedule list.' : ` Meintest du ${p.near}?`}`,
  scheduleWhich: () => 'Welchen Zeitplan?',
  schedulePausedNow: (p) => `Pausiert: ${p.what}.`,
  scheduleResumed: (p) =>
    `Läuft weiter: ${p.what}.${p.why === null ? '' : ` Ich hatte den Zeitplan pausiert: ${p.why}`}`,
  scheduleRemoved: (p) => `Entfernt: ${p.what}.`,
  scheduleSkipped: (p) =>
    p.from === p.to
      ? `Fällt am ${p.from} aus: ${p.what}.`
      : `Fällt vom ${p.from} bis ${p.to} aus: ${p.what}.`,
  scheduleSkipOrder: () => 'Der letzte Tag der Pause darf nicht vor dem ersten liegen.',
  scheduleCannotPost: (p) =>
    `Nicht eingerichtet, ich kann ${p.channel === null ? 'hier' : `in ${p.channel}`} nicht posten: ${p.why}`,
  scheduleCannotResume: (p) => `Nicht fortgesetzt, ich kann dort nicht posten: ${p.why}`,
  buttonRemoveOne: (p) => `${p.id} entfernen`,
  buttonRemove: () => 'Entfernen',
  buttonPause: () => 'Pausieren',
  buttonResume: () => 'Fortsetzen',
  buttonResumeBoard: () => 'Wöchentliche Rangliste fortsetzen',
  formDailyTitle: () => 'Tägliche Frage',
  formWeeklyTitle: () => 'Wöchentliche Rangliste',
  formSet: () => 'Einrichten',
  formCancel: () => 'Abbrechen',
  fieldTime: () => 'Uhrzeit',
  fieldTimeHint: () => '24 Stunden, zum Beispiel 09:00',
  fieldZone: () => 'Zeitzone',
  fieldZoneHint: () => 'Zum Beispiel Europe/Berlin',
  fieldDays: () => 'Tage',
  fieldDecks: () => 'Decks',
  fieldCloses: () => 'Endet um',
  fieldClosesHint: () => 'Zum Beispiel 17:00; leer: mit der nächsten Frage',
  fieldDecksHint: () => 'Keins gewählt: alle',
  fieldChannels: () => 'Kanäle',
  fieldChannelsHint: () => 'Ich muss in jedem Mitglied sein',
  fieldScope: () => 'Wessen',
  scopeChannel: () => 'Die dieses Kanals',
  scopeWorkspace: () => 'Die des ganzen Workspace',
  fieldDay: () => 'Tag',
  scheduleOneDay: () => 'Eine wöchentliche Rangliste hat einen Tag: Nenne ihn, zum Beispiel mo.',
  scheduleTwin: (p) => `Hier gibt es schon einen Zeitplan: ${p.what}.`,
  buttonChangeIt: () => 'Ändern',
  buttonAddAnother: () => 'Noch einen anlegen',
  scheduleChangeWhat: () =>
    'Sag, was sich ändern soll: Uhrzeit, Zeitzone, Tage oder Endzeit, zum Beispiel /quiz schedule change 10:00',
  scheduleChanged: (p) => `Geändert: ${p.what}.`,
  scheduleSkipPast: (p) => `${p.day} ist vorbei. Nenne einen Tag, der noch kommt.`,
  scheduleNotSkipped: (p) => `${p.day} ist nicht ausgelassen.`,
  scheduleUnskipped: (p) =>
    p.from === p.to
      ? `Am ${p.from} wird doch gepostet.`
      : `Vom ${p.from} bis ${p.to} wird doch gepostet.`,
  scheduleSkips: () => 'Ausgelassen: ',
  nextHeading: () => 'Die nächsten Fragen',
  nextChosen: () => 'von Hand gewählt',
  nextLeftOut: () => 'fällt aus',
  nextNoQuestion: () => 'In den Decks ist keine Frage mehr übrig.',
  nextSwap: (p) => `${p.day} tauschen`,
  nextDrop: (p) => `${p.day} auslassen`,
  nextUndrop: (p) => `${p.day} doch posten`,
  nextDropped: (p) => `Am ${p.day} fällt die Frage aus.`,
  nextUndropped: (p) => `Am ${p.day} kommt doch eine Frage.`,
  nextSwapped: (p) => `Am ${p.day} kommt jetzt: ${p.stem}`,
  nextNone: () => 'Hier ist keine tägliche Frage geplant.',
  nextElsewhere: () => 'Es gibt eine in ',
  nextPaused: () => 'Die tägliche Frage ist hier pausiert.',
  nextNoDate: (p) =>
    `Am ${p.day} ist keine Frage fällig. /quiz next zeigt die Termine der nächsten vier Wochen.`,
  nextIsLeftOut: (p) =>
    `Der Termin am ${p.day} fällt aus, da gibt es nichts zu tauschen. Mit /quiz next holst du ihn zurück.`,
  nextNoOther: () => 'Jede andere Frage der Decks hat schon einen Termin.',
  nextUnknown: (p) =>
    `In den Decks gibt es keine Frage „${p.question}“.${p.near === null ? ' Siehe /quiz decks.' : ` Meintest du ${p.near}?`}`,
  buttonStudioCalendar: () => 'Vier Wochen im Studio',
  buttonNewDaily: () => 'Neue tägliche Frage',
  buttonNewWeekly: () => 'Neue wöchentliche Rangliste',

  // Hinweise an Manager
  noticeLate: (p) =>
    `Als zu spät ausgelassen: ${p.what}, fällig ${p.due}. ${lateBecause[p.because]}`,
  noticeLateMany: (p) =>
    `${counted(p.count, '# Beitrag wurde', '# Beiträge wurden')} ${p.channels === 1 ? '' : `in ${p.channels} Kanälen `}ausgelassen, ${p.from === p.to ? `fällig ${p.from}` : `von ${p.from} bis ${p.to}`}. ${lateBecause[p.because]}`,
  noticeUnsent: (p) => `Nicht gepostet: ${p.what} (${p.due}). ${lateBecause[p.because]}`,
  noticeUnsentNext: (p) => `Die nächste Frage kommt am ${p.next}.`,
  noticeUnsentAsk: (p) => `Um diese trotzdem zu stellen, tippe dort: ${p.line}`,
  postQuoted: (p) => `„${p.what}“`,
  postReveal: (p) => `die Auflösung zu „${p.stem}“`,
  noticeClock: (p) =>
    `Die Uhr des Servers wurde zurückgestellt: Sie zeigt jetzt ${p.now}. Termine, die noch kommen, fallen nicht aus.${p.next === null ? '' : ` Als Nächstes: ${p.next}, ${p.what}.`}`,
  noticeRanOut: (p) =>
    `Alle Fragen von ${p.decks} waren an der Reihe. Ab jetzt kommen die ältesten wieder, bis du Fragen ergänzt: /quiz import oder /quiz studio`,
  noticeRefused: (p) => `Nicht gepostet: ${p.what}. ${p.advice}`,
  noticePaused: (p) => `Pausiert: ${p.what}. ${p.why}`,
  noticePausedMany: (p) =>
    `In ${counted(p.channels, '# Kanal', '# Kanälen')} kann ich nicht posten, deshalb ${counted(p.count, 'ist # Zeitplan', 'sind # Zeitpläne')} pausiert:`,
  noticePausedMore: (p) => `Und in ${counted(p.count, '# weiteren Kanal', '# weiteren Kanälen')}.`,
  noticePausedThen: (p) =>
    `${p.hasButton ? 'Drücke „Fortsetzen“, sobald ich dort wieder posten kann.' : 'Sobald ich dort wieder posten kann, setzt du sie mit /quiz schedule list fort.'} Soll es in einem anderen Kanal weitergehen, tippe dort: ${p.elsewhere}`,
  noticeSuggestions: () =>
    'Jemand hat eine Frage vorgeschlagen. Sieh sie dir im Studio an: Nimm sie in ein Deck auf oder lehne sie mit einem Wort ab. Kommen weitere, melde ich mich erst wieder, wenn über alle entschieden ist.',
  noticeUnknown: (p) =>
    `Ich weiß nicht, ob dieser Beitrag angekommen ist: „${p.what}“. Bitte sieh im Kanal nach.`,
  noticeJam: (p) =>
    `Ich weiß noch nicht, ob dieser Beitrag angekommen ist: „${p.what}“. ${p.waiting === 0 ? 'Spätere Beiträge im selben Kanal warten' : counted(p.waiting, '# späterer Beitrag im selben Kanal wartet', '# spätere Beiträge im selben Kanal warten')}, bis ich es weiß. Ich sehe weiter nach und frage dich nach einem Tag.`,
  noticeRunsOut: (p) =>
    `Noch ${counted(p.count, '# neue Frage', '# neue Fragen')} in ${p.decks}: Am ${p.day} kommt die letzte. Danach kommen die ältesten wieder.`,
  noticeEmpty: (p) =>
    `Ausgelassen: ${p.what}. In den Decks ist keine Frage, die gestellt werden könnte. Ergänze welche mit /quiz import oder im Studio, oder beende den Zeitplan mit /quiz schedule remove.`,
  buttonThere: () => 'Er ist da',
  buttonAgain: () => 'Noch einmal posten',
  settledThere: () => 'Notiert: Er ist da.',
  settledAgain: () => 'Er wird noch einmal gepostet.',
  settledOver: (p) =>
    `Notiert: Sie ist nicht da. Ihre Zeit ist vorbei, deshalb wird sie nicht noch einmal gepostet. Trotzdem stellen: ${p.line}`,
  settledBefore: () => 'Das ist schon geklärt.',

  // Sprache
  languageSet: () =>
    'In diesem Kanal spreche ich ab jetzt Deutsch. Private Antworten sind in der Sprache des Mitglieds.',
  channelGone: () => 'Der Kanal wurde gelöscht oder archiviert, oder ich wurde daraus entfernt.',

  // Manager
  managersHeading: () => 'Manager',
  managersNone: () =>
    'Niemand wurde benannt. Wer den Workspace verwaltet, kann immer auch das Quiz verwalten.',
  managerAlready: (p) => `${p.name} ist schon als Manager benannt.`,
  managerAdded: (p) => `${p.name} kann das Quiz jetzt verwalten.`,
  managerRemoved: (p) =>
    `${p.name} ist nicht mehr als Manager benannt. Wer den Workspace verwaltet, kann weiter auch das Quiz verwalten.`,
  managerNotNamed: (p) => `${p.name} war nicht als Manager benannt.`,
  managerUnknown: (p) =>
    `Ich kenne ${p.name} noch nicht: Dazu muss man das Quiz einmal benutzt haben.`,
  managerAmbiguous: (p) =>
    `Mehrere Mitglieder heißen ${p.name}. Nenne eines per @-Erwähnung oder mit seiner Kennung.`,
  logHeading: () => 'Was Manager getan haben',
  logNone: () => 'Noch hat kein Manager etwas getan.',
  logLine: (p) => [p.at, p.name, p.what, p.about].filter((part) => part !== '').join(' · '),
  formerMember: () => 'ein früheres Mitglied',
  commandLine: () => 'die Kommandozeile',

  // Fehler
  gone: () => 'Dieser Knopf ist veraltet. Mit /quiz siehst du, was jetzt geht.',
  onlyManagers: () =>
    'Das können nur Manager. Bitte jemanden, der diesen Workspace verwaltet, dich mit /quiz managers add zu benennen. Gibt es niemanden, kann es, wer Deckhand betreibt: deckhand managers add.',
  unknownCommand: (p) =>
    `„/quiz ${p.word}“ gibt es nicht.${p.near === null ? ' /quiz help zeigt, was es gibt.' : ` Meintest du /quiz ${p.near}?`}`,
  halfCommand: (p) => `/quiz ${p.word} braucht noch ein Wort: ${p.of.join(', ')}.`,
  halfCommandAbove: (p) => `/quiz ${p.word} braucht noch ein Wort:`,
  missingArgument: (p) =>
    `Es fehlt ${p.argument}${p.example === null ? '' : `, zum Beispiel ${p.example}`}. ${p.usage}`,
  badValue: (p) =>
    `„${p.word}“ passt nicht. Erwartet: ${p.expected}.${p.near === null ? '' : ` Meintest du ${p.near}?`} ${p.usage}`,
  tooMuch: (p) => `„${p.word}“ ist ein Wort zu viel: ${p.usage}`,
  expectedInteger: (p) => `eine ganze Zahl von ${p.min} bis ${p.max}`,
  expectedChoice: (p) =>
    p.of.length === 1 ? `das Wort ${p.of.join('')}` : `eins von ${p.of.join(', ')}`,
  expectedDeck: () => 'ein Deck, wie /quiz decks sie nennt',
  expectedTime: () => 'eine Uhrzeit wie 09:00, 9 Uhr oder 17:30',
  expectedZone: () => 'eine Zeitzone oder Stadt wie Europe/Berlin, New York oder UTC',
  expectedDays: () => 'Tage wie werktags, täglich, mo-fr oder mo,mi,fr',
  expectedDate: () => 'ein Datum wie 24.12., 24.12.2026 oder morgen',
  expectedDates: () => 'ein Datum oder ein Zeitraum wie morgen, 24.12. oder 24.12. bis 2. Januar',
  expectedDay: () => 'ein Wochentag wie mo oder freitag',
  exampleDay: () => 'mo',
  exampleDays: () => 'mo-fr',
  exampleDate: () => '24. Dezember',
  lineTooLong: (p) => `Das ist zu lang: Ein Befehl hat höchstens ${p.longest} Zeichen.`,
  severalCommands: (p) => `„/quiz ${p.word}“ kann mehreres heißen. Was meinst du?`,
  whichZone: (p) =>
    `„${p.word}“ legt keine Zeitzone fest: Die Uhren gehen je nach Ort und Jahreszeit anders. Welche meinst du?`,
  whichZoneOffset: (p) =>
    `„${p.word}“ sagt nichts über die Sommerzeit. Nach welchem Ort gehen die Uhren?`,
  whichDate: (p) => `„${p.word}“ kann zwei Tage meinen. Welchen meinst du?`,
  whichDay: () => 'Hier passt nur ein Tag. Welchen meinst du?',
  typeOneOf: (p) => `${p.question} Gib stattdessen eins davon ein: ${p.of.join(', ')}.`,
  pastDate: (p) => `${p.word} ist schon vorbei: Nenne heute oder einen späteren Tag.`,
  secondValue: (p) => `Doppelt angegeben: ${p.argument} („${p.word}“). ${p.usage}`,
  noPlace: (p) => `„${p.word}“ ist ${p.what} und passt hier nicht. ${p.usage}`,
  aTime: () => 'eine Uhrzeit',
  aZone: () => 'eine Zeitzone',
  aDay: () => 'ein Wochentag',
  aDate: () => 'ein Datum',
  notUnderstood: (p) =>
    `„${p.word}“ ist nicht eindeutig. Hier kann stehen: ${p.parts.join('; ')}. ${p.usage}`,
  expectedChannels: () => 'Kanäle, zum Beispiel #team-quiz',
  expectedMember: () => 'ein Mitglied, mit @Erwähnung',
  expectedWord: (p) => `ein Wort für ${p.name}`,
  notSaved: () => 'Nicht gespeichert, bitte versuche es gleich noch einmal.',
  notSavedFull: () =>
    'Nicht gespeichert: Die Festplatte dieses Bots ist voll. Bitte sag es denen, die ihn betreiben, und versuche es dann noch einmal.',
  brokenHere: (p) =>
    `Bei uns ist etwas schiefgegangen; was du vorher getan hast, ist gespeichert. Bitte versuche es noch einmal. (${p.reference})`,
  tooFast: () => 'Das war etwas schnell. Bitte warte ein paar Sekunden.',
};
