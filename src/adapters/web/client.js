// What htmx cannot do: keep the log at its end, suggestions by keyboard, dialogs, times in the reader's own zone.
const byId = (id) => document.getElementById(id);
const log = byId('log');
const input = byId('message');
const suggestions = byId('suggestions');
const newest = byId('newest');
const trouble = byId('trouble');
const composer = byId('composer');

// The reader's zone travels with each request: "in your zone" in replies. It is a wish, no more.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.cookie = `zone=${encodeURIComponent(zone)}; path=/; SameSite=Strict`;

const SHOWN = {
  time: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'short' },
  datetime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
};

function localTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.getAttribute('datetime'));
    const shape = SHOWN[time.dataset.show];
    if (shape !== undefined && !Number.isNaN(at.getTime())) {
      time.textContent = new Intl.DateTimeFormat(undefined, shape).format(at);
      time.title = at.toLocaleString();
    }
  }
}

// The log follows new messages unless the reader has scrolled back.
const NEAR_END = 120;
let following = true;
const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
const toEnd = () => {
  log.scrollTop = log.scrollHeight;
  newest.hidden = true;
};
log.addEventListener('scroll', () => {
  following = atEnd();
  if (following) newest.hidden = true;
});
newest.addEventListener('click', toEnd);
new MutationObserver((changes) => {
  localTimes(log);
  const added = changes.some((change) => change.addedNodes.length > 0 && change.target === log);
  if (!added) return;
  const last = log.lastElementChild;
  if (following && last !== null) {
    // A long answer is read from its top.
    if (last.offsetHeight > log.clientHeight - 40) last.scrollIntoView({ block: 'start' });
    else toEnd();
  } else newest.hidden = false;
}).observe(log, { childList: true, subtree: true });
localTimes(document);
toEnd();

// Suggestions: arrows choose, Tab or Enter takes, Escape closes.
let chosen = -1;
const items = () => [...suggestions.children];

function show(open) {
  suggestions.hidden = !open;
  input.setAttribute('aria-expanded', String(open));
  if (!open) choose(-1);
}

function choose(index) {
  chosen = index;
  for (const [place, item] of items().entries()) {
    item.setAttribute('aria-selected', String(place === index));
    if (place === index) item.scrollIntoView({ block: 'nearest' });
  }
  if (index >= 0) input.setAttribute('aria-activedescendant', `suggestion-${index}`);
  else input.removeAttribute('aria-activedescendant');
}

function take(item) {
  input.value = item.dataset.line;
  input.focus();
  show(false);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

suggestions.addEventListener('mousedown', (event) => {
  const item = event.target.closest('[role=option]');
  if (item === null) return;
  event.preventDefault();
  take(item);
});

input.addEventListener('keydown', (event) => {
  const all = items();
  if (suggestions.hidden || all.length === 0) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const by = event.key === 'ArrowDown' ? 1 : -1;
    choose((chosen + by + all.length) % all.length);
  } else if (event.key === 'Tab' && !event.shiftKey) {
    event.preventDefault();
    take(all[Math.max(0, chosen)]);
  } else if (event.key === 'Enter' && chosen >= 0) {
    event.preventDefault();
    take(all[chosen]);
  } else if (event.key === 'Escape') {
    show(false);
  }
});
input.addEventListener('blur', () => show(false));

document.body.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target === suggestions) {
    show(suggestions.children.length > 0 && input.value.startsWith('/'));
  }
  if (event.detail.target.id === 'form-place') openDialog();
});

// A form opens as a modal dialog; focus stays inside and comes back.
function openDialog() {
  const dialog = byId('form-place').querySelector('dialog');
  if (dialog === null) return;
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
}
document.body.addEventListener('click', (event) => {
  const closes = event.target.closest('[data-closes]');
  if (closes !== null) byId(closes.dataset.closes)?.close();
});

// What was said goes out of the box only when it has arrived.
composer.addEventListener('htmx:afterRequest', (event) => {
  if (event.target !== composer) return;
  if (event.detail.successful) {
    input.value = '';
    show(false);
    trouble.textContent = '';
    following = true;
  }
});

const say = (sentence) => {
  trouble.textContent = sentence;
};
document.body.addEventListener('htmx:sendError', () => {
  say('Deckhand does not answer. It was not sent: please try again in a moment.');
});
document.body.addEventListener('htmx:responseError', () => {
  say('That did not work. Please try again.');
});
document.body.addEventListener('htmx:sseError', () => {
  say('The connection is lost; the chat comes back by itself.');
});
document.body.addEventListener('htmx:sseOpen', () => say(''));
// A change of a message that this window never saw: read everything anew.
document.body.addEventListener('htmx:oobErrorNoTarget', () => window.location.reload());
