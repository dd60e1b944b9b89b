/** Words of the mails about disputes. Keys are meanings; names come in as plain text. */
export interface DisputeStrings {
  /** To the contact. */
  readonly answered: { readonly subject: (firm: string) => string; readonly body: (firm: string) => string };
  /** To a member of the staff. */
  readonly asked: { readonly subject: string; readonly body: string };
  readonly hello: (name: string) => string;
  readonly button: string;
  readonly help: (whom: string) => string;
}

const en: DisputeStrings = {
  answered: {
    subject: (firm) => `${firm} has answered your question about an invoice`,
    body: (firm) => `${firm} has answered what you wrote about an invoice. You can read the answer in the portal.`,
  },
  asked: {
    subject: 'A client has written about an invoice',
    body: 'A client has a question about an invoice, or does not agree with it. It waits for an answer among the open disputes.',
  },
  hello: (name) => `Hello ${name},`,
  button: 'Open my portal',
  help: (whom) => `Do you need help? ${whom}`,
};

const es: DisputeStrings = {
  answered: {
    subject: (firm) => `${firm} ha respondido a su pregunta sobre una factura`,
    body: (firm) =>
      `${firm} ha respondido a lo que usted escribió sobre una factura. Puede leer la respuesta en el portal.`,
  },
  asked: {
    subject: 'Un cliente ha escrito sobre una factura',
    body: 'Un cliente tiene una pregunta sobre una factura o no está de acuerdo con ella. Espera respuesta entre las reclamaciones abiertas.',
  },
  hello: (name) => `Hola, ${name}:`,
  button: 'Abrir mi portal',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
};

// Names are set between isolates, so that a Latin name does not disturb the order of the sentence.
const ar: DisputeStrings = {
  answered: {
    subject: (firm) => `أجاب \u2068${firm}\u2069 عن سؤالك بشأن فاتورة`,
    body: (firm) => `أجاب \u2068${firm}\u2069 عما كتبته بشأن فاتورة. يمكنك قراءة الإجابة في البوابة.`,
  },
  asked: {
    subject: 'كتب أحد العملاء بشأن فاتورة',
    body: 'لدى أحد العملاء سؤال عن فاتورة أو أنه لا يوافق عليها. وهو ينتظر إجابة ضمن الاعتراضات المفتوحة.',
  },
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  button: 'افتح بوابتي',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
};

/** The words of each language that there are any for. */
export const disputeStrings = { en, es, ar };
