import { isMap, isNode, isSeq, YAMLMap, YAMLSeq } from 'yaml';
import type { DeckSettings, OptionFields, QuestionFields } from '../../domain/deck-fields.ts';
import { WorkshopError, type DeckEdit } from '../../ports/deck-workshop.ts';
import { openDocument, questionsOf, written, type DeckDocument } from './deck-document.ts';

/**
 * The YAML of a deck after one change; everything else keeps its comments.
 * @throws WorkshopError `broken` if the YAML cannot be read or has no question at that place
 */
export function editDeck(source: string, edit: DeckEdit): string {
  const opened = openDocument(source);
  if (opened === null) throw new WorkshopError('broken');
  apply(opened, edit);
  return written(opened.document);
}

function apply(opened: DeckDocument, edit: DeckEdit): void {
  const { deck } = opened;
  switch (edit.kind) {
    case 'settings':
      return setSettings(opened, edit.settings);
    case 'question':
      return putQuestion(opened, edit.at, (into) => {
        setQuestion(opened, into, edit.fields);
        if (edit.comment !== undefined)
          into.commentBefore = ` ${edit.comment.replaceAll(/\s+/g, ' ')}`;
      });
    case 'whole':
      setSettings(opened, edit.settings);
      for (const fields of edit.questions)
        putQuestion(opened, null, (into) => setQuestion(opened, into, fields));
      return;
    case 'update':
      setSettings(opened, edit.settings);
      for (const { at, fields } of edit.put)
        putQuestion(opened, at, (into) => setQuestion(opened, into, fields));
      return;
    case 'source':
      return replaceQuestion(opened, edit.at, edit.source);
    case 'move': {
      const questions = questionsOf(deck);
      const [moved] = questions?.items.splice(edit.from, 1) ?? [];
      if (questions === null || moved === undefined) throw new WorkshopError('broken');
      questions.items.splice(edit.to, 0, moved);
      return;
    }
    case 'remove':
      if (questionsOf(deck)?.delete(edit.at) !== true) throw new WorkshopError('broken');
      return;
    case 'retire': {
      const question = questionAt(questionsOf(deck), edit.at);
      return setText(opened, question, 'retired', edit.retired ? 'true' : '');
    }
    default:
      return edit satisfies never;
  }
}

function questionAt(questions: YAMLSeq | null, at: number): YAMLMap {
  const question = questions?.get(at, true);
  if (!isMap(question)) throw new WorkshopError('broken');
  return question;
}

function putQuestion(
  opened: DeckDocument,
  at: number | null,
  fill: (question: YAMLMap) => void,
): void {
  if (at !== null) return fill(questionAt(questionsOf(opened.deck), at));
  const question = emptyMap(opened);
  addQuestion(opened, question);
  fill(question);
}

function emptyMap({ document }: DeckDocument): YAMLMap {
  const map = new YAMLMap(document.schema);
  map.flow = false;
  return map;
}

function addQuestion({ document, deck }: DeckDocument, question: YAMLMap): void {
  const questions = questionsOf(deck);
  if (questions !== null) {
    // An empty list is written as `[]`.
    questions.flow = false;
    questions.add(question);
    return;
  }
  const list = new YAMLSeq(document.schema);
  list.items.push(question);
  deck.set('questions', list);
}

function replaceQuestion(opened: DeckDocument, at: number | null, source: string): void {
  const question = openDocument(source)?.deck;
  if (question === undefined) throw new WorkshopError('broken');
  if (at === null) return addQuestion(opened, question);
  const questions = questionsOf(opened.deck);
  questionAt(questions, at);
  questions?.set(at, question);
}

function setSettings(opened: DeckDocument, settings: DeckSettings): void {
  const { deck } = opened;
  const set = (key: string, value: string): void => setText(opened, deck, key, value);
  set('deck', settings.deck);
  set('title', settings.title);
  set('task', settings.task);
  set('rubric', settings.rubric);
  set('style', settings.style);
  set('language', settings.language);
  set('order', settings.order);
  set('practice', settings.practice);
  set('reasons', settings.reasons);
  set('sure', settings.sure ? 'true' : '');
  setTexts(opened, deck, 'tips', settings.tips);
  // New keys stand above the questions.
  const place = deck.items.findIndex(({ key }) => String(key) === 'questions');
  if (place >= 0) deck.items.push(...deck.items.splice(place, 1));
}

function setQuestion(opened: DeckDocument, question: YAMLMap, fields: QuestionFields): void {
  const set = (key: string, value: string): void => setText(opened, question, key, value);
  set('id', fields.id);
  set('ask', fields.ask);
  set('context', fields.context);
  setOptions(opened, question, fields.options);
  set('explain', fields.explain);
  setTexts(opened, question, 'points', fields.points);
  setTexts(opened, question, 'tags', fields.tags);
  set('level', fields.level);
  setSources(opened, question, fields.sources);
  set('reviewed', fields.reviewed);
  set('retired', fields.retired ? 'true' : '');
}

function setOptions(
  opened: DeckDocument,
  question: YAMLMap,
  options: QuestionFields['options'],
): void {
  if (options.length === 0) {
    question.delete('options');
    return;
  }
  const list = listUnder(opened, question, 'options');
  list.flow = false;
  const known = list.items.filter((item) => isMap(item));
  list.items = options.map((fields) => {
    const option = known.find((node) => isOption(node, fields)) ?? emptyMap(opened);
    if (known.includes(option)) known.splice(known.indexOf(option), 1);
    option.flow = false;
    const set = (key: string, value: string): void => setText(opened, option, key, value);
    // An id that is made of the text need not be written until the text changes.
    if (option.has('id') || option.get('text') !== fields.text) set('id', fields.id);
    set('text', fields.text);
    set('short', fields.short);
    set('key', fields.key ? 'true' : '');
    set('why', fields.why);
    set('kind', fields.kind);
    return option;
  });
}

/** An option that is still there keeps its node, and with it its comments. */
function isOption(node: YAMLMap, { id, text }: OptionFields): boolean {
  return node.get('text') === text || (id !== '' && node.get('id') === id);
}

function setSources(
  opened: DeckDocument,
  question: YAMLMap,
  sources: QuestionFields['sources'],
): void {
  if (sources.length === 0) {
    question.delete('sources');
    return;
  }
  const list = listUnder(opened, question, 'sources');
  list.flow = false;
  list.items = sources.map((source) => opened.document.createNode({ ...source }));
}

/** Sets a text where it changed; an empty one takes its key away. */
function setText({ document }: DeckDocument, into: YAMLMap, key: string, value: string): void {
  if (value === '') {
    into.delete(key);
    return;
  }
  if (into.get(key) === value) return;
  const before = into.get(key, true);
  const node = document.createNode(value);
  if (isNode(before)) node.comment = before.comment ?? null;
  into.set(key, node);
}

function setTexts(
  opened: DeckDocument,
  into: YAMLMap,
  key: string,
  values: readonly string[],
): void {
  if (values.length === 0) {
    into.delete(key);
    return;
  }
  const list = listUnder(opened, into, key);
  const same =
    list.items.length === values.length && values.every((value, at) => list.get(at) === value);
  if (!same) list.items = values.map((value) => opened.document.createNode(value));
}

function listUnder({ document }: DeckDocument, into: YAMLMap, key: string): YAMLSeq {
  const known = into.get(key, true);
  if (isSeq(known)) return known;
  const list = new YAMLSeq(document.schema);
  // Tags stand in one line, everything else below each other.
  list.flow = key === 'tags';
  into.set(key, list);
  return list;
}
