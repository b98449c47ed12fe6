// The editor of a deck's YAML in the page: CodeMirror over a textarea, which stays what the form sends. `npm run build`
// bundles it into dist/studio/editor.js. It stands in a shadow root, where CodeMirror adopts its style sheets: the
// content security policy allows no style element.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { completions } from './completions.js';
import { GERMAN } from './phrases.js';
import { highlighting, theme } from './theme.js';

/**
 * Puts an editor in the place of a textarea.
 * @param {HTMLTextAreaElement} area `data-lines`: lines of the deck above its text; `data-schema`: what it holds; `data-keys`: which
 * keys help
 * @param {string} label
 */
function open(area, label) {
  const above = linesAbove(area);
  const host = document.createElement('div');
  host.className = 'code-editor';
  const root = host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: extensionsOf(area, label),
    }),
  });
  area.hidden = true;
  const keys = document.createElement('p');
  keys.className = 'hint';
  keys.textContent = area.dataset.keys ?? '';
  area.after(host, keys);
  for (const one of area.labels) one.addEventListener('click', () => view.focus());
  return {
    /** @param {readonly { line: number, level: 'error' | 'warning' | 'info', message: string }[]} marks lines of the deck */
    mark(marks) {
      const { doc } = view.state;
      const diagnostics = marks
        .map(({ line, level, message }) => ({ at: line - above, severity: level, message }))
        .filter(({ at }) => at >= 1 && at <= doc.lines)
        .map(({ at, ...said }) => ({ ...rangeOf(doc.line(at)), ...said }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    /** @param {number} line of the deck */
    goTo(line) {
      const { doc } = view.state;
      const { from } = doc.line(Math.min(doc.lines, Math.max(1, line - above)));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
  };
}

/** Lines of the deck above the text. */
function linesAbove(area) {
  return Number(area.dataset.lines ?? 0);
}

function extensionsOf(area, label) {
  return [
    lineNumbers({ formatNumber: (line) => String(line + linesAbove(area)) }),
    lintGutter(),
    history(),
    indentUnit.of('  '),
    indentOnInput(),
    closeBrackets(),
    yaml(),
    syntaxHighlighting(highlighting),
    autocompletion({ override: [completions(area.dataset.schema ?? 'deck')], icons: false }),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': area.dataset.keys ?? '',
      spellcheck: 'false',
      // Its box scrolls by the keyboard too.
      tabindex: '0',
    }),
    document.documentElement.lang === 'de' ? EditorState.phrases.of(GERMAN) : [],
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      area.value = state.doc.toString();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }),
    theme,
  ];
}

/** The words of a line, without its indentation. */
function rangeOf({ from, to, text }) {
  return { from: Math.min(to, from + text.search(/\S|$/)), to };
}

globalThis.deckhandEditor = { open };
