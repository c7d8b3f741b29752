// Drives a headless Chromium through its debugging pipe; nothing but node is
// needed. A page remembers what its console said and what it asked for.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const PATIENCE = 60_000; // milliseconds until an answer is missed

export class Browser {
  constructor(program) {
    this.folder = mkdtempSync(join(tmpdir(), 'handoff-page-'));
    this.child = spawn(program, [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
      '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions',
      '--disable-background-networking', '--disable-component-update',
      '--font-render-hinting=none', '--force-color-profile=srgb',
      `--user-data-dir=${join(this.folder, 'profile')}`,
      '--remote-debugging-pipe',
    ], {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
    this.asked = new Map();
    this.pages = new Map();
    this.last = 0;
    let rest = '';
    this.child.stdio[4].setEncoding('utf8');
    this.child.stdio[4].on('data', (text) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop();
      messages.forEach((message) => this.take(JSON.parse(message)));
    });
  }

  take(message) {
    if (!message.id) {
      this.pages.get(message.sessionId)?.hear(message.method, message.params);
      return;
    }
    const {resolve, reject, timer, method} = this.asked.get(message.id);
    this.asked.delete(message.id);
    clearTimeout(timer);
    if (message.error) reject(new Error(`${method}: ${message.error.message}`));
    else resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${method}: no answer`)), PATIENCE);
      this.asked.set(id, {resolve, reject, timer, method});
      this.child.stdio[3].write(
        JSON.stringify({id, method, params, sessionId}) + '\0');
    });
  }

  // A blank page of this size; `media`: features such as a dark scheme.
  async open({width = 1280, height = 900, scale = 1, media = {}, script = true,
              print = false} = {}) {
    const {targetId} = await this.send('Target.createTarget',
                                       {url: 'about:blank'});
    const {sessionId} = await this.send('Target.attachToTarget',
                                        {targetId, flatten: true});
    const page = new Page(this, targetId, sessionId);
    this.pages.set(sessionId, page);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) {
      await page.send(`${domain}.enable`);
    }
    await page.send('Emulation.setDeviceMetricsOverride',
                    {width, height, deviceScaleFactor: scale, mobile: false});
    await page.send('Emulation.setEmulatedMedia', {
      media: print ? 'print' : '',
      features: Object.entries(media).map(([name, value]) => ({name, value})),
    });
    await page.send('Emulation.setScriptExecutionDisabled', {value: !script});
    await this.send('Browser.setDownloadBehavior', {
      behavior: 'allow', downloadPath: this.folder, eventsEnabled: true});
    return page;
  }

  async close() {
    await this.send('Browser.close').catch(() => {});
    await new Promise((resolve) => {
      if (this.child.exitCode !== null) resolve();
      this.child.once('exit', resolve);
    });
    rmSync(this.folder, {recursive: true, force: true, maxRetries: 5});
  }
}

export class Page {
  constructor(browser, targetId, sessionId) {
    Object.assign(this, {browser, targetId, sessionId});
    this.complaints = []; // of the console and of scripts
    this.requests = [];   // addresses
    this.loaded = () => {};
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  hear(method, params) {
    if (method === 'Page.loadEventFired') this.loaded();
    if (method === 'Runtime.exceptionThrown') {
      this.complaints.push(params.exceptionDetails.exception?.description ??
                           params.exceptionDetails.text);
    }
    if (method === 'Log.entryAdded' && params.entry.level !== 'verbose') {
      this.complaints.push(params.entry.text);
    }
    if (method === 'Runtime.consoleAPICalled') {
      this.complaints.push(params.args.map((arg) => arg.value).join(' '));
    }
    if (method === 'Network.requestWillBeSent') {
      this.requests.push(params.request.url);
    }
    if (method === 'Page.javascriptDialogOpening') {
      this.send('Page.handleJavaScriptDialog', {accept: true});
    }
  }

  async goto(url) {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    await this.send('Page.navigate', {url});
    await loaded;
  }

  // The value of a function that runs in the page, with arguments of JSON.
  async evaluate(code, ...values) {
    const {result, exceptionDetails} = await this.send('Runtime.evaluate', {
      expression: `(${code})(...${JSON.stringify(values)})`,
      returnByValue: true, awaitPromise: true});
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ??
                      exceptionDetails.text);
    }
    return result.value;
  }

  async press(key, modifiers = 0) {
    const codes = {Tab: 9, Enter: 13, ' ': 32, ArrowDown: 40, ArrowLeft: 37,
                   ArrowRight: 39};
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    const event = {key, modifiers, text, windowsVirtualKeyCode: codes[key],
                   code: key === ' ' ? 'Space' : key};
    await this.send('Input.dispatchKeyEvent', {type: 'keyDown', ...event});
    await this.send('Input.dispatchKeyEvent', {type: 'keyUp', ...event});
  }

  type(text) {
    return this.send('Input.insertText', {text});
  }

  async picture({whole = false} = {}) {
    const {data} = await this.send('Page.captureScreenshot', {
      format: 'png', captureBeyondViewport: whole,
      ...(whole && {clip: await this.extent()})});
    return Buffer.from(data, 'base64');
  }

  async extent() {
    const {cssContentSize} = await this.send('Page.getLayoutMetrics');
    return {...cssContentSize, scale: 1};
  }

  // Sizes in inches.
  async pdf({paperWidth = 8.27, paperHeight = 11.69} = {}) {
    const {data} = await this.send('Page.printToPDF', {
      paperWidth, paperHeight, printBackground: true, preferCSSPageSize: true,
      generateTaggedPDF: true});
    return Buffer.from(data, 'base64');
  }

  close() {
    this.browser.pages.delete(this.sessionId);
    return this.browser.send('Target.closeTarget', {targetId: this.targetId});
  }
}
