// Looks at mails' HTML parts in a real browser: node check-mails.mjs CHROMIUM MAIL...
// Prints one line per finding and nothing else, so that no output means that everything is well.
import { basename, join } from 'node:path';
import { launch, look } from './judge.mjs';

const [executablePath, ...mails] = process.argv.slice(2);
const browser = await launch(executablePath);

try {
  for (const file of mails) {
    for (const width of [320, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      page.on('request', (r) => { if (!r.url().startsWith('file:')) console.log(`${basename(file)}: asks for ${r.url()}`); });
      await page.goto(`file://${file}`);

      // Landmarks are the mail program's own.
      for (const finding of (await look(page)).filter((f) => !/^axe (region|landmark-one-main) /.test(f)))
        console.log(`${basename(file)}: ${finding}`);
      if (process.env.HUB_SCREENSHOTS)
        await page.screenshot({ path: join(process.env.HUB_SCREENSHOTS, `${basename(file, '.html')}-${width}.png`), fullPage: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
