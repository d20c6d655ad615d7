// Checks pages in a real browser: node check-pages.mjs CHROMIUM PAGE...
// Prints one line per finding and nothing else, so that no output means that everything is well.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({ extends: ['html-validate:recommended', 'html-validate:a11y'], rules: { 'long-title': 'off' } });
const [executablePath, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

const report = (file, finding) => console.log(`${basename(file)}: ${finding}`);

async function validate(file) {
  const { results } = await validator.validateFile(file);
  for (const message of results.flatMap((r) => r.messages))
    report(file, `html-validate ${message.ruleId} at ${message.line}:${message.column}: ${message.message}`);
}

async function accessible(file, page, width) {
  const { violations } = await page.evaluate(() => window.axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  for (const violation of violations)
    report(file, `axe ${violation.id} at ${width} px: ${violation.help}: ${violation.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`);
}

async function reflows(file, page, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width)
    report(file, `scrolls sideways at ${width} px: it is ${wide} px wide`);
}

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
  await page.evaluate(axe);
  await accessible(file, page, width);
  await reflows(file, page, width);
  if (width > 1000)
    await prints(file, page);
  await context.close();
}

try {
  for (const file of pages) {
    await validate(file);
    for (const width of [320, 1280])
      await open(file, width);
  }
} finally {
  await browser.close();
}
