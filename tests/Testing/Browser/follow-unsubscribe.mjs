// Stops mails by the link in one of them, and starts them again:
// node follow-unsubscribe.mjs CHROMIUM LINK [SCREENSHOTS]
import { follow } from './person.mjs';

const [executablePath, link, screenshots] = process.argv.slice(2);

await follow(executablePath, link, screenshots, async (person, judge) => {
  const stop = person.getByRole('button', { name: 'Stop these mails' });
  await person.goto(link);
  await judge('stop');
  await stop.click();
  await judge('stopped');
  await person.goto(link);
  await judge('stopped-later');
  await person.getByRole('button', { name: 'Start these mails again' }).click();
  await judge('resumed');
  await person.goto(link);
  await stop.click();
  await judge('stopped-again');
  await person.goto(`${link}x`);
  await judge('no-stop-link');
});
