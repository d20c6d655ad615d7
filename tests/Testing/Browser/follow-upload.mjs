// Follows a partner's upload page from the link in the mail to the receipt:
// node follow-upload.mjs CHROMIUM ASK-PAGE LINK FILE [SCREENSHOTS]
import { follow } from './person.mjs';

const [executablePath, askPage, link, file, screenshots] = process.argv.slice(2);

await follow(executablePath, link, screenshots, async (person, judge) => {
  await person.goto(askPage);
  await judge('ask');
  await person.getByRole('button', { name: 'Mail me a link' }).click();
  await judge('ask-wrong');
  await person.goto(askPage);
  await person.getByRole('link', { name: 'What you can send' }).click();
  await judge('guide');
  await person.goto(link);
  await judge('choose');
  const show = person.getByRole('button', { name: 'Show me what you understand' });
  await show.click();
  await judge('choose-wrong');
  await person.getByLabel('Your timetable file').setInputFiles(file);
  await show.click();
  await judge('check');
  const send = person.getByRole('button', { name: 'Send this timetable' });
  await send.click();
  await judge('check-unanswered');
  await person.getByLabel('It adds to').check();
  await send.click();
  await judge('sent');
  await person.goto(`${link}x`);
  await judge('no-link');
});
