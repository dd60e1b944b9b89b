export { PortalChecklist } from './checklist/checklist.js';
export { PortalDocumentUploadedEvent } from './checklist/checklist.events.js';
export type { Appearance, AppearanceVariables } from './core/appearance.js';
export { init } from './core/client.js';
export { define } from './core/define.js';
export { PortalElement, type Theme } from './core/element.js';
export { PortalDocuments } from './documents/documents.js';
export { PortalDocumentOpenedEvent } from './documents/documents.events.js';
export { PortalInvoiceList } from './invoice-list/invoice-list.js';
export { PortalLanguage } from './language/language.js';
export { PortalInvoiceOpenedEvent } from './invoice-list/invoice-list.events.js';
export { PortalLanguageChangedEvent } from './language/language.events.js';
export type { PayBy } from './payment/pay-by.js';
export { PortalPayment } from './payment/payment.js';
export { PortalPreview } from './preview/preview.js';
export { PortalProfile } from './profile/profile.js';
export { PortalProvider } from './provider/provider.js';
export { PortalSignIn } from './sign-in/sign-in.js';
export { PortalUpload } from './upload/upload.js';
export { PortalAccountChangedEvent, type AccountPart } from './profile/profile.events.js';
export {
  PortalPaymentFailedEvent,
  PortalPaymentLeaveEvent,
  PortalPaymentStartedEvent,
  PortalPaymentSubmittedEvent,
  PortalPaymentSucceededEvent,
} from './payment/payment.events.js';
export { PortalSignedInEvent, PortalSignedOutEvent } from './sign-in/sign-in.events.js';
