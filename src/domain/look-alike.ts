/** Letters of other scripts that a reader takes for Latin ones, by the Latin one (after lower case). */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'ьвƅ',
  c: 'сϲⅽ',
  d: 'ԁɗ',
  e: 'еҽεєё',
  f: 'ғϝ',
  g: 'ɡց',
  h: 'һнհ',
  i: 'іїιıɩӏⅼlj1|!ǀ',
  k: 'кκ',
  m: 'мⅿ',
  n: 'пոη',
  o: 'оοσօ0ө',
  p: 'рρ',
  q: 'ԛգ',
  r: 'гɾ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υսʋ',
  v: 'ѵν',
  w: 'ԝшωա',
  x: 'хχ',
  y: 'уүγ',
  z: 'ʐᴢ',
};

const LATIN = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([latin, others]) =>
    Array.from(others, (other): readonly [string, string] => [other, latin]),
  ),
);

/** Characters that take no room, and what turns the reading direction. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
/** What emoji and several scripts need between their own signs: joiners, selectors, a flag's letters. */
const NEEDED =
  /(?<=[^\p{Script=Latin}\p{N}\s])(?:\u200C|\u200D|\uFE0E|\uFE0F)|(?<=\u{1F3F4})[\u{E0020}-\u{E007F}]+/gu;

/** How a name looks: two names with the same looks cannot be told apart at a glance. */
export function looksOf(name: string): string {
  const letters = name.normalize('NFKC').replaceAll(UNSEEN, '').toLowerCase();
  return Array.from(letters, (letter) => LATIN.get(letter) ?? letter)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Why a name is forbidden for everybody; null if it is allowed. */
export function flawOf(name: string): 'invisible' | 'mixed' | null {
  if (name.replaceAll(NEEDED, '').search(UNSEEN) !== -1) return 'invisible';
  const words = name.normalize('NFKC').split(/[\s\p{P}]+/u);
  return words.some(isMixed) ? 'mixed' : null;
}

/** Latin beside Cyrillic or Greek in one word, which has no use but to imitate another name. */
function isMixed(word: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  return scripts.filter((script) => script.test(word)).length > 1;
}

/** Whether a name passes for that of the bot, however it is spaced or decorated. */
export function looksLikeBot(name: string, bot: string): boolean {
  const bare = (text: string): string => looksOf(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare(name) === bare(bot) || new RegExp(`^${bare(bot)}(bot|app)$`).test(bare(name));
}
