/** Words of late fees. Keys are meanings; names, numbers, amounts and days come in as plain text. */
export interface LateFeeStrings {
  /** On the invoice of the fee. */
  readonly line: (number: string) => string;
  readonly subject: (firm: string) => string;
  readonly hello: (name: string) => string;
  readonly body: (late: string, day: string) => string;
  readonly fee: (number: string, amount: string, day: string) => string;
  readonly question: (whom: string) => string;
  readonly button: string;
}

const en: LateFeeStrings = {
  line: (number) => `Late fee for invoice ${number}`,
  subject: (firm) => `${firm}: a late fee`,
  hello: (name) => `Hello ${name},`,
  body: (late, day) =>
    `Invoice ${late} was due on ${day} and has not been paid in full. As agreed, there is now a late fee for it.`,
  fee: (number, amount, day) => `Late fee: ${amount}. It is invoice ${number}, due on ${day}.`,
  question: (whom) =>
    `Do you think that this is not right, or is it difficult to pay now? Please tell us. We will help. ${whom}`,
  button: 'Open my portal',
};

const es: LateFeeStrings = {
  line: (number) => `Recargo por pago atrasado de la factura ${number}`,
  subject: (firm) => `${firm}: recargo por pago atrasado`,
  hello: (name) => `Hola, ${name}:`,
  body: (late, day) =>
    `La factura ${late} venció el ${day} y no se ha pagado por completo. Según lo acordado, ahora tiene un recargo.`,
  fee: (number, amount, day) => `Recargo: ${amount}. Es la factura ${number}, que vence el ${day}.`,
  question: (whom) =>
    `¿Cree que no es correcto o le resulta difícil pagar ahora? Díganoslo, por favor. Le ayudaremos. ${whom}`,
  button: 'Abrir mi portal',
};

// Names, numbers and amounts are set between isolates, so that Latin letters do not disturb the order of the sentence.
const ar: LateFeeStrings = {
  // No marks of direction on an invoice, whose text is copied from.
  line: (number) => `رسوم تأخير عن الفاتورة ${number}`,
  subject: (firm) => `\u2068${firm}\u2069: رسوم تأخير`,
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  body: (late, day) =>
    `كان موعد سداد الفاتورة \u2068${late}\u2069 في \u2068${day}\u2069 ولم تُسدَّد بالكامل. وكما اتفقنا، أُضيفت الآن رسوم تأخير عنها.`,
  fee: (number, amount, day) =>
    `رسوم التأخير: \u2068${amount}\u2069. وهي في الفاتورة \u2068${number}\u2069، وموعد سدادها \u2068${day}\u2069.`,
  question: (whom) => `هل ترى أن هذا غير صحيح، أو يصعب عليك الدفع الآن؟ أخبرنا من فضلك وسنساعدك. \u2068${whom}\u2069`,
  button: 'افتح بوابتي',
};

/** The words of each language that there are any for. */
export const lateFeeStrings = { en, es, ar };
