// Applies what the reader chooses to every preview, and loads the page again when a deck's file was saved.

const form = document.querySelector('.controls');
const previews = document.querySelectorAll('.preview');
const folds = document.querySelectorAll('details[data-fold]');
const KEPT = `preview ${location.pathname}`;

function apply() {
  if (form === null) return;
  const chosen = new FormData(form);
  for (const preview of previews) {
    preview.dataset.theme = chosen.get('theme');
    preview.dataset.width = chosen.get('width');
    const platform = chosen.get('platform');
    preview.hidden = platform !== 'all' && platform !== preview.dataset.platform;
  }
}

function keep() {
  const open = [...folds].filter((fold) => fold.open).map((fold) => fold.dataset.fold);
  const chosen = form === null ? [] : [...new FormData(form)];
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ open, chosen }));
  } catch {
    // A page opened from a file may have no storage: it begins as it was written.
  }
}

function restore() {
  try {
    const { open, chosen } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{"open":[],"chosen":[]}');
    for (const fold of folds) fold.open = open.includes(fold.dataset.fold);
    for (const [name, value] of chosen) form.elements[name].value = value;
  } catch {
    // The same, or a page of an older version.
  }
}

restore();
apply();
form?.addEventListener('change', () => {
  apply();
  keep();
});
for (const fold of folds) fold.addEventListener('toggle', keep);

// --- the file was saved ---------------------------------------------------------------------------------------

const { version } = document.body.dataset;

async function look() {
  try {
    const answer = await fetch('/version', { cache: 'no-store' });
    if (answer.ok && (await answer.text()) !== version) location.reload();
  } catch {
    // The command has ended; what was shown stays.
  }
}

if (version !== undefined) setInterval(() => void look(), 700);
