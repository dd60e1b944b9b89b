/** Words of the mails that say whose turn it is. Keys are meanings; names come in as plain text. */
import type { Notice } from './store.js';

interface SaidOf {
  readonly subject: (firm: string) => string;
  readonly body: (firm: string) => string;
}

export interface NoticeStrings extends Readonly<Record<Notice, SaidOf>> {
  readonly hello: (name: string) => string;
  readonly button: string;
  /** Where these mails are switched off. */
  readonly switchOff: string;
  readonly help: (whom: string) => string;
}

const en: NoticeStrings = {
  documentReturned: {
    subject: (firm) => `${firm} needs another copy from you`,
    body: (firm) => `${firm} could not use something that you sent. The portal says why, and what to do now.`,
  },
  newRequests: {
    subject: (firm) => `${firm} needs something from you`,
    body: (firm) => `${firm} asks you for something. The portal says what is needed and why.`,
  },
  documentsShared: {
    subject: (firm) => `${firm} has shared documents with you`,
    body: (firm) => `${firm} has put something into your portal for you to read. You can open and download it there.`,
  },
  hello: (name) => `Hello ${name},`,
  button: 'Open my portal',
  switchOff: 'You can switch these e-mails off in your portal, in your account under “E-mails from us”.',
  help: (whom) => `Do you need help? ${whom}`,
};

const es: NoticeStrings = {
  documentReturned: {
    subject: (firm) => `${firm} necesita otra copia`,
    body: (firm) => `${firm} no ha podido usar algo que usted envió. En el portal verá por qué y qué hacer ahora.`,
  },
  newRequests: {
    subject: (firm) => `${firm} necesita algo de usted`,
    body: (firm) => `${firm} le pide algo. En el portal verá qué hace falta y para qué.`,
  },
  documentsShared: {
    subject: (firm) => `${firm} ha compartido documentos con usted`,
    body: (firm) => `${firm} ha puesto algo en su portal para que lo lea. Allí puede abrirlo y descargarlo.`,
  },
  hello: (name) => `Hola, ${name}:`,
  button: 'Abrir mi portal',
  switchOff: 'Puede desactivar estos correos en su portal, en su cuenta, en «Correos que le enviamos».',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
};

// Names are set between isolates, so that a Latin name does not disturb the order of the sentence.
const ar: NoticeStrings = {
  documentReturned: {
    subject: (firm) => `يحتاج \u2068${firm}\u2069 إلى نسخة أخرى منك`,
    body: (firm) => `لم يتمكن \u2068${firm}\u2069 من استخدام شيء أرسلته. ستجد في البوابة السبب وما عليك فعله الآن.`,
  },
  newRequests: {
    subject: (firm) => `يحتاج \u2068${firm}\u2069 إلى شيء منك`,
    body: (firm) => `يطلب منك \u2068${firm}\u2069 شيئًا. ستجد في البوابة ما هو مطلوب وسبب طلبه.`,
  },
  documentsShared: {
    subject: (firm) => `شارك \u2068${firm}\u2069 مستندات معك`,
    body: (firm) => `وضع \u2068${firm}\u2069 شيئًا في بوابتك لتقرأه. يمكنك فتحه وتنزيله هناك.`,
  },
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  button: 'افتح بوابتي',
  switchOff: 'يمكنك إيقاف هذه الرسائل في بوابتك، في حسابك ضمن «رسائلنا إليك بالبريد».',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
};

/** The words of each language that there are any for. */
export const noticeStrings = { en, es, ar };
