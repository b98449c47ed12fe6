// What htmx cannot do: an editor for YAML with marks, what a refused request says, and times by this reader's clock.
// Text is only ever set as text.

const trouble = document.querySelector('#trouble');

function say(sentence) {
  if (trouble.textContent !== sentence) trouble.textContent = sentence;
}

document.body.addEventListener('htmx:beforeRequest', () => {
  const saved = document.querySelector('#saved');
  if (saved !== null) saved.textContent = '';
});
document.body.addEventListener('htmx:afterRequest', (event) => {
  const { successful, xhr } = event.detail;
  if (successful) say('');
  // 0: nothing was answered, which is said below.
  else if (xhr.status !== 0) say(xhr.responseText);
});

// --- drafts ---------------------------------------------------------------------------------------------------

/** Forms with text that has not been saved yet. */
const unsaved = new Set();
/** Those of them that another try may save just as they are. */
const waiting = new Set();
/** Forms whose last save failed. */
const failed = new Set();

document.body.addEventListener('input', (event) => {
  const form = event.target.closest?.('form[hx-post]');
  if (form) unsaved.add(form);
});
document.body.addEventListener('htmx:beforeRequest', (event) => {
  unsaved.delete(event.detail.elt);
  waiting.delete(event.detail.elt);
});
document.body.addEventListener('htmx:afterRequest', (event) => {
  const { successful, elt, xhr } = event.detail;
  if (!elt.matches('form[hx-post]')) return;
  if (successful) {
    failed.delete(elt);
    return;
  }
  failed.add(elt);
  unsaved.add(elt);
  // Signed out, no manager at the moment, or the process is in trouble: all of it passes.
  if (xhr.status === 401 || xhr.status === 403 || xhr.status >= 500) tryAgainLater(elt);
});
for (const name of ['htmx:sendError', 'htmx:timeout'])
  document.body.addEventListener(name, (event) => {
    say(document.body.dataset.silent);
    if (event.detail.elt.matches('form[hx-post]')) tryAgainLater(event.detail.elt);
  });

/** The form's own trigger waits a while before it sends. */
function tryAgainLater(form) {
  waiting.add(form);
  globalThis.htmx.trigger(form, 'try-again');
}

addEventListener('online', () => {
  for (const form of waiting) if (form.isConnected) globalThis.htmx.trigger(form, 'submit');
});
addEventListener('beforeunload', (event) => {
  if ([...failed].some((form) => form.isConnected)) event.preventDefault();
});
// The form and the YAML follow each other, but never over what was typed meanwhile.
document.body.addEventListener('htmx:oobBeforeSwap', (event) => {
  if (unsaved.has(event.detail.target)) event.detail.shouldSwap = false;
});
// Browsers take half a minute to draw some megabytes of text in a field; no deck has room for it.
const LARGEST_PASTE = 1024 * 1024;
document.addEventListener(
  'paste',
  (event) => {
    if (event.clipboardData.getData('text').length <= LARGEST_PASTE) return;
    event.preventDefault();
    event.stopPropagation();
    say(document.body.dataset.tooMuch);
  },
  { capture: true },
);
// A page that is closed in the middle of a word sends what it has.
addEventListener('pagehide', () => {
  for (const form of unsaved)
    if (form.isConnected)
      navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
});

// --- YAML -----------------------------------------------------------------------------------------------------

/** What was put in the place of each textarea. */
const editors = new WeakMap();

/** CodeMirror, or the textarea with numbered lines where its script is missing. */
function editorOf(area) {
  const known = editors.get(area);
  if (known !== undefined) return known;
  const label = area.labels[0]?.textContent ?? '';
  const editor = globalThis.deckhandEditor?.open(area, label) ?? numbered(area);
  editors.set(area, editor);
  return editor;
}

/** The marks beside the text, worst first. */
function marks() {
  return [...document.querySelectorAll('#marks [data-line]')].map((mark) => ({
    line: Number(mark.dataset.line),
    level: mark.className,
    message: mark.querySelector('.said').textContent,
  }));
}

function numbered(area) {
  const editor = document.createElement('div');
  editor.className = 'editor';
  const gutter = document.createElement('div');
  gutter.className = 'gutter';
  gutter.setAttribute('aria-hidden', 'true');
  area.replaceWith(editor);
  editor.append(gutter, area);
  const above = Number(area.dataset.lines || 0);
  /** The number of each line in its deck, with the colour of its worst mark. */
  const mark = (found) => {
    const lines = area.value.split('\n').map((_, place) => {
      const line = document.createElement('span');
      line.textContent = `${place + 1 + above}\n`;
      line.className = found.find((one) => one.line === place + 1 + above)?.level ?? '';
      return line;
    });
    gutter.replaceChildren(...lines);
    gutter.style.height = `${area.offsetHeight}px`;
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener('input', () => mark(marks()));
  area.addEventListener('scroll', () => {
    gutter.scrollTop = area.scrollTop;
  });
  return {
    mark,
    goTo(line) {
      const before = area.value.split('\n').slice(0, line - 1 - above);
      const at = before.join('\n').length + (before.length > 0 ? 1 : 0);
      area.focus();
      area.setSelectionRange(at, at);
    },
  };
}

/** A mark leads to its line. */
document.body.addEventListener('click', (event) => {
  const line = event.target.closest?.('#marks [data-line]')?.dataset.line;
  const area = document.querySelector('textarea[data-lines]');
  if (line !== undefined && area !== null) editorOf(area).goTo(Number(line));
});

// --- times ----------------------------------------------------------------------------------------------------

/** Times as this reader's clock shows them. */
function localTimes(root) {
  const time = { hour: '2-digit', minute: '2-digit' };
  const date = { weekday: 'short', day: 'numeric', month: 'short' };
  const shapes = { time, date, datetime: { ...date, ...time } };
  for (const element of root.querySelectorAll('time[data-show]:not([data-done])')) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const { locale } = document.body.dataset;
    element.textContent = new Intl.DateTimeFormat(locale, shapes[element.dataset.show]).format(at);
    element.dataset.done = '';
  }
}

/** A new schedule begins with this reader's zone. */
function ownZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  for (const input of document.querySelectorAll('[data-zone]')) {
    if (timeZone) input.value = timeZone;
    delete input.dataset.zone;
  }
}

/** A part that came after the page may hold the place of the address. */
let isAtPlace = location.hash === '';
function goToPlace() {
  const place = isAtPlace
    ? null
    : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place === null) return;
  isAtPlace = true;
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView({ block: 'center' });
}

function refresh() {
  localTimes(document);
  ownZone();
  goToPlace();
  for (const area of document.querySelectorAll('textarea[data-lines]'))
    editorOf(area).mark(marks());
}

/** Says to a screen reader what a save changed, and nothing while it is the same. */
function speak() {
  const said = ['#saved', '#marks-count']
    .map((part) => document.querySelector(part)?.textContent ?? '')
    .filter((text) => text !== '')
    .join(' ');
  const spoken = document.querySelector('#spoken');
  if (spoken.textContent !== said) spoken.textContent = said;
}

document.body.addEventListener('htmx:afterSettle', refresh);
document.body.addEventListener('htmx:oobAfterSwap', refresh);
document.body.addEventListener('htmx:afterOnLoad', (event) => {
  if (event.detail.elt.matches('form[hx-post]')) speak();
});
refresh();
