// Follows pages as a person does, without scripts; each is judged, and printed as a JSON object: its title, its text, and what is wrong
// with it (nothing, if all is well).
import { join } from 'node:path';
import { launch, look, validate } from './judge.mjs';

/** A person who has come by a link. What they use has no scripts and obeys the page's policy; only the judge's window lets the judge's script in. */
export async function follow(executablePath, link, screenshots, go) {
  const browser = await launch(executablePath);
  const person = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })).newPage();
  const refused = [];
  let answer;
  person.on('response', (response) => { if (response.request().isNavigationRequest()) answer = response; });

  // A page that says what is wrong has a status that says so, too: that is no finding.
  person.on('console', (message) => { if (!message.text().includes('the server responded with a status of 4')) refused.push(`console: ${message.text()}`); });
  person.on('request', (r) => { if (new URL(r.url()).origin !== new URL(link).origin) refused.push(`asks for ${r.url()}`); });

  async function judge(name) {
    const html = await answer.text();
    const findings = [...refused.splice(0), ...await validate(html)];
    for (const width of [320, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.setContent(html);
      findings.push(...await look(page));
      if (screenshots)
        await page.screenshot({ path: join(screenshots, `${name}-${width}.png`), fullPage: true });
      await context.close();
    }

    console.log(JSON.stringify({ name, title: await person.title(), text: await person.locator('main').innerText(), findings }));
  }

  try {
    await go(person, judge);
  } finally {
    await browser.close();
  }
}
