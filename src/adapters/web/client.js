// What htmx cannot do: the place in the event stream, the list of suggestions, focus, scrolling, local times.
// Text is only ever set as text.

/** The newest change that this window has seen. A connection made anew goes on from there. */
let seen = '';

htmx.createEventSource = (url) => {
  const from = new URL(url, location.href);
  if (seen !== '') from.searchParams.set('after', seen);
  return new EventSource(from);
};

const log = document.querySelector('#log');
const box = document.querySelector('#message');
const list = document.querySelector('#suggestions');
const trouble = document.querySelector('#trouble');
const newest = document.querySelector('#newest');

// --- messages -------------------------------------------------------------------------------------------------

/** Near enough to the end to go along with new messages. */
const NEAR = 160;
let atEnd = true;
let acted = false;
let focused = null;
/** The last message before a change, and its first option. */
let lastBefore = null;
let optionBefore = null;

const distance = () => document.documentElement.scrollHeight - innerHeight - scrollY;

/** To the newest message: to its beginning when it is taller than what can be read at once. */
function toEnd() {
  const last = log.lastElementChild;
  if (last !== null && last.offsetHeight > innerHeight * 0.7)
    last.scrollIntoView({ block: 'start' });
  else scrollTo({ top: document.documentElement.scrollHeight });
}

const firstOption = (message) => message?.querySelector('.choice .said p')?.textContent ?? null;

/** To what a press has brought: below the same options, or a whole new message. */
function toAnswer(last) {
  const below = last.querySelector('.choices + *');
  if (below === null || optionBefore === null || firstOption(last) !== optionBefore) toEnd();
  else if (
    last.getBoundingClientRect().bottom - below.getBoundingClientRect().top >
    innerHeight / 2
  )
    below.scrollIntoView({ block: 'start' });
  else scrollTo({ top: document.documentElement.scrollHeight });
}

addEventListener('scroll', () => {
  atEnd = distance() < NEAR;
  if (atEnd) newest.hidden = true;
});
newest.addEventListener('click', () => {
  toEnd();
  box.focus();
});

document.body.addEventListener('htmx:sseBeforeMessage', (event) => {
  if (isDown) {
    event.preventDefault();
    held.push(event.detail);
  } else beforeMessage(event.detail);
});

function beforeMessage({ lastEventId }) {
  seen = lastEventId;
  atEnd = distance() < NEAR;
  lastBefore = log.lastElementChild?.id;
  optionBefore = firstOption(log.lastElementChild);
}

document.body.addEventListener('htmx:oobBeforeSwap', (event) => {
  const { target } = event.detail;
  focused = target !== log && target.contains(document.activeElement) ? target.id : null;
});

document.body.addEventListener('htmx:sseMessage', (event) => afterMessage(event.detail));

function afterMessage({ data }) {
  localTimes(log);
  // The button under the finger is gone with its message: focus stays with the message.
  if (focused !== null && document.activeElement === document.body)
    document.getElementById(focused)?.focus({ preventScroll: true });
  focused = null;
  const last = log.lastElementChild;
  const isNew = last?.id !== lastBefore;
  if (acted && data.includes('class="message private')) {
    acted = false;
    // What was asked for: a new message, or the last one with what is new in it. An older one is under the reader's eyes.
    if (isNew) toEnd();
    else if (data.includes(`id="${last?.id}"`)) toAnswer(last);
  } else if (isNew && atEnd) toEnd();
  // A message that only changed is no news: whoever reads stays where they are.
  else if (isNew) newest.hidden = false;
}

// A message that is drawn anew between the two halves of a press would swallow it: what arrives meanwhile waits.

/** Longer than any press: what is held longer is a selection, or was let go outside of the window. */
const PRESS_MS = 10_000;
/** From letting go to the click, where one follows. */
const CLICK_MS = 100;
const held = [];
let isDown = false;
let letGo;

function down() {
  isDown = true;
  upWithin(PRESS_MS);
}
function upWithin(ms) {
  clearTimeout(letGo);
  letGo = setTimeout(up, ms);
}
function up() {
  isDown = false;
  for (const message of held.splice(0)) {
    beforeMessage(message);
    const spec = { swapStyle: 'none', swapDelay: 0, settleDelay: 0 };
    htmx.swap(document.body, message.data, spec, { contextElement: document.body });
    afterMessage(message);
  }
}

log.addEventListener('pointerdown', (event) => {
  if (event.isPrimary && event.button === 0) down();
});
log.addEventListener('keydown', (event) => {
  if (event.key === ' ' && event.target.closest('button') !== null) down();
});
for (const [name, ms] of [
  ['pointerup', CLICK_MS],
  ['pointercancel', 0],
  ['click', 0],
])
  addEventListener(name, () => {
    if (isDown) upWithin(ms);
  });

document.body.addEventListener('htmx:sseOpen', () => say(''));
document.body.addEventListener('htmx:sseError', () => say(document.body.dataset.lost));

function say(sentence) {
  if (trouble.textContent !== sentence) trouble.textContent = sentence;
}

/** Times as this reader's clock shows them. */
function localTimes(root) {
  const time = { hour: '2-digit', minute: '2-digit' };
  const date = { day: 'numeric', month: 'short' };
  const shapes = { time, date, datetime: { ...date, ...time } };
  for (const element of root.querySelectorAll('time[data-show]:not([data-done])')) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    element.textContent = new Intl.DateTimeFormat(undefined, shapes[element.dataset.show]).format(
      at,
    );
    element.dataset.done = '';
  }
}

// --- requests -------------------------------------------------------------------------------------------------

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

document.body.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['X-Zone'] = zone;
});
document.body.addEventListener('htmx:beforeRequest', (event) => {
  const path = event.detail.pathInfo.requestPath;
  if (path === '/press' || path === '/say') {
    acted = true;
    say('');
  }
});
document.body.addEventListener('htmx:afterRequest', (event) => {
  const { successful, pathInfo, xhr } = event.detail;
  if (successful && pathInfo.requestPath === '/say') {
    box.value = '';
    close();
  }
  if (!successful && pathInfo.requestPath !== '/complete' && xhr.status !== 401)
    say(xhr.status === 0 ? document.body.dataset.silent : xhr.responseText);
});

// --- forms ----------------------------------------------------------------------------------------------------

document.body.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target?.id !== 'form-place') return;
  document.querySelector('#form-place dialog')?.showModal();
});
document.body.addEventListener('form-done', () => {
  document.querySelector('#form-place dialog')?.close();
});
document.body.addEventListener('click', (event) => {
  const closes = event.target.closest?.('[data-closes]');
  if (closes) document.getElementById(closes.dataset.closes)?.close();
});

// --- suggestions ----------------------------------------------------------------------------------------------

let active = -1;
const options = () => [...list.children];

function show() {
  list.hidden = list.children.length === 0;
  choose(-1);
}
function close() {
  list.replaceChildren();
  show();
}
function choose(index) {
  active = index;
  for (const [place, option] of options().entries())
    option.setAttribute('aria-selected', String(place === index));
  const option = options()[index];
  if (option === undefined) box.removeAttribute('aria-activedescendant');
  else {
    box.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }
}
function take(option) {
  box.value = option.dataset.line;
  close();
  box.focus();
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

document.body.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target === list) {
    // The line was sent or emptied while its suggestions were on their way.
    if (box.value.startsWith('/') && document.activeElement === box) show();
    else close();
  }
});
box.addEventListener('keydown', (event) => {
  const count = list.hidden ? 0 : list.children.length;
  if (count === 0) return;
  if (event.key === 'ArrowDown') choose((active + 1) % count);
  else if (event.key === 'ArrowUp') choose(active <= 0 ? count - 1 : active - 1);
  else if (event.key === 'Escape') close();
  else if (event.key === 'Tab' && !event.shiftKey) take(options()[Math.max(active, 0)]);
  else if (event.key === 'Enter' && active >= 0) take(options()[active]);
  else return;
  event.preventDefault();
});
box.addEventListener('blur', () => close());
list.addEventListener('mousedown', (event) => {
  event.preventDefault();
  const option = event.target.closest('[role=option]');
  if (option) take(option);
});

localTimes(document);
// The first screen begins with the welcome and the newest message's first word: focus must not scroll to the box.
box.focus({ preventScroll: true });
if (document.querySelector('.welcome') === null || log.children.length > 1) toEnd();
