import type { YAMLError } from 'yaml';
import type { Localized } from '../../domain/language.ts';

/** What the YAML parser says by its codes (yaml, `ErrorCode`), in German; its English names the signs in question. */
const GERMAN: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'ein Alias hat weder Anker noch Tag',
  BAD_ALIAS: 'das ist kein Name eines Alias',
  BAD_DIRECTIVE: 'diese Anweisung, die mit % beginnt, ist unbekannt',
  BAD_DQ_ESCAPE: 'diese Escape-Folge gibt es in doppelten Anführungszeichen nicht',
  BAD_INDENT: 'diese Zeile ist falsch eingerückt',
  BAD_PROP_ORDER: 'Anker und Tag stehen hinter dem Zeichen - oder ?',
  BAD_SCALAR_START: 'ein Text ohne Anführungszeichen darf nicht mit diesem Zeichen beginnen',
  BLOCK_AS_IMPLICIT_KEY:
    'hier stehen zwei Doppelpunkte in einer Zeile; Text mit Doppelpunkt gehört in Anführungszeichen',
  BLOCK_IN_FLOW: 'zwischen Klammern darf kein eingerückter Block stehen',
  DUPLICATE_KEY: 'dieser Name steht zweimal',
  KEY_OVER_1024_CHARS: 'vor dem Doppelpunkt stehen über 1.024 Zeichen',
  MISSING_CHAR:
    'hier fehlt ein Zeichen, etwa ein Doppelpunkt, ein Leerzeichen, eine Klammer oder ein Anführungszeichen',
  MULTILINE_IMPLICIT_KEY:
    'vor dem Doppelpunkt steht mehr als eine Zeile; vielleicht fehlt ein Doppelpunkt in der Zeile darüber',
  MULTIPLE_ANCHORS: 'hier stehen zwei Anker',
  MULTIPLE_DOCS: 'die Datei enthält mehrere Dokumente; ein Deck ist eines',
  MULTIPLE_TAGS: 'hier stehen zwei Tags',
  NON_STRING_KEY: 'vor dem Doppelpunkt steht kein Text',
  TAB_AS_INDENT: 'Einrückungen bestehen aus Leerzeichen, nicht aus Tabulatoren',
  TAG_RESOLVE_FAILED: 'dieses Tag ist unbekannt',
  UNEXPECTED_TOKEN: 'dieses Zeichen kann hier nicht stehen',
};

/** An error of the YAML parser in one line. */
export function yamlErrorInWords({ code, message }: YAMLError): Localized {
  return {
    en: message.split('\n')[0] ?? code,
    de: GERMAN[code] ?? 'dieses YAML ist nicht lesbar',
  };
}
