/**
 * The whole portal API as one Hono app that uses web standards only, so that it runs in Node, in tests by
 * `app.request` and inside a browser page for Storybook. `node.ts` composes the adapters that need Node.
 */
import { Hono } from 'hono';
import { migrations as activityMigrations } from './activity/migrations.js';
import * as activity from './activity/routes.js';
import { migrations as arrivalMigrations } from './arrivals/migrations.js';
import * as arrivals from './arrivals/routes.js';
import * as audit from './audit/routes.js';
import { migrations as auditMigrations } from './audit/migrations.js';
import * as checklists from './checklists/routes.js';
import { migrations as checklistMigrations } from './checklists/migrations.js';
import * as clients from './clients/routes.js';
import { migrations as clientMigrations } from './clients/migrations.js';
import { migrations as credentialMigrations } from './credentials/migrations.js';
import * as credentials from './credentials/routes.js';
import { migrations as autopayMigrations } from './autopay/migrations.js';
import * as autopay from './autopay/routes.js';
import { migrations as baseMigrations } from './database/base-migrations.js';
import type { Migrations } from './database/migrations.js';
import type { Deps } from './deps.js';
import { migrations as disputeMigrations } from './disputes/migrations.js';
import * as disputes from './disputes/routes.js';
import * as documents from './documents/routes.js';
import { migrations as documentMigrations } from './documents/migrations.js';
import * as domains from './domains/routes.js';
import { migrations as domainMigrations } from './domains/migrations.js';
import { migrations as emailChangeMigrations } from './email-change/migrations.js';
import * as emailChange from './email-change/routes.js';
import { migrations as erasureMigrations } from './erasure/migrations.js';
import * as erasure from './erasure/routes.js';
import * as events from './events/routes.js';
import { migrations as eventMigrations } from './events/migrations.js';
import { migrations as fileMigrations } from './files/migrations.js';
import * as firmChecklists from './firm-checklists/routes.js';
import { migrations as firmMigrations } from './firms/migrations.js';
import * as firmDisputes from './firm-disputes/routes.js';
import * as firmInvoices from './firm-invoices/routes.js';
import * as firmPaymentPlans from './firm-payment-plans/routes.js';
import * as health from './health/routes.js';
import type { Bound } from './http/bind.js';
import { type Bindings, createPipeline } from './http/pipeline.js';
import { migrations as invoiceMigrations } from './invoices/migrations.js';
import * as invoices from './invoices/routes.js';
import { migrations as invoiceSeriesMigrations } from './invoice-series/migrations.js';
import * as invoiceSeries from './invoice-series/routes.js';
import { migrations as invoiceTemplateMigrations } from './invoice-templates/migrations.js';
import * as invoiceTemplates from './invoice-templates/routes.js';
import { migrations as invitationMigrations } from './invitations/migrations.js';
import * as invitations from './invitations/routes.js';
import * as keys from './keys/routes.js';
import { migrations as lateFeeMigrations } from './late-fees/migrations.js';
import { migrations as ledgerMigrations } from './ledger/migrations.js';
import { migrations as logoMigrations } from './logo/migrations.js';
import * as logo from './logo/routes.js';
import * as matters from './matters/routes.js';
import { migrations as matterMigrations } from './matters/migrations.js';
import { migrations as mailMigrations } from './mail/migrations.js';
import { migrations as notificationMigrations } from './notifications/migrations.js';
import * as notifications from './notifications/routes.js';
import * as origins from './origins/routes.js';
import * as papers from './papers/routes.js';
import { migrations as passkeyMigrations } from './passkeys/migrations.js';
import * as passkeys from './passkeys/routes.js';
import { migrations as payingMigrations } from './paying/migrations.js';
import * as paying from './paying/routes.js';
import { migrations as paymentMethodMigrations } from './payment-methods/migrations.js';
import * as paymentMethods from './payment-methods/routes.js';
import { migrations as paymentPlanMigrations } from './payment-plans/migrations.js';
import * as paymentPlans from './payment-plans/routes.js';
import * as payments from './payments/routes.js';
import * as phoneLinks from './phone-links/routes.js';
import { migrations as phoneMigrations } from './phones/migrations.js';
import * as phones from './phones/routes.js';
import { migrations as planAutopayMigrations } from './plan-autopay/migrations.js';
import * as planAutopay from './plan-autopay/routes.js';
import * as portalSessions from './portal-sessions/routes.js';
import * as previews from './previews/routes.js';
import { migrations as reminderMigrations } from './reminders/migrations.js';
import { migrations as requestMigrations } from './requests/migrations.js';
import * as rearranging from './rearranging/routes.js';
import * as requests from './requests/routes.js';
import * as review from './review/routes.js';
import { migrations as receiptMigrations } from './receipts/migrations.js';
import * as receipts from './receipts/routes.js';
import * as session from './session/routes.js';
import { migrations as sessionMigrations } from './session/migrations.js';
import * as settings from './settings/routes.js';
import { migrations as sharedDocumentMigrations } from './shared-documents/migrations.js';
import * as sharedDocuments from './shared-documents/routes.js';
import { migrations as sharedFolderMigrations } from './shared-folders/migrations.js';
import * as sharedFolders from './shared-folders/routes.js';
import * as signIn from './sign-in/routes.js';
import { migrations as signInMigrations } from './sign-in/migrations.js';
import * as secondFactor from './second-factor/routes.js';
import { migrations as secondFactorMigrations } from './second-factor/migrations.js';
import * as staff from './staff/routes.js';
import { migrations as staffTaskMigrations } from './staff-tasks/migrations.js';
import * as staffTasks from './staff-tasks/routes.js';
import { migrations as staffMigrations } from './staff/migrations.js';
import { migrations as templateMigrations } from './templates/migrations.js';
import * as templates from './templates/routes.js';
import { migrations as uploadLinkMigrations } from './upload-links/migrations.js';
import * as uploadLinks from './upload-links/routes.js';
import { migrations as uploadMigrations } from './uploads/migrations.js';
import { speakTus } from './uploads/protocol.js';
import * as uploads from './uploads/routes.js';
import * as visibility from './visibility/routes.js';

/** Every feature's routes under its name in the contract; one that is missing does not compile. */
const routes = {
  activity: activity.routes,
  arrivals: arrivals.routes,
  audit: audit.routes,
  autopay: autopay.routes,
  checklists: checklists.routes,
  clients: clients.routes,
  credentials: credentials.routes,
  disputes: disputes.routes,
  documents: documents.routes,
  domains: domains.routes,
  emailChange: emailChange.routes,
  erasure: erasure.routes,
  events: events.routes,
  firmChecklists: firmChecklists.routes,
  firmDisputes: firmDisputes.routes,
  firmInvoices: firmInvoices.routes,
  firmPaymentPlans: firmPaymentPlans.routes,
  health: health.routes,
  invitations: invitations.routes,
  invoices: invoices.routes,
  invoiceSeries: invoiceSeries.routes,
  invoiceTemplates: invoiceTemplates.routes,
  keys: keys.routes,
  logo: logo.routes,
  matters: matters.routes,
  notifications: notifications.routes,
  origins: origins.routes,
  papers: papers.routes,
  passkeys: passkeys.routes,
  paying: paying.routes,
  paymentMethods: paymentMethods.routes,
  paymentPlans: paymentPlans.routes,
  payments: payments.routes,
  phoneLinks: phoneLinks.routes,
  phones: phones.routes,
  planAutopay: planAutopay.routes,
  portalSessions: portalSessions.routes,
  previews: previews.routes,
  rearranging: rearranging.routes,
  requests: requests.routes,
  review: review.routes,
  receipts: receipts.routes,
  secondFactor: secondFactor.routes,
  session: session.routes,
  settings: settings.routes,
  sharedDocuments: sharedDocuments.routes,
  sharedFolders: sharedFolders.routes,
  signIn: signIn.routes,
  staff: staff.routes,
  staffTasks: staffTasks.routes,
  templates: templates.routes,
  uploadLinks: uploadLinks.routes,
  uploads: uploads.routes,
  visibility: visibility.routes,
} satisfies Partial<Record<keyof typeof import('@portico/contract').features, (deps: Deps) => Bound[]>>;

/** Every feature's migrations. */
export const migrations: readonly Migrations[] = [
  activityMigrations,
  arrivalMigrations,
  auditMigrations,
  autopayMigrations,
  baseMigrations,
  checklistMigrations,
  clientMigrations,
  credentialMigrations,
  documentMigrations,
  domainMigrations,
  emailChangeMigrations,
  erasureMigrations,
  eventMigrations,
  disputeMigrations,
  fileMigrations,
  firmMigrations,
  invitationMigrations,
  invoiceMigrations,
  invoiceSeriesMigrations,
  invoiceTemplateMigrations,
  lateFeeMigrations,
  ledgerMigrations,
  logoMigrations,
  mailMigrations,
  matterMigrations,
  notificationMigrations,
  passkeyMigrations,
  payingMigrations,
  paymentMethodMigrations,
  paymentPlanMigrations,
  phoneMigrations,
  planAutopayMigrations,
  sessionMigrations,
  receiptMigrations,
  reminderMigrations,
  requestMigrations,
  secondFactorMigrations,
  sharedDocumentMigrations,
  sharedFolderMigrations,
  signInMigrations,
  staffMigrations,
  staffTaskMigrations,
  templateMigrations,
  uploadLinkMigrations,
  uploadMigrations,
];

/** @param deps the ports, already composed; the database must be migrated */
export function createApp(deps: Deps): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>();
  app.use('/v1/uploads/*', speakTus(app));
  app.route(
    '/',
    createPipeline(
      deps,
      Object.values(routes).flatMap((make) => make(deps)),
    ),
  );
  return app;
}
