/** `npm run demo -- --json`: the demo firm, what opens it and where, for scripts and people. */
import { codeNow, demoStory } from '@portico/reference-server';
import { demo, demoPort } from './demo-config.js';

const { family, firm, neighbour } = demoStory;
const { sites, ...keys } = demo(demoPort());
const code = { method: 'email-code-or-link', mail: `${keys.api}/dev/mail` };
const listing = {
  firm: firm.name,
  ...keys,
  staff: await Promise.all(
    firm.staff.map(async ({ name, email, app }) => ({
      name,
      email,
      // A session opens nothing until the second factor is given, by an app with this secret; `now` is what it shows.
      signIn: {
        method: 'email-code',
        mail: code.mail,
        secondFactor: { method: 'totp', secret: app, now: await codeNow(app) },
      },
    })),
  ),
  clients: [family, neighbour].map(({ contact, matter }) => ({ ...contact, matter: matter.reference, signIn: code })),
  pages: {
    clientArea: `${sites.plainHtml}/client-area.html`,
    account: `${sites.plainHtml}/account.html`,
    documents: `${sites.plainHtml}/documents.html`,
    invoices: `${sites.plainHtml}/invoices.html`,
    firmBackend: sites.firmBackend,
    desk: `${sites.firmBackend}/desk`,
    mail: code.mail,
    reference: `${keys.api}/v1/docs`,
  },
};

if (process.argv.includes('--json')) console.log(JSON.stringify(listing, null, 2));
else {
  console.log(`${listing.firm}\n\nPublishable key  ${keys.publishableKey}\nSecret key       ${keys.secretKey}\n`);
  for (const { name, email, signIn } of listing.clients) console.log(`${name} <${email}>  ${signIn.method}`);
  for (const { name, email, signIn } of listing.staff) {
    const { secret, now } = signIn.secondFactor;
    console.log(`${name} <${email}>  ${signIn.method}, then the code of an app: ${now.code} (secret ${secret})`);
  }
  console.log(`\nCodes and links: ${code.mail}`);
  for (const [name, address] of Object.entries(listing.pages)) console.log(`${name}: ${address}`);
}
