// Checks pages in a real browser: node check-pages.mjs CHROMIUM PAGE...
// Prints one line per finding and nothing else, so that no output means that everything is well.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { launch, look, validate } from './judge.mjs';

const [executablePath, ...pages] = process.argv.slice(2);
const browser = await launch(executablePath);

const report = (file, finding) => console.log(`${basename(file)}: ${finding}`);

async function prints(file, page) {
  await page.emulateMedia({ media: 'print' });
  const shown = await page.evaluate(() => [...document.querySelectorAll('nav, .skip, .screen')].filter((e) => e.checkVisibility()).length);
  if (shown > 0)
    report(file, `prints ${shown} things that are of no use on paper`);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = new Set([...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map((m) => `${Math.round(m[1])} x ${Math.round(m[2])}`));
  if ([...sizes].join() !== '595 x 842')
    report(file, `prints on ${[...sizes].join(', ') || 'nothing'} pt, not A4 portrait`);
}

async function open(file, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  page.on('request', (r) => { if (!r.url().startsWith('file:')) report(file, `asks for ${r.url()}`); });
  page.on('pageerror', (e) => report(file, `script error ${e.message}`));
  await page.goto(`file://${file}`);
  for (const finding of await look(page))
    report(file, finding);
  if (process.env.HUB_SCREENSHOTS)
    await page.screenshot({ path: join(process.env.HUB_SCREENSHOTS, `${basename(file, '.html')}-${width}.png`), fullPage: true });
  if (width > 1000)
    await prints(file, page);
  await context.close();
}

try {
  for (const file of pages) {
    for (const finding of await validate(readFileSync(file, 'utf8')))
      report(file, finding);
    for (const width of [320, 1280])
      await open(file, width);
  }
} finally {
  await browser.close();
}
