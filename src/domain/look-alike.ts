/** Letters of other scripts, and small capitals, that a reader takes for Latin ones, by the Latin one. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аαɑᴀᎪꓮ',
  b: 'ьвƅʙᏴᏏꓐ',
  c: 'сϲⅽᴄᏟꓚ',
  d: 'ԁɗᴅᎠᏧꓓᗪ',
  e: 'еҽεєёᴇᎬꓰ',
  f: 'ғϝꜰꓝ',
  g: 'ɡցɢᏀꓖ',
  h: 'һнհʜᎻᏂꓧ',
  i: 'іїιıɩӏⅼlj1|!ǀɪᎥʟᏞꓡꓲᴊᎫꓙ',
  k: 'кκᴋᏦꓗ',
  m: 'мⅿᴍᎷꓟ',
  n: 'пոηɴꓠ',
  o: 'оοσօ0өᴏꓳ',
  p: 'рρᴘᏢꓑ',
  q: 'ԛգ',
  r: 'гɾʀᎡᏒꓣ',
  s: 'ѕꜱᏚꓢ',
  t: 'тτᴛᎢꓔ',
  u: 'υսʋᴜꓴ',
  v: 'ѵνᴠᏙꓦ',
  w: 'ԝшωաᴡᎳᏔꓪ',
  x: 'хχꓫ',
  y: 'уүγʏᎩꓬ',
  z: 'ʐᴢᏃꓜ',
  3: 'зӡʒ',
  "'": '’‘ʼ`´',
};

const LATIN = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([latin, others]) =>
    Array.from(others, (other): readonly [string, string] => [other.toLowerCase(), latin]),
  ),
);

/** The first letters of the alphabets of signs that no normal form undoes: white on black, and those of flags. */
const SIGN_ALPHABETS = [0x1f1_50, 0x1f1_70, 0x1f1_e6];

/** What a sign, a letter in a circle or square, is a picture of. */
function pictured(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const first = SIGN_ALPHABETS.find((one) => code >= one && code < one + 26);
  return first === undefined ? sign : String.fromCodePoint(0x61 + code - first);
}

/** Characters that take no room, and what turns the reading direction. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\u{1D159}]/gu;
/** What draws through, under or around letters, or makes an Arabic word longer. */
const DRAWN_OVER = /[\u0305\u0331-\u0338\u20D0-\u20F0\u0640]/gu;
/** What is overlooked before and after a name. */
const AROUND = /^[\p{P}\p{Z}`´^~¨|+=<>]+|[\p{P}\p{Z}`´^~¨|+=<>]+$/gu;
/** What emoji and several scripts need between their own signs: joiners, selectors, a flag's letters. */
const NEEDED =
  /(?<=[^\p{Script=Latin}\p{N}\s])(?:\u200C|\u200D|\uFE0E|\uFE0F)|(?<=\u{1F3F4})[\u{E0020}-\u{E007F}]+/gu;

/** How a name looks: two names with the same looks cannot be told apart at a glance. */
export function looksOf(name: string): string {
  const plain = name.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll(DRAWN_OVER, '');
  // A name of nothing else is known by that.
  const bare = plain.replaceAll(AROUND, '') || plain;
  const letters = bare.replaceAll(/\p{Pd}/gu, '-').toLowerCase();
  return Array.from(letters, (letter) => LATIN.get(letter) ?? pictured(letter))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export type NameFlaw = 'invisible' | 'stacked' | 'mixed';

/** Why a name is forbidden for everybody; null if it is allowed. */
export function flawOf(name: string): NameFlaw | null {
  if (name.replaceAll(NEEDED, '').search(UNSEEN) !== -1) return 'invisible';
  // No alphabet needs more than three on one letter.
  if (/\p{M}{4}/u.test(name.normalize('NFC'))) return 'stacked';
  const words = name.normalize('NFKC').split(/[\s\p{P}]+/u);
  return words.some(isMixed) ? 'mixed' : null;
}

/** Alphabets with letters that look like those of another one. */
const ALIKE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Canadian_Aboriginal}/u,
  /\p{Script=Deseret}/u,
];

/** Two of these alphabets in one word, which has no use but to imitate another name. */
function isMixed(word: string): boolean {
  return ALIKE_SCRIPTS.filter((script) => script.test(word)).length > 1;
}

/** Letters and digits that stand for others where the bot is imitated. */
const IMITATED: Readonly<Record<string, string>> = { đ: 'd', ħ: 'h', '3': 'e', '€': 'e', '4': 'a' };

/** Whether a name passes for that of the bot, or has it as a word, however it is spaced, accented or decorated. */
export function looksLikeBot(name: string, bot: string): boolean {
  const spelled = looksOf(name.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
  const words = Array.from(spelled, (letter) => IMITATED[letter] ?? letter)
    .join('')
    .split(/[^\p{L}\p{N}]+/u);
  const own = looksOf(bot);
  // `i` and `o` are also how 1 and 0 look.
  return words.includes(own) || new RegExp(`^${own}(?:bot|app|[io\\d])*$`).test(words.join(''));
}
