// Looks a mail up in the tables of caniemail.com: node check-mail.mjs MAIL...
// Prints a line for each feature that a mail program does not know, and nothing else.
import { readFileSync } from 'node:fs';
import { doIUseEmail } from '@jsx-email/doiuse-email';

const emailClients = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*', 'aol.*', 'samsung-email.*', 'thunderbird.*'];
const found = process.argv.slice(2).flatMap(mail => doIUseEmail(readFileSync(mail, 'utf8'), { emailClients }).errors ?? []);
for (const finding of [...new Set(found)].sort())
  console.log(finding.replaceAll('`', ''));
