// The editor in the studio's colours, which reach into the shadow root as custom properties.
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const highlighting = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--soft)' },
  { tag: [tags.keyword, tags.meta, tags.labelName, tags.typeName], color: 'var(--warn)' },
]);

const wavy = (color) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${color} 1.5px`,
  textUnderlineOffset: '3px',
});
const dot = (color) => ({
  content: 'none',
  width: '0.6em',
  height: '0.6em',
  margin: '0.45em 0.2em',
  borderRadius: '50%',
  backgroundColor: color,
});

export const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--sheet)', maxHeight: '75vh' },
  '&.cm-focused': { outline: '2.5px solid var(--accent)' },
  '.cm-scroller': { font: '0.85rem/1.5 var(--mono)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', minHeight: '12rem' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--soft)',
    borderRight: '1px solid var(--rule)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--tint) 55%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--tint)' },
  '.cm-searchMatch': { backgroundColor: 'var(--private)', outline: '1px solid var(--warn)' },
  '.cm-lintRange-error': wavy('var(--bad)'),
  '.cm-lintRange-warning': wavy('var(--warn)'),
  '.cm-lintRange-info': wavy('var(--soft)'),
  '.cm-gutter-lint': { width: '1em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker-error': dot('var(--bad)'),
  '.cm-lint-marker-warning': dot('var(--warn)'),
  '.cm-lint-marker-info': dot('var(--soft)'),
  '.cm-tooltip': {
    maxWidth: '30rem',
    border: '1px solid var(--edge)',
    borderRadius: '8px',
    backgroundColor: 'var(--sheet)',
    color: 'var(--ink)',
    font: '0.9rem/1.4 var(--sans)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '0.85rem/1.6 var(--mono)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-panel.cm-search, .cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label':
    { font: '0.9rem/1.5 var(--sans)' },
  '.cm-textfield, .cm-button': {
    border: '1px solid var(--edge)',
    borderRadius: '6px',
    backgroundColor: 'var(--sheet)',
    backgroundImage: 'none',
    color: 'var(--ink)',
  },
});
