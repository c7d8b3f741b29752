'use strict';
// What the page does beyond being read: tables that can be narrowed, sorted
// and unfolded, and the meeting's judgements, kept until they are saved as a
// file of reviews. Nothing is sent or stored anywhere.
(() => {
  const FOLDED = 25; // rows that a long table shows at first
  const COLUMNS = ['lead', 'cycle', 'code', 'by', 'at', 'rule_right',
                   'response_right', 'note', 'action'];

  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...content);
    return element;
  };

  // ---- Tables ----

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return 's' in cell.dataset ? Number(cell.dataset.s)
                               : cell.textContent.trim();
  };

  // Numbers by size, texts by the letters, empty cells last either way.
  const order = (a, b, turn) => {
    if (a === '' || b === '') return (a === '') - (b === '');
    if (typeof a === 'number' && typeof b === 'number') return turn * (a - b);
    return turn * String(a).localeCompare(String(b));
  };

  const sort = (table, column) => {
    const header = table.tHead.rows[0].cells[column];
    const turn = header.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute('aria-sort');
    }
    header.setAttribute('aria-sort', turn > 0 ? 'ascending' : 'descending');
    const rows = [...table.tBodies[0].rows].map(
      (row, at) => ({row, at, key: keyOf(row, column)}));
    rows.sort((a, b) => order(a.key, b.key, turn) || a.at - b.at);
    table.tBodies[0].append(...rows.map((one) => one.row));
  };

  const addSorting = (table, after) => {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      if (!header.textContent) return;
      const button = make('button', {type: 'button'}, ...header.childNodes);
      button.addEventListener('click', () => {
        sort(table, column);
        after();
      });
      header.append(button);
    });
  };

  const addTools = (sheet, table) => {
    const rows = table.tBodies[0].rows;
    const input = make('input', {type: 'search', autocomplete: 'off'});
    const count = make('p', {role: 'status'});
    const all = make('button', {type: 'button'}, 'Show all');
    let isFolded = rows.length > FOLDED;
    const show = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let found = 0;
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const isFound = words.every((word) => text.includes(word));
        found += isFound;
        row.hidden = !isFound || (isFolded && found > FOLDED);
        shown += !row.hidden;
      }
      count.textContent = `${shown} of ${rows.length} rows`;
      all.hidden = shown === found;
    };
    input.addEventListener('input', show);
    all.addEventListener('click', () => {
      isFolded = false;
      show();
      input.focus();
    });
    sheet.prepend(make('div', {class: 'tools'},
                       make('label', {}, 'Only rows with', input), count, all));
    show();
    return show;
  };

  for (const sheet of document.querySelectorAll('.sheet')) {
    const table = sheet.querySelector('table');
    const count = table.tBodies[0].rows.length;
    if (count > 3) {
      addSorting(table, count > 15 ? addTools(sheet, table) : () => {});
    }
  }

  // A table that fits needs no stop of the Tab key.
  const seeScrolling = () => {
    for (const region of document.querySelectorAll('.scroll')) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    }
  };
  seeScrolling();
  addEventListener('resize', seeScrolling);
  document.addEventListener('toggle', seeScrolling, true);

  // On paper every row stands.
  let hidden = [];
  addEventListener('beforeprint', () => {
    hidden = [...document.querySelectorAll('tr[hidden]')];
    for (const row of hidden) row.hidden = false;
  });
  addEventListener('afterprint', () => {
    for (const row of hidden) row.hidden = true;
  });

  // ---- Judgements ----

  const forms = [...document.querySelectorAll('.judge')];
  const save = document.querySelector('.save');
  if (!save) return;
  const status = save.querySelector('[role=status]');
  let isUnsaved = false;

  const isJudged = (form) => Boolean(
    [...new FormData(form).values()].some((value) => value.trim()));

  const judge = (form) => {
    form.dataset.at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    form.closest('.card').classList.toggle('judged', isJudged(form));
    isUnsaved = true;
    const count = forms.filter(isJudged).length;
    const text = `${count} of ${forms.length} cases judged, not saved yet`;
    if (status.textContent !== text) status.textContent = text;
  };

  const quote = (text) => (/[",\r\n]/.test(text)
    ? '"' + text.replaceAll('"', '""') + '"' : text);

  const rowOf = (form, by) => {
    const answers = {by, ...form.dataset};
    for (const [name, value] of new FormData(form)) {
      answers[name.replace(/-\d+$/, '_right')] = value.trim();
    }
    return COLUMNS.map((name) => quote(answers[name] ?? '')).join(',');
  };

  const download = (text) => {
    const url = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
    make('a', {href: url, download: 'reviews.csv'}).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  for (const form of forms) {
    form.addEventListener('input', () => judge(form));
    form.addEventListener('submit', (event) => event.preventDefault());
  }

  save.hidden = false;
  save.addEventListener('submit', (event) => {
    event.preventDefault();
    const by = save.elements.by.value.trim();
    const judged = forms.filter(isJudged);
    if (!judged.length) {
      status.textContent = 'No case is judged yet.';
    } else if (!by) {
      status.textContent = 'Who judged? Please write the name first.';
      save.elements.by.focus();
    } else {
      const rows = judged.map((form) => rowOf(form, by));
      download([COLUMNS.join(','), ...rows, ''].join('\n'));
      isUnsaved = false;
      status.textContent = `Saved ${rows.length} of ${forms.length} cases as ` +
        'reviews.csv. Keep them with: ' +
        'handoff record LEDGER reviews.csv --as reviews';
    }
  });

  addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault();
  });
})();
