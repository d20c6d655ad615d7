// Follows a lead and then a manager through a month's return, with the keyboard alone:
// node follow-return.mjs CHROMIUM LEAD|MANAGER|AFTERWARDS LINK [SCREENSHOTS]
import { follow } from './person.mjs';

const [executablePath, who, link, screenshots] = process.argv.slice(2);

await follow(executablePath, link, screenshots, async (person, judge) => {
  /** Goes on with Tab until something has the focus; further than a page is long it is not to be reached. */
  async function reach(what) {
    for (let i = 0; i < 120; i++) {
      if (await what.evaluate((element) => element === document.activeElement))
        return;
      await person.keyboard.press('Tab');
    }

    throw new Error(`${what} is not reached by keyboard`);
  }

  async function write(what, text) {
    await reach(what);
    await person.keyboard.press('ControlOrMeta+a');
    await person.keyboard.type(text);
  }

  async function press(what, key = 'Enter') {
    await reach(what);
    await Promise.all([person.waitForEvent('load'), person.keyboard.press(key)]);
  }

  const field = (name) => person.locator(`[name="${name}"]`).first();
  const button = (name) => person.getByRole('button', { name });

  await person.goto(link);
  if (who === 'LEAD') {
    await judge('figures');
    await write(field('IF-05-value'), 'nine');
    await write(field('IF-06-numerator'), '21');
    await write(field('IF-06-denominator'), '20');
    await press(button('Send these figures'));
    await judge('figures-wrong');
    await reach(person.getByRole('link', { name: 'Visits at three months: ' }));
    await person.keyboard.press('Enter');
    await write(field('IF-06-numerator'), '17');
    await person.goto(link);
    await write(field('IF-05-value'), '9');
    await Promise.all([person.waitForEvent('load'), person.keyboard.press('Enter')]);
    await judge('figures-saved');
    await write(field('IF-06-numerator'), '17');
    await write(field('IF-06-denominator'), '20');
    await write(field('IF-06-text'), 'Two were on holiday.');
    await press(button('Send these figures'));
    await judge('figures-sent');
  } else if (who === 'MANAGER') {
    await judge('decide');
    await press(button('Approve this return'));
    await judge('decide-wrong');
    await reach(person.locator('input[name="strand"]').first());
    await person.keyboard.press('Space');
    await Promise.all([person.waitForEvent('load'), person.keyboard.press('Enter')]);
    await judge('decide-kept');
    for (const warning of await person.locator('textarea[name^="about-"]').all())
      await write(warning, 'We know.');
    await press(button('Approve this return'));
    await judge('decide-approved');
  } else {
    await judge('afterwards');
  }
});
