// Follows a partner's upload page from the link in the mail to the receipt, as a person does and without scripts:
// node follow-upload.mjs CHROMIUM ASK-PAGE LINK FILE [SCREENSHOTS]
// Prints a JSON object a page: its title, its text, and what is wrong with it (nothing, if all is well).
import { join } from 'node:path';
import { launch, look, validate } from './judge.mjs';

const [executablePath, askPage, link, file, screenshots] = process.argv.slice(2);
const browser = await launch(executablePath);

// What a person uses has no scripts and obeys the page's policy; only the judge's window lets the judge's script in.
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
  await person.goto(askPage);
  await judge('ask');
  await person.getByRole('button', { name: 'Mail me a link' }).click();
  await judge('ask-wrong');
  await person.goto(link);
  await judge('choose');
  const show = person.getByRole('button', { name: 'Show me what you understand' });
  await show.click();
  await judge('choose-wrong');
  await person.getByLabel('Your timetable file').setInputFiles(file);
  await show.click();
  await judge('check');
  await person.getByRole('button', { name: 'Send this timetable' }).click();
  await judge('sent');
  await person.goto(`${link}x`);
  await judge('no-link');
} finally {
  await browser.close();
}
