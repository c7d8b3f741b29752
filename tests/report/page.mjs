// The page as people meet it, in Chromium: with and without its script, on
// narrow and wide screens, by keyboard, on paper, with hostile names.
// usage: page.mjs CHROMIUM FOLDER [AXE], where FOLDER holds harmless.html and
// payload-*.html, and report.html of a ledger; reviews of the first and the
// last and a4.pdf and letter.pdf are left there.
import {readFileSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

import {Browser} from './chromium.mjs';

const [program, folder, axe] = process.argv.slice(2);
const PAGES = ['harmless.html', 'report.html'];
const address = (name) => pathToFileURL(join(folder, name)).href;
const browser = new Browser(program);
let failures = 0;

const expect = (what, isSo, ...more) => {
  if (isSo) return;
  throw new Error([what, ...more.map((one) => JSON.stringify(one))].join(' '));
};

const it = async (behaviour, test) => {
  try {
    await test();
    console.log(`ok - ${behaviour}`);
  } catch (error) {
    failures++;
    console.log(`not ok - ${behaviour}\n#   ${error.message}`);
  }
};

const withPage = async (options, name, test) => {
  const page = await browser.open(options);
  try {
    await page.goto(address(name));
    await test(page);
    expect('the console says', !page.complaints.length, page.complaints);
  } finally {
    await page.close();
  }
};

// ---- What it asks for -------------------------------------------------------

await it('nothing is asked for beyond the page, and the console is silent',
  async () => {
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(readFileSync(join(folder, 'harmless.html')));
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const url = `http://127.0.0.1:${server.address().port}/report`;
    const page = await browser.open();
    await page.goto(url);
    await page.evaluate(
      `() => new Promise((resolve) => { setTimeout(resolve, 500); })`);
    server.closeAllConnections();
    server.close();
    expect('requests', asked.join() === '/report', asked);
    expect('of the page', page.requests.every(
      (one) => one === url || one.startsWith('data:')), page.requests);
    expect('console', !page.complaints.length, page.complaints);
    await page.close();
  });

await it('no other script, style or form may run', () =>
  withPage({}, 'harmless.html', async (page) => {
    const ran = await page.evaluate(`() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.body.append(style);
      return [window.ran === true, getComputedStyle(document.body).display];
    }`);
    page.complaints = page.complaints.filter(
      (one) => !one.includes('Content Security Policy'));
    expect('ran', ran.join() === 'false,block', ran);
  }));

// ---- Without its script -----------------------------------------------------

const rowsShown = `() => [...document.querySelectorAll('.sheet tbody tr')].map(
  (row) => row.getBoundingClientRect().height > 0)`;

await it('without a script a report of a ledger is whole', () =>
  withPage({script: false}, 'report.html', async (page) => {
    const rows = await page.evaluate(rowsShown);
    expect('rows', rows.length && rows.every(Boolean), rows.length);
  }));

await it('without a script every row, drawing and question is there', () =>
  withPage({script: false}, 'harmless.html', async (page) => {
    const rows = await page.evaluate(rowsShown);
    expect('rows', rows.length > 60 && rows.every(Boolean), rows.length);
    const counts = await page.evaluate(`() => [
      document.querySelectorAll('section').length,
      document.querySelectorAll('figure > svg').length,
      document.querySelectorAll('fieldset').length,
      document.querySelector('.save').getBoundingClientRect().height,
      document.querySelectorAll('.tools').length]`);
    expect('counts', counts.join() === '9,7,6,0,0', counts);
    await page.evaluate(`() => {
      document.querySelector('details').open = true; }`);
    const height = await page.evaluate(
      `() => document.querySelector('details table').clientHeight`);
    expect('figures of a drawing', height > 50, height);
  }));

// ---- Widths -----------------------------------------------------------------

// What sticks out of the window, but for what lies in a region that scrolls.
const overflow = `() => {
  const out = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) out.push('the page');
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.scroll > *, .skip, .unseen, title, desc, defs')) {
      continue;
    }
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1)) {
      out.push(element.tagName + '.' + element.getAttribute('class') + ' ' +
               element.textContent.slice(0, 30) + ' ' + Math.round(box.left) +
               ' to ' + Math.round(box.right));
    }
  }
  return out;
}`;

for (const name of [...PAGES, 'payload-long.html']) {
  await it(`nothing overflows at any width: ${name}`, async () => {
    for (const width of [320, 360, 390, 600, 768, 1024, 1280, 1920]) {
      await withPage({width}, name, async (page) => {
        const out = await page.evaluate(overflow);
        expect(`at ${width}`, !out.length, out.slice(0, 5));
      });
    }
  });
}

// ---- By keyboard ------------------------------------------------------------

const tabTo = async (page, selector, most = 400) => {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.press('Tab');
    const found = await page.evaluate(`(selector) => {
      const at = document.activeElement;
      return at.matches(selector) && {
        outline: getComputedStyle(at).outlineStyle, name: at.textContent};
    }`, selector);
    if (found) {
      expect('the focus is seen', found.outline !== 'none', selector);
      return;
    }
  }
  throw new Error(`the Tab key never comes to ${selector}`);
};

await it('by keyboard: past the beginning, rows narrowed, unfolded, sorted',
  () => withPage({}, 'harmless.html', async (page) => {
    await tabTo(page, '.skip', 1);
    await page.press('Enter');
    await tabTo(page, '#untouched input');
    const shown = async () => (await page.evaluate(
      `() => [...document.querySelectorAll('#untouched tbody tr')].filter(
        (row) => !row.hidden).length`));
    expect('folded', await shown() === 25, await shown());
    await page.type('smb  no reason');
    const narrow = await shown();
    const said = await page.evaluate(
      `() => document.querySelector('#untouched [role=status]').textContent`);
    expect('narrowed', narrow === 20 && said === '20 of 60 rows', narrow, said);
    await page.evaluate(`() => {
      const input = document.activeElement;
      input.value = '';
      input.dispatchEvent(new Event('input'));
    }`);
    await tabTo(page, '#untouched .tools button', 1);
    await page.press('Enter');
    expect('unfolded', await shown() === 60, await shown());
    await tabTo(page, '#untouched th:nth-child(4) button');
    await page.press('Enter');
    const first = await page.evaluate(`() => [
      document.querySelector('#untouched tbody tr td:nth-child(4)').textContent,
      document.querySelector('#untouched [aria-sort]').textContent,
      document.querySelector('#untouched [aria-sort]').ariaSort]`);
    expect('sorted', first[1] === 'Waited' && first[2] === 'ascending' &&
      first[0] === '1 d 9 h', first);
  }));

// Settled by the next file that the browser has saved.
const download = () => new Promise((resolve) => {
  browser.pages.set(undefined, {hear: (method, params) => {
    if (params.state === 'completed') resolve();
  }});
});

await it('by keyboard: cases judged and saved as a file of reviews', () =>
  withPage({}, 'harmless.html', async (page) => {
    const saved = download();
    await tabTo(page, '[name=rule-1]');
    await page.press('ArrowRight'); // from the last answer around to the first
    await tabTo(page, '[name=response-1]');
    await page.press('ArrowLeft');
    await tabTo(page, '#note-1');
    await page.type('they are "large", we\nthink; été');
    await tabTo(page, '#action-1');
    await page.type('=ask Finance');
    await tabTo(page, '#note-3');
    await page.type('look again');
    await tabTo(page, '.save button');
    await page.press('Enter');
    const asked = await page.evaluate(
      `() => [document.querySelector('.save [role=status]').textContent,
              document.activeElement.id]`);
    expect('asks for a name', asked[0].startsWith('Who judged?') &&
      asked[1] === 'by', asked);
    await page.type('Ann, of Sales');
    await page.press('Enter');
    await saved;
    renameSync(join(browser.folder, 'reviews.csv'),
               join(folder, 'reviews.csv'));
    const text = readFileSync(join(folder, 'reviews.csv'), 'utf8');
    const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';
    expect('rows', new RegExp(
      '^lead,cycle,code,by,at,rule_right,response_right,note,action\n' +
      `L-7F3A91C0,1,HS_REJECT,"Ann, of Sales",${time},yes,no,` +
      '"they are ""large"", we\nthink; été",=ask Finance\n' +
      `L-7F3A91C2,3,HS_REJECT,"Ann, of Sales",${time},,,look again,\n$`)
      .test(text), text);
    const stays = await page.evaluate(
      `() => document.querySelectorAll('.judged').length`);
    expect('marked', stays === 2, stays);
  }));

await it('by keyboard: the first case of a ledger judged and saved', () =>
  withPage({}, 'report.html', async (page) => {
    const saved = download();
    await tabTo(page, '[name=rule-1]', 2000);
    await page.press('ArrowRight');
    await tabTo(page, '#by', 2000);
    await page.type('Ann');
    await page.press('Enter');
    await saved;
    renameSync(join(browser.folder, 'reviews.csv'),
               join(folder, 'reviews-report.csv'));
  }));

// ---- For those who do not see, or not well ----------------------------------

await it('every drawing has a name, a description and its figures', () =>
  withPage({}, 'harmless.html', async (page) => {
    const poor = await page.evaluate(`() => [
      ...document.querySelectorAll('figure > svg')].filter((svg) => {
        const text = (name) => document.getElementById(
          svg.getAttribute(name))?.textContent;
        const rows = svg.closest('figure').querySelectorAll('details tr');
        return svg.getAttribute('role') !== 'img' || !text('aria-labelledby') ||
          !text('aria-describedby') || rows.length < 2;
      }).length`);
    expect('poor ones', poor === 0, poor);
  }));

// Contrast as WCAG 2 defines it, of each colour on both grounds.
const contrasts = `() => {
  const light = (name) => {
    const text = getComputedStyle(document.documentElement)
      .getPropertyValue(name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    const [r, g, b] = text.match(/[0-9a-f]{2}/g).map((byte) => {
      const part = parseInt(byte, 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const out = [];
  for (const ground of ['--paper', '--raised']) {
    for (const name of ['--ink', '--soft', '--accent', '--first', '--second']) {
      const [low, high] = [light(ground), light(name)].sort((a, b) => a - b);
      out.push([name + ' on ' + ground, (high + 0.05) / (low + 0.05)]);
    }
  }
  return out;
}`;

for (const scheme of ['light', 'dark']) {
  const options = {media: {'prefers-color-scheme': scheme}};
  await it(`every colour stands out from its ground: ${scheme}`, () =>
    withPage(options, 'harmless.html', async (page) => {
      const weak = (await page.evaluate(contrasts)).filter(
        ([, ratio]) => ratio < 4.5);
      expect('weak', !weak.length, weak);
    }));
  for (const name of axe ? PAGES : []) {
    for (const width of [360, 1280]) {
      await it(`axe finds nothing: ${name}, ${scheme}, ${width} px`, () =>
        withPage({...options, width}, name, async (page) => {
          await page.send('Runtime.evaluate',
                          {expression: readFileSync(axe, 'utf8')});
          const found = await page.evaluate(`async () => {
            for (const details of document.querySelectorAll('details')) {
              details.open = true;
            }
            const {violations} = await axe.run();
            return violations.map((one) => [one.impact, one.id,
              one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3)]);
          }`);
          expect('found', !found.length, found);
        }));
    }
  }
}

// ---- On paper ---------------------------------------------------------------

for (const [name, paperWidth, paperHeight] of
  [['a4', 8.27, 11.69], ['letter', 8.5, 11]]) {
  await it(`it prints on ${name}`, () =>
    withPage({}, 'harmless.html', async (page) => {
      writeFileSync(join(folder, `${name}.pdf`),
                    await page.pdf({paperWidth, paperHeight}));
    }));
}

// A4 and Letter less their margins; tables of many columns lie across.
await it('on paper no table, drawing or word sticks out', async () => {
  for (const name of [...PAGES, 'payload-long.html']) {
    for (const [width, others] of [[680, false], [950, true]]) {
      await withPage({print: true, width}, name, async (page) => {
        const out = await page.evaluate(`(others) => {
          const isAcross = (sheet) => sheet.querySelectorAll('th[scope=col]')
            .length > 8;
          for (const sheet of document.querySelectorAll('.sheet')) {
            if (isAcross(sheet) !== others) sheet.remove();
          }
          return (${overflow.replace('.scroll > *, ', '')})();
        }`, others);
        expect(`${name} at ${width}`, !out.length, out.slice(0, 5));
      });
    }
  }
});

// ---- Hostile texts ----------------------------------------------------------

// Whether a region is a stop of the Tab key depends on whether it scrolls.
const tree = `() => {
  const walk = (element) => element.tagName + '[' +
    element.getAttributeNames().filter((one) => one !== 'tabindex') + '](' +
    [...element.children].map(walk).join(' ') + ')';
  return walk(document.documentElement);
}`;

await it('no text of anybody changes the tree of elements', async () => {
  let harmless = '';
  await withPage({}, 'harmless.html', async (page) => {
    harmless = await page.evaluate(tree);
  });
  expect('elements', harmless.length > 10000, harmless.length);
  for (const name of readdirSync(folder).filter(
    (one) => one.startsWith('payload-') && one.endsWith('.html'))) {
    await withPage({}, name, async (page) => {
      const hostile = await page.evaluate(tree);
      expect(name, hostile === harmless);
    });
  }
});

await browser.close();
process.exit(failures ? 1 : 0);
