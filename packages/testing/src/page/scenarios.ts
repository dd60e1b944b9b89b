/** What stories and tests begin with, by name. Each is made through the API, as a firm and its client would make it. */
import { type Checklist, settingsOf, signInBy } from '@portico/contract';
import { askedBill, everyBill, manyBills, offeredBill, oneBill, planBill } from './bills.js';
import { agree, keepThree, offerAutopay } from './kept.js';
import { chargeableBill, chargedBill } from './charged.js';
import { groups, note, said, title, type PetitionRequest } from './family-petition.js';
import { aPdf, aPdfOf, aPicture, aTiff } from './files.js';
import { everyState, guidedList } from './guided.js';
import type { PagePortal } from './page-portal.js';

/** Does to a new firm what the scenario says. */
type Scenario = (portal: PagePortal) => Promise<void>;

/** Of the contact, in scenarios with passwords. */
export const PASSWORD = 'seven green umbrellas';

/** What became of a request. */
type Fate = 'sent' | 'accepted' | 'returned';

const done = { portrait: 'accepted', 'birth-certificate': 'accepted', 'marriage-certificate': 'accepted' } as const;

export const scenarios = {
  /** Nobody is signed in. */
  visitor: async (portal) => {
    await petition(portal);
  },
  /** Signed in, and nothing is asked for. */
  empty: (portal) => portal.signIn(),
  /** Nothing has been sent yet. */
  beginning: async (portal) => {
    await portal.signIn();
    await petition(portal);
  },
  /** Some is done, some is with the lawyer, some is the client's turn. */
  underWay: async (portal) => {
    await portal.signIn();
    await petition(portal, { ...done, children: 'accepted', 'tax-return': 'sent' });
  },
  /** All that is required has been sent. */
  withYourLawyer: async (portal) => {
    await portal.signIn();
    await petition(portal, { ...all('sent'), ...done });
  },
  /** A passport came back. */
  returned: async (portal) => {
    await portal.signIn();
    await petition(portal, { ...done, passport: 'returned', 'tax-return': 'sent' });
  },
  /** Everything has been accepted. */
  allDone: async (portal) => {
    await portal.signIn();
    await petition(portal, { ...all('accepted'), 'bank-statement': 'accepted' });
  },
  /** A question comes first, and what it is answered brings more. */
  guided: async (portal) => {
    await portal.signIn();
    await portal.addChecklist(guidedList(dayIn));
  },
  /** Each state that a request can be in. */
  everyState: async (portal) => {
    await portal.signIn();
    await everyState(portal, note[portal.language] ?? note['en'] ?? '');
  },
  /** Three matters, a checklist each. */
  several: async (portal) => {
    await portal.signIn();
    for (const [matter, reference, name] of others) {
      const list = {
        title: name,
        groups: [{ title: said('Papers', 'Papeles', 'أوراق'), requests: [bodyOf(contract)] }],
      };
      await portal.addChecklist(list, await portal.addMatter(matter, reference));
    }
    await petition(portal, done);
  },
  /** 500 requests in ten groups. */
  long: async (portal) => {
    await portal.signIn();
    await portal.addChecklist({
      title: said('Papers of the last ten years', 'Papeles de los últimos diez años', 'أوراق السنوات العشر الأخيرة'),
      groups: Array.from({ length: 10 }, (_, year) => ({
        title: said(`Year ${2016 + year}`, `Año ${2016 + year}`, `سنة ${2016 + year}`),
        requests: Array.from({ length: 50 }, (__, week) => ({
          title: said(`Statement, week ${week + 1}`, `Extracto, semana ${week + 1}`, `كشف، الأسبوع ${week + 1}`),
          dueOn: dayIn(30 + week),
        })),
      })),
    });
  },
  /** The firm has shared letters and papers in two folders, and a case plan; one letter has been read. */
  shared: async (portal) => {
    await portal.signIn();
    await shelf(portal);
  },
  /** The firm keeps no documents section. */
  sharedNot: async (portal) => {
    await portal.signIn();
    await shelf(portal);
    await portal.changeSettings({ navigation: { sections: ['checklists'], first: 'checklists' } });
  },
  /** The firm's plan has no portal any more. */
  sharedPlan: async (portal) => {
    await portal.signIn();
    await shelf(portal);
    await portal.setPlan('starter');
  },
  /** The firm has shared a scan that this browser does not show. */
  sharedScan: async (portal) => {
    await portal.signIn();
    await portal.shareFile(aTiff('Old deed.tif'));
  },
  /** The firm has shared a page without words. */
  sharedDrawing: async (portal) => {
    await portal.signIn();
    await portal.shareFile(aPdfOf([''], 'Plan.pdf'));
  },
  /** The firm has shared a PDF that nobody can read. */
  sharedDamaged: async (portal) => {
    await portal.signIn();
    await portal.shareFile(new File(['%PDF-1.7\nand no more'], 'Broken.pdf'));
  },
  /** Two cases, and more documents in a folder than are read at once. */
  sharedMany: async (portal) => {
    await portal.signIn();
    await shelf(portal);
    const [matter, reference] = others[0];
    const lease = await portal.addMatter(matter, reference);
    for (const name of ['lease-draft.pdf', 'lease-signed.pdf']) await portal.shareFile(aPdf(name), { matter: lease });
    const folderId = await portal.addFolder(said('Statements', 'Extractos', 'كشوف الحساب'));
    for (let month = 1; month <= 104; month += 1) await portal.shareFile(aPdf(`statement-${month}.pdf`), { folderId });
  },
  /** A member of the staff looks at what is shared. */
  sharedPreviewed: async (portal) => {
    await shelf(portal, false);
    location.hash = await portal.openPreview();
  },
  /** The firm has sent an invoice in every standing, in two currencies. */
  billed: async (portal) => {
    await portal.signIn();
    await everyBill(portal);
  },
  /** One invoice: part of it paid, given back, and taken off. */
  billedOnce: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
  },
  /** One invoice with questions: still open with words of the firm, refused, and agreed with. */
  billedAsked: async (portal) => {
    await portal.signIn();
    await askedBill(portal);
  },
  /** The firm takes no questions any more; what was asked stays to be read. */
  billedAskedBefore: async (portal) => {
    await portal.signIn();
    await askedBill(portal);
    const { payments } = settingsOf('legistai', { languages: ['en'], support: { name: '', email: '', phone: '' } });
    await portal.changeSettings({ payments: { ...payments, disputes: false } });
  },
  /** The firm offers to have an invoice paid in parts. */
  billedOffered: async (portal) => {
    await portal.signIn();
    await offeredBill(portal);
  },
  /** An invoice is paid in parts: the first is paid, the second begun. */
  billedInParts: async (portal) => {
    await portal.signIn();
    await planBill(portal);
  },
  /** One invoice, and a firm that offers automatic payments; nothing is kept to pay by. */
  billedKeptNone: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await offerAutopay(portal);
  },
  /** The same with a card, one that has run out, and a bank account. */
  billedKept: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await offerAutopay(portal);
    await keepThree(portal);
  },
  /** Of these, the card pays by itself. */
  billedByItself: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await offerAutopay(portal);
    await agree(portal, await keepThree(portal));
  },
  /** The firm has switched that off since. */
  billedSwitchedOff: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await offerAutopay(portal);
    await agree(portal, await keepThree(portal));
    await offerAutopay(portal, { autopay: false });
  },
  /** It was tried in vain, and has stopped. */
  billedInVain: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await offerAutopay(portal);
    await agree(portal, await keepThree(portal));
    await portal.suspendAutopay();
  },
  /** The same offer, of a firm that charges by itself, to a client who keeps a card. */
  billedChargeable: async (portal) => {
    await portal.signIn();
    await chargeableBill(portal);
  },
  /** Agreed to, and charged to the card by itself. */
  billedCharged: async (portal) => {
    await portal.signIn();
    await chargedBill(portal);
  },
  /** More invoices than are read at once; the first three are paid. */
  billedMany: async (portal) => {
    await portal.signIn();
    await manyBills(portal, 28);
  },
  /** The firm keeps no section for invoices. */
  billedNot: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await portal.changeSettings({ navigation: { sections: ['checklists'], first: 'checklists' } });
  },
  /** The firm's plan has no portal any more. */
  billedPlan: async (portal) => {
    await portal.signIn();
    await oneBill(portal);
    await portal.setPlan('starter');
  },
  /** A member of the staff looks at the client's invoices. */
  billedPreviewed: async (portal) => {
    await oneBill(portal);
    location.hash = await portal.openPreview();
  },
  /** The firm has switched uploads off. */
  uploadsOff: async (portal) => {
    await portal.signIn();
    await petition(portal);
    await portal.changeSettings({ uploads: 'off' });
  },
  /** The matter is not shared any more. */
  unshared: async (portal) => {
    await portal.signIn();
    await petition(portal);
    await portal.staff('DELETE', `/v1/firm/matters/${portal.matter.id}/shares/${portal.contact.id}`);
  },
  /** The firm's backend lets this page show something else only. */
  notThisSection: async (portal) => {
    await petition(portal);
    portal.vouch(['documents']);
  },
  /** The contact's access was switched off a moment ago. */
  shutOut: async (portal) => {
    await portal.signIn();
    await petition(portal);
    await portal.shutOut();
  },
  /** The firm signs people in by link alone. */
  linkOnly: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('emailLink') });
  },
  /** A member of the staff opens a preview in this tab; the page's portal is the client's own. */
  previewed: async (portal) => {
    await petition(portal);
    location.hash = await portal.openPreview();
  },
  /** A member of the staff acts as the client. */
  actedAs: async (portal) => {
    await petition(portal);
    location.hash = await portal.openPreview('act_as');
  },
  /** Somebody without an account has opened a one-time link that takes three files. */
  linked: async (portal) => {
    await petition(portal);
    location.hash = (await portal.makeUploadLink()).fragment;
  },
  /** The same with a link for a single file. */
  linkedOnce: async (portal) => {
    await petition(portal);
    location.hash = (await portal.makeUploadLink(1)).fragment;
  },
  /** The firm has revoked the link. */
  linkRevoked: async (portal) => {
    await petition(portal);
    const { id, fragment } = await portal.makeUploadLink();
    await portal.staff('DELETE', `/v1/firm/upload-links/${id}`);
    location.hash = fragment;
  },
  /** The request has been done in another way since. */
  linkNotNeeded: async (portal) => {
    await portal.signIn();
    await petition(portal);
    location.hash = (await portal.makeUploadLink()).fragment;
    const requestId = portal.checklists[0]?.groups[0]?.requests[0]?.id ?? '';
    await portal.staff('POST', `/v1/firm/requests/${requestId}/waive`, { reason: 'We have it already.' });
  },
  /** The page was opened without its link; one that was cut off is none. */
  linkMissing: async (portal) => {
    await petition(portal);
    location.hash = '#portal-upload=';
  },
  /** The firm signs people in by password, and by code where somebody prefers it. The contact's is {@link PASSWORD}. */
  passwords: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('password', 'emailLink', 'emailCode') });
    await portal.setPassword(PASSWORD);
  },
  /** The firm signs people in by everything there is. */
  everyWay: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('password', 'emailLink', 'emailCode', 'smsCode', 'passkey') });
    await portal.setPassword(PASSWORD);
  },
  /** The firm texts codes, and nothing else. */
  textOnly: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('smsCode') });
  },
  /** The firm signs people in by passkey alone. */
  passkeyOnly: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('passkey') });
  },
  /** The firm signs people in by password alone. */
  passwordOnly: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('password') });
    await portal.setPassword(PASSWORD);
  },
  /** The firm sends links, which need the password as well. */
  passwordOnLinks: async (portal) => {
    await petition(portal);
    await portal.changeSettings({ signIn: signInBy('password', 'emailLink', 'passwordOnLinks') });
    await portal.setPassword(PASSWORD);
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

const others = [
  ['Santos – lease of the shop', '2026-0388', said('Lease of your shop', 'Alquiler de su local', 'إيجار متجرك')],
  ['Santos – will', '2025-1102', said('Your will', 'Su testamento', 'وصيتك')],
] as const;

const contract: PetitionRequest = {
  name: 'contract',
  title: said('Signed contract', 'Contrato firmado', 'العقد الموقّع'),
  dueIn: 14,
};

/** Asks for the papers of a family petition, and lets the client and the firm do their part. Needs somebody signed in for any fate. */
async function petition(portal: PagePortal, fates: Readonly<Partial<Record<string, Fate>>> = {}): Promise<Checklist> {
  const checklist = await portal.addChecklist({
    title,
    groups: groups.map((group) => ({ title: group.title, requests: group.requests.map(bodyOf) })),
  });
  const requests = checklist.groups.flatMap((group) => group.requests);
  const names = groups.flatMap((group) => group.requests.map(({ name }) => name));
  for (const [index, name] of names.entries()) {
    const fate = fates[name];
    const request = requests[index];
    if (!fate || !request) continue;
    const pdf = !request.accept.includes('image/jpeg');
    const file = pdf ? aPdf(`${name}.pdf`) : await aPicture({ name: `${name}.jpg` });
    const document = await portal.send(request.id, file);
    if (fate === 'accepted') await portal.staff('POST', `/v1/firm/documents/${document}/accept`);
    if (fate === 'returned') {
      const words = note[portal.language] ?? note['en'];
      await portal.staff('POST', `/v1/firm/documents/${document}/return`, { reason: 'unreadable', note: words });
    }
  }
  return checklist;
}

/** What the firm has shared in the matter. @param read whether the client has read a letter */
async function shelf(portal: PagePortal, read = true): Promise<void> {
  const letters = await portal.addFolder(said('Letters to you', 'Cartas para usted', 'رسائل إليك'));
  const papers = await portal.addFolder(said('Papers of the court', 'Papeles del tribunal', 'أوراق المحكمة'));
  const welcome = await portal.shareFile(aPdf('Welcome letter.pdf'), { folderId: letters });
  await portal.shareFile(aPdfOf(['We have filed your petition.', 'What happens next'], 'Filing letter.pdf'), {
    folderId: letters,
  });
  await portal.shareFile(new File(['Dear Maria,\n\nyour hearing is on Monday at nine.\n\nAda Rowan'], 'Note.txt'), {
    folderId: letters,
  });
  await portal.shareFile(await aPicture({ name: 'Receipt notice.jpg', title: 'RECEIPT NOTICE' }), { folderId: papers });
  await portal.shareFile(aPdfOf(['Order', 'Page two', 'Page three'], 'Order of the court.pdf'), { folderId: papers });
  await portal.shareFile(aPdf('Case plan.pdf', 200_000));
  if (read) await portal.client.sharedDocuments.open(welcome.id);
}

function all(fate: Fate): Record<string, Fate> {
  const required = groups.flatMap((group) => group.requests.filter((request) => request.required !== false));
  return Object.fromEntries(required.map(({ name }) => [name, fate]));
}

function bodyOf({ name: _, dueIn, ...request }: PetitionRequest): unknown {
  return { ...request, ...(dueIn !== undefined && { dueOn: dayIn(dueIn) }) };
}

/** The day so many days from today, where the reader is. */
function dayIn(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
