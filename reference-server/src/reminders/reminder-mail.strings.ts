/** Words of the mails that remind of payments. Keys are meanings; names, numbers, amounts and days come in as plain text. */
export interface ReminderStrings {
  readonly subject: (firm: string, count: number) => string;
  readonly hello: (name: string) => string;
  /** Nothing is late yet. */
  readonly ahead: string;
  /** A day has passed. */
  readonly late: string;
  readonly line: {
    readonly ahead: (number: string, amount: string, day: string) => string;
    readonly today: (number: string, amount: string) => string;
    readonly late: (number: string, amount: string, day: string) => string;
  };
  readonly button: string;
  readonly paid: string;
  readonly question: (whom: string) => string;
  /** Where reminders of what is not late are switched off. */
  readonly switchOff: string;
}

const en: ReminderStrings = {
  subject: (firm, count) => `${firm}: a reminder about ${count === 1 ? 'an invoice' : 'your invoices'}`,
  hello: (name) => `Hello ${name},`,
  ahead: 'This is a friendly reminder of a payment that is due soon.',
  late: 'We have not yet received a payment. Perhaps it is on its way; then please excuse this message.',
  line: {
    ahead: (number, amount, day) => `Invoice ${number}: ${amount}, due on ${day}.`,
    today: (number, amount) => `Invoice ${number}: ${amount}, due today.`,
    late: (number, amount, day) => `Invoice ${number}: ${amount}. It was due on ${day}.`,
  },
  button: 'Open my portal',
  paid: 'The portal shows what each invoice is for and how to pay. If you have paid already, thank you: there is nothing more to do.',
  question: (whom) =>
    `Do you have a question, or is it difficult to pay in time? Please tell us. We will help. ${whom}`,
  switchOff:
    'You can switch off reminders before a payment is late in your portal, in your account under “E-mails from us”.',
};

const es: ReminderStrings = {
  subject: (firm, count) => `${firm}: recordatorio sobre ${count === 1 ? 'una factura' : 'sus facturas'}`,
  hello: (name) => `Hola, ${name}:`,
  ahead: 'Le recordamos amablemente un pago que vence pronto.',
  late: 'Todavía no hemos recibido un pago. Quizá ya esté en camino; en ese caso, disculpe este mensaje.',
  line: {
    ahead: (number, amount, day) => `Factura ${number}: ${amount}, vence el ${day}.`,
    today: (number, amount) => `Factura ${number}: ${amount}, vence hoy.`,
    late: (number, amount, day) => `Factura ${number}: ${amount}. Venció el ${day}.`,
  },
  button: 'Abrir mi portal',
  paid: 'En el portal verá a qué corresponde cada factura y cómo pagarla. Si ya ha pagado, gracias: no tiene que hacer nada más.',
  question: (whom) =>
    `¿Tiene una pregunta o le resulta difícil pagar a tiempo? Díganoslo, por favor. Le ayudaremos. ${whom}`,
  switchOff:
    'Puede desactivar los recordatorios de pagos que aún no están atrasados en su portal, en su cuenta, en «Correos que le enviamos».',
};

// Names, numbers and amounts are set between isolates, so that Latin letters do not disturb the order of the sentence.
const ar: ReminderStrings = {
  subject: (firm, count) => `\u2068${firm}\u2069: تذكير بشأن ${count === 1 ? 'فاتورة' : 'فواتيرك'}`,
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  ahead: 'نود أن نذكّرك بدفعة يقترب موعد سدادها.',
  late: 'لم تصلنا دفعة حتى الآن. ربما تكون في طريقها إلينا، وفي هذه الحالة نرجو المعذرة على هذه الرسالة.',
  line: {
    ahead: (number, amount, day) =>
      `الفاتورة \u2068${number}\u2069: المبلغ \u2068${amount}\u2069، وموعد سداده \u2068${day}\u2069.`,
    today: (number, amount) => `الفاتورة \u2068${number}\u2069: المبلغ \u2068${amount}\u2069، وموعد سداده اليوم.`,
    late: (number, amount, day) =>
      `الفاتورة \u2068${number}\u2069: المبلغ \u2068${amount}\u2069. كان موعد سداده \u2068${day}\u2069.`,
  },
  button: 'افتح بوابتي',
  paid: 'ستجد في البوابة ما تخصه كل فاتورة وكيفية الدفع. إذا كنت قد دفعت بالفعل فشكرًا لك، ولا يلزمك فعل أي شيء.',
  question: (whom) => `هل لديك سؤال، أو يصعب عليك الدفع في الموعد؟ أخبرنا من فضلك وسنساعدك. \u2068${whom}\u2069`,
  switchOff: 'يمكنك إيقاف التذكيرات التي تصلك قبل تأخر الدفع في بوابتك، في حسابك ضمن «رسائلنا إليك بالبريد».',
};

/** The words of each language that there are any for. */
export const reminderStrings = { en, es, ar };
