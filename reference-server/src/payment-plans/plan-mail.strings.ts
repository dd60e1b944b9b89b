/** Words of the mail about a payment plan. Keys are meanings; names come in as plain text. */
export interface PlanStrings {
  readonly subject: (firm: string) => string;
  readonly body: (firm: string) => string;
  readonly hello: (name: string) => string;
  readonly button: string;
  readonly help: (whom: string) => string;
}

const en: PlanStrings = {
  subject: (firm) => `${firm} offers you a payment plan`,
  body: (firm) =>
    `${firm} offers that you pay an invoice in parts. In the portal you can see every day and every amount before you say yes.`,
  hello: (name) => `Hello ${name},`,
  button: 'See the payment plan',
  help: (whom) => `Do you need help? ${whom}`,
};

const es: PlanStrings = {
  subject: (firm) => `${firm} le ofrece un plan de pagos`,
  body: (firm) =>
    `${firm} le ofrece pagar una factura por partes. En el portal puede ver cada fecha y cada importe antes de decir que sí.`,
  hello: (name) => `Hola, ${name}:`,
  button: 'Ver el plan de pagos',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
};

// Names are set between isolates, so that a Latin name does not disturb the order of the sentence.
const ar: PlanStrings = {
  subject: (firm) => `يعرض عليك \u2068${firm}\u2069 خطة دفع`,
  body: (firm) =>
    `يعرض عليك \u2068${firm}\u2069 دفع فاتورة على أقساط. يمكنك أن ترى في البوابة كل موعد وكل مبلغ قبل أن توافق.`,
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  button: 'عرض خطة الدفع',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
};

/** The words of each language that there are any for. */
export const planStrings = { en, es, ar };
