// How a page is judged in a real browser: valid, accessible, readable on a telephone. No findings are allowed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({ extends: ['html-validate:recommended', 'html-validate:a11y'], rules: { 'long-title': 'off' } });

export const launch = (executablePath) => chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

/** Findings of html-validate in a page's source. */
export async function validate(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap((r) => r.messages).map((m) => `html-validate ${m.ruleId} at ${m.line}:${m.column}: ${m.message}`);
}

/** Findings of axe-core (WCAG 2.2 AA) and of a page that is wider than its window. The page's policy must be bypassed. */
export async function look(page) {
  const { width } = page.viewportSize();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const findings = violations.map((v) => `axe ${v.id} at ${width} px: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide > width ? [...findings, `scrolls sideways at ${width} px: it is ${wide} px wide`] : findings;
}
