// Takes pictures of a page. usage: picture.mjs CHROMIUM PAGE PICTURE.png
//     [--width N] [--height N] [--scale N] [--dark] [--whole] [--print]
import {writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';

import {Browser} from './chromium.mjs';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    width: {type: 'string', default: '1280'},
    height: {type: 'string', default: '900'},
    scale: {type: 'string', default: '1'},
    dark: {type: 'boolean'},
    whole: {type: 'boolean'},
    print: {type: 'boolean'},
  },
});
const [program, file, picture] = positionals;
const browser = new Browser(program);
try {
  const page = await browser.open({
    width: Number(values.width), height: Number(values.height),
    scale: Number(values.scale), print: values.print,
    media: {'prefers-color-scheme': values.dark ? 'dark' : 'light'}});
  await page.goto(pathToFileURL(resolve(file)).href);
  writeFileSync(picture, values.print ? await page.pdf()
                                      : await page.picture(values));
} finally {
  await browser.close();
}
