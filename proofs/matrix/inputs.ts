/**
 * A valid call of every operation that needs more than the ids of its path: one row each. A row names whose things it
 * is about by taking them from `things`; which names it takes decides which cells there are.
 */
import { type Problem, codeSpent, eventRefused, linkSpent } from '@portico/contract';
import { aPng, PUBLIC_URL, SoftPasskey, someSettings } from '@portico/testing';
import { DpopKey } from '../world/dpop-key.js';
import type { Proofs } from '../world/members.js';
import { type Owner, type Things, uploadMetadata } from '../world/world.js';

export interface Input {
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface InputRow {
  /** @param own the owner as whom the caller speaks @param nonce for a proof @param proofs what the caller can give */
  readonly input: (things: Things, own: Owner, nonce: string, proofs: Proofs) => Input;
  /** Name of the thing for a parameter of the path, where it is not its prefix. */
  readonly path?: Readonly<Record<string, string>>;
  /** What a thing that the caller may not see is told; `not_found` unless said otherwise. */
  readonly unseen?: Problem | 'as if it were seen';
  /** What everybody is told, where what lets a call in is no credential. */
  readonly refused?: Problem;
}

const title = { en: 'A title' };
const template = { name: 'A template', title, groups: [{ title, requests: [{ title, dueInDays: 7 }] }] };
const bill = { currency: 'USD', lines: [{ description: 'Consultation', unitPrice: 100 }] };
const asRead = { 'if-match': '"1"' };
const tus = { 'tus-resumable': '1.0.0' };
const bytes = { 'content-type': 'application/offset+octet-stream' };

/** By operation. An operation that is not here takes no body and no headers. */
export const inputs: Readonly<Record<string, InputRow>> = {
  'audit.proveInclusion': { input: () => ({ query: 'seq=1' }) },
  'audit.proveConsistency': { input: () => ({ query: 'from=1' }) },
  'clients.create': { input: () => ({ body: { name: 'A client' } }) },
  'contacts.list': { input: ({ cli }) => ({ query: `clientId=${cli}` }), unseen: 'as if it were seen' },
  'contacts.create': {
    input: ({ cli }) => ({ body: { clientId: cli, name: 'A contact', email: 'new@client.example' } }),
  },
  'contacts.update': { input: () => ({ body: { name: 'Another name' } }) },
  'contacts.setPortalAccess': { input: () => ({ body: { enabled: false } }) },
  'contacts.erase': { input: () => ({}), path: { id: 'shutOut' } },
  'keys.create': { input: () => ({ body: { kind: 'secret', name: 'A key', scopes: ['matters.read'] } }) },
  'keys.rotate': { input: () => ({ body: { overlapDays: 7 } }) },
  'domains.add': { input: () => ({ body: { host: 'portal.new-firm.example' } }) },
  'matters.create': { input: ({ cli }) => ({ body: { clientId: cli, title: 'A matter' } }) },
  'firmChecklists.create': { input: () => ({ body: { title, groups: [{ title, requests: [{ title }] }] } }) },
  'firmChecklists.addRequest': { input: ({ grp }) => ({ body: { groupId: grp, title } }) },
  'firmChecklists.createFromTemplate': { input: ({ tpl }) => ({ body: { templateId: tpl } }) },
  'firmChecklists.addGroup': { input: () => ({ body: { title } }) },
  'firmChecklists.arrange': { input: ({ order }) => ({ body: { groups: JSON.parse(order ?? '') } }) },
  'firmRequests.update': { input: () => ({ body: { title, condition: { '==': [{ var: 'answers.asked' }, true] } } }) },
  'firmRequests.takeUp': { input: () => ({}), path: { id: 'task' } },
  'firmRequests.accept': { input: () => ({}), path: { id: 'task' } },
  'firmRequests.waive': { input: () => ({ body: { reason: 'We have it already.' } }) },
  'firmRequests.reopen': { input: () => ({ body: { note: 'We do need it.' } }), path: { id: 'declined' } },
  'requests.saveNote': { input: () => ({ body: { text: 'It is on its way.' } }) },
  'requests.answer': { input: () => ({ body: { value: true } }), path: { id: 'question' } },
  'requests.tick': { input: () => ({ body: { done: false } }), path: { id: 'task' } },
  'requests.decline': { input: () => ({ body: { reason: 'cannot_get' } }) },
  'requests.undecline': { input: () => ({}), path: { id: 'declined' } },
  'requests.withdraw': { input: () => ({}), path: { id: 'taken' } },
  'requests.finish': { input: () => ({ body: { anyway: true } }) },
  'templates.create': { input: () => ({ body: template }) },
  'templates.update': { input: () => ({ body: template, headers: { 'if-match': '"1"' } }) },
  'disputes.open': { input: () => ({ body: { reason: 'unclear', text: 'What is this for?' } }) },
  'disputes.addNote': { input: () => ({ body: { text: 'And when was it?' } }) },
  'firmDisputes.list': {
    input: ({ mat }) => ({ query: `matterId=${mat}&state=open` }),
    unseen: 'as if it were seen',
  },
  'firmDisputes.answer': { input: () => ({ body: { text: 'The filing of May.' } }) },
  'firmDisputes.close': {
    input: () => ({ body: { outcome: 'accepted', text: 'You are right.', credit: { reason: 'As agreed.' } } }),
  },
  'invoices.list': { input: ({ mat }) => ({ query: `matterId=${mat}` }), unseen: 'as if it were seen' },
  'statements.get': { input: () => ({ query: 'from=2026-01-01&to=2026-12-31' }) },
  'firmStatements.get': { input: () => ({ query: 'from=2026-01-01&to=2026-12-31' }) },
  'firmInvoices.list': {
    input: ({ cli, mat }) => ({ query: `clientId=${cli}&matterId=${mat}&status=unpaid` }),
    unseen: 'as if it were seen',
  },
  'firmInvoices.create': { input: ({ ser }) => ({ body: { ...bill, seriesId: ser } }) },
  'firmInvoices.createFromTemplate': { input: ({ itp }) => ({ body: { templateId: itp } }) },
  'firmInvoices.update': {
    input: ({ ser }) => ({ body: { ...bill, seriesId: ser }, headers: asRead }),
    path: { id: 'draft' },
  },
  'firmInvoices.delete': { input: () => ({}), path: { id: 'draft' } },
  'firmInvoices.issue': { input: () => ({ headers: asRead }), path: { id: 'draft' } },
  'firmInvoices.void': { input: () => ({ body: { reason: 'It was sent twice.' } }) },
  'firmInvoices.credit': { input: () => ({ body: { reason: 'As agreed.' } }) },
  'paymentPlans.get': { input: () => ({}), path: { id: 'planned' } },
  'paymentPlans.accept': { input: ({ termsHash }) => ({ body: { termsHash } }) },
  'planAutopay.set': { input: () => ({ body: { methodId: null } }), path: { id: 'agreed' } },
  'firmPaymentPlans.offer': {
    input: ({ firstOn }) => ({ body: { downPayment: 100, instalments: 3, every: 'two_weeks', firstOn } }),
  },
  'firmPaymentPlans.list': {
    input: ({ mat, planned }) => ({ query: `matterId=${mat}&invoiceId=${planned}` }),
    unseen: 'as if it were seen',
  },
  'firmPaymentPlans.end': { input: () => ({}), path: { id: 'agreed' } },
  'paying.start': { input: ({ inv }) => ({ body: { invoices: [{ id: inv }] } }) },
  'paying.demo': { input: () => ({ body: { card: 'card_ok' } }) },
  'autopay.set': { input: () => ({ body: { kind: 'earned', methodId: null } }) },
  'paymentMethods.setUp': { input: () => ({ body: { kind: 'earned' } }) },
  'paymentMethods.demo': { input: ({ setUp }) => ({ body: { clientSecret: setUp, card: 'card_ok' } }) },
  'paying.refund': { input: () => ({ body: { amount: 100 } }), path: { id: 'charge' } },
  'staffTasks.list': {
    input: ({ mat }) => ({ query: `matterId=${mat}&state=open` }),
    unseen: 'as if it were seen',
  },
  'staffTasks.resolve': { input: () => ({ body: { note: 'We have called them.' } }) },
  'paying.resolve': { input: () => ({ body: { note: 'Given back.' } }) },
  // Without the processor’s signature, as everybody is.
  'paying.receive': { input: () => ({ body: '{}' }), refused: eventRefused },
  'payments.record': { input: () => ({ body: { amount: 100, method: 'check' } }) },
  'payments.refund': { input: () => ({ body: { amount: 100 } }) },
  'invoiceSeries.create': { input: () => ({ body: { of: 'invoices', prefix: 'NEW' } }) },
  'invoiceSeries.start': { input: () => ({ body: { next: 100 } }) },
  'invoiceTemplates.create': { input: () => ({ body: { name: 'A template', invoice: bill } }) },
  'invoiceTemplates.update': { input: () => ({ body: { name: 'A template', invoice: bill }, headers: asRead }) },
  'matters.update': { input: () => ({ body: { caseType: 'family', data: { children: 2 } } }) },
  'documents.list': { input: ({ req }) => ({ query: `requestId=${req}` }), unseen: 'as if it were seen' },
  'firmDocuments.list': { input: ({ mat }) => ({ query: `matterId=${mat}` }), unseen: 'as if it were seen' },
  'firmReview.list': { input: ({ mat }) => ({ query: `matterId=${mat}` }), unseen: 'as if it were seen' },
  'firmReview.turnaround': { input: () => ({ query: 'from=2026-11-01&to=2026-11-30' }) },
  'firmDocuments.file': { input: () => ({ body: { name: 'Passport of the client.pdf' } }) },
  'firmDocuments.split': {
    input: ({ req }) => ({ body: { parts: [{ pages: [{ from: 1, to: 1 }], requestId: req }] } }),
  },
  'firmDocuments.merge': {
    input: ({ doc, second, req }) => ({ body: { documentIds: [doc, second], requestId: req } }),
  },
  'firmDocuments.return': { input: () => ({ body: { reason: 'unreadable', note: 'Please scan it again.' } }) },
  'firmSharedDocuments.create': {
    input: ({ fld }) => ({ query: `name=letter.pdf&size=9&folderId=${fld}`, body: '%PDF-1.4\n' }),
  },
  'firmSharedDocuments.update': { input: ({ fld }) => ({ body: { name: 'letter.pdf', folderId: fld } }) },
  'firmSharedFolders.create': { input: () => ({ body: { name: title } }) },
  'firmSharedFolders.update': { input: () => ({ body: { name: title, position: 0 } }) },
  'sharedDocuments.list': {
    input: ({ mat, fld }) => ({ query: `matterId=${mat}&folderId=${fld}` }),
    unseen: 'as if it were seen',
  },
  'sharedFolders.list': { input: ({ mat }) => ({ query: `matterId=${mat}` }), unseen: 'as if it were seen' },
  'firmDocuments.acceptReading': { input: () => ({ body: { fields: [{ name: 'lastName', value: 'Another' }] } }) },
  // A key has no name, so a preview is refused to it; a stranger's client is not found before.
  'previews.open': { input: ({ cli }, own) => ({ body: { clientId: cli, page: `${own.firm.origin}/` } }) },
  'origins.add': { input: () => ({ body: { origin: 'https://new.firm.example' } }) },
  'uploadLinks.create': {
    input: ({ con }, own) => ({ body: { contactId: con, page: `${own.firm.origin}/` } }),
  },
  'phoneLinks.create': { input: (_things, own) => ({ body: { page: `${own.firm.origin}/` } }) },
  'phoneLinks.get': { input: () => ({}), path: { id: 'phoneLink' } },
  'phoneLinks.revoke': { input: () => ({}), path: { id: 'phoneLink' } },
  // The token is the credential: whoever has it, on the right page, may send.
  'uploadLinks.open': {
    input: (_things, own, nonce) => ({
      body: { token: own.things['uploadToken'] },
      headers: {
        origin: own.firm.origin,
        dpop: new DpopKey().proof('POST', `${PUBLIC_URL}/v1/upload-link`, nonce),
      },
    }),
  },
  'notifications.update': {
    input: () => ({
      body: {
        documentReturned: false,
        newRequests: true,
        documentsShared: true,
        paymentReminders: true,
        paymentTexts: false,
      },
    }),
  },
  'passkeys.add': {
    input: (_things, { firm: { origin } }, _nonce, { challenges }) => ({
      body: { name: 'Another', credential: new SoftPasskey().create({ challenge: challenges.register, origin }) },
    }),
  },
  'passkeys.rename': { input: () => ({ body: { name: 'Another name' } }) },
  // Which one it is shows in the answer alone, so what is tried here is the caller's own.
  'passkeys.signIn': {
    input: (_things, { firm: { origin } }, _nonce, { passkey, challenges }) => ({
      body: { credential: passkey.get({ challenge: challenges.prove, origin }) },
    }),
  },
  'signIn.startSms': { input: ({ phone }) => ({ body: { phone } }), unseen: 'as if it were seen' },
  'phone.start': { input: () => ({ body: { phone: '+15550108888' } }) },
  'phone.change': { input: (_things, _own, _nonce, { phone }) => ({ body: phone }) },
  'emailChange.ask': { input: () => ({ body: { email: 'another@client.example' } }) },
  'emailChange.confirm': { input: ({ emailLink }) => ({ body: { token: emailLink } }), unseen: linkSpent },
  'emailChange.refuse': { input: ({ emailLink }) => ({ body: { token: emailLink } }), unseen: linkSpent },
  'portalSessions.create': {
    input: ({ con, mat }, own) => ({ body: { contactId: con, matters: [mat], origin: own.firm.origin } }),
  },
  'secondFactor.confirmTotp': { input: (_things, _own, _nonce, { firstCode }) => ({ body: { code: firstCode } }) },
  'secondFactor.confirmPasskey': {
    input: (_things, { firm: { origin } }, _nonce, { challenges }) => ({
      body: { name: 'Another', credential: new SoftPasskey().create({ challenge: challenges.register, origin }) },
    }),
  },
  'secondFactor.totp': { input: (_things, _own, _nonce, { code }) => ({ body: { code } }) },
  'secondFactor.passkey': {
    input: (_things, { firm: { origin } }, _nonce, { passkey, challenges }) => ({
      body: { credential: passkey.get({ challenge: challenges.prove, origin }) },
    }),
  },
  'secondFactor.recoveryCode': {
    input: (_things, _own, _nonce, { recoveryCode }) => ({ body: { code: recoveryCode } }),
  },
  'session.update': { input: () => ({ body: { language: 'es' } }) },
  // The secret is the credential: whoever has it, on the right page, is the contact.
  'session.exchange': {
    input: (_things, own, nonce) => ({
      body: { clientSecret: own.things['clientSecret'] },
      headers: {
        origin: own.firm.origin,
        dpop: new DpopKey().proof('POST', `${PUBLIC_URL}/v1/session/exchange`, nonce),
      },
    }),
  },
  // So is the refresh cookie.
  'session.refresh': {
    input: (_things, own, nonce) => ({
      headers: {
        origin: own.firm.origin,
        cookie: own.things['refresh'] ?? '',
        'portico-client': '1',
        dpop: new DpopKey().proof('POST', `${PUBLIC_URL}/v1/session/refresh`, nonce),
      },
    }),
  },
  'logo.set': { input: () => ({ body: aPng() }) },
  'settings.update': {
    input: (_things, own) => ({
      body: someSettings({ languages: ['en'] }),
      headers: { 'if-match': own.name === 'eve' ? '"2"' : '"1"' },
    }),
  },
  'settings.applyPreset': {
    input: (_things, own) => ({
      body: { preset: 'prima' },
      headers: { 'if-match': own.name === 'eve' ? '"2"' : '"1"' },
    }),
  },
  'signIn.start': { input: ({ email }) => ({ body: { email } }), unseen: 'as if it were seen' },
  'signIn.code': { input: ({ attempt, code }) => ({ body: { attempt, code } }), unseen: codeSpent },
  // A wrong password is written down, so what is tried here is the caller's own.
  'signIn.password': {
    input: (_things, { things: { email, password } }) => ({ body: { email, password } }),
  },
  'invitations.accept': { input: ({ invitation }) => ({ body: { token: invitation } }), unseen: linkSpent },
  'invitations.resend': { input: () => ({ body: {} }) },
  'stepUp.prove': { input: (_things, { things: { password } }) => ({ body: { password } }) },
  'signIn.linkPassword': {
    input: ({ linkAttempt, password }) => ({ body: { attempt: linkAttempt, password } }),
    unseen: codeSpent,
  },
  'password.askForLink': { input: ({ email }) => ({ body: { email } }), unseen: 'as if it were seen' },
  'password.set': {
    input: ({ passwordLink }) => ({ body: { token: passwordLink, password: 'eleven purple elephants' } }),
    unseen: linkSpent,
  },
  'password.change': {
    input: (_things, { things: { password } }) => ({
      body: { password: 'eleven purple elephants', current: password },
    }),
  },
  'contacts.sendPasswordLink': { input: () => ({ body: {} }) },
  'signIn.link': { input: ({ link }) => ({ body: { token: link } }), unseen: linkSpent },
  'staffSignIn.start': { input: ({ staffEmail }) => ({ body: { email: staffEmail } }), unseen: 'as if it were seen' },
  'staffSignIn.code': {
    input: ({ staffAttempt, staffCode }) => ({ body: { attempt: staffAttempt, code: staffCode } }),
    unseen: codeSpent,
  },
  'staff.create': {
    input: () => ({ body: { name: 'A member', email: 'new-member@firm.example', role: 'paralegal' } }),
  },
  'staff.update': { input: () => ({ body: { name: 'Another name' } }) },
  'staff.setActive': { input: () => ({ body: { active: false } }) },
  'uploads.create': {
    input: ({ req }) => ({
      headers: { ...tus, 'upload-length': '100', 'upload-metadata': uploadMetadata(req ?? '', 'passport.pdf') },
    }),
  },
  'uploads.offset': { input: () => ({ headers: tus }) },
  'uploads.send': { input: () => ({ headers: { ...tus, ...bytes, 'upload-offset': '0' }, body: '%PDF-' }) },
  'uploads.cancel': { input: () => ({ headers: tus }) },
};
