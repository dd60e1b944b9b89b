/** Words of the mails about charges that come by themselves. Keys are meanings; names come in as plain text. */
export interface AutopayStrings {
  readonly announced: {
    readonly subject: (day: string) => string;
    readonly body: (firm: string, amount: string, day: string) => string;
    readonly stop: string;
  };
  /** Declined, and tried again on a day. */
  readonly declined: { readonly subject: string; readonly body: (amount: string, day: string) => string };
  /** Declined for good, or the bank wants the client there. */
  readonly come: { readonly subject: string; readonly body: (amount: string) => string };
  /** A payment plan goes back to being paid by hand: what was tried last did not work, the method was removed, or the bank took a payment back. */
  readonly byHand: {
    readonly subject: string;
    readonly failed: (amount: string) => string;
    readonly removed: string;
    readonly takenBack: string;
    readonly now: string;
  };
  readonly hello: (name: string) => string;
  readonly button: string;
  readonly help: (whom: string) => string;
}

const en: AutopayStrings = {
  announced: {
    subject: (day) => `A payment will be taken on ${day}`,
    body: (firm, amount, day) =>
      `${firm} will take ${amount} from the payment method that you chose, on ${day}. You do not have to do anything.`,
    stop: 'You can pay earlier, or stop automatic payments, in your portal.',
  },
  declined: {
    subject: 'Your payment did not work',
    body: (amount, day) =>
      `We could not take ${amount} from the payment method that you chose. Nothing was taken. We try again on ${day}. You can also pay in your portal now, in another way.`,
  },
  come: {
    subject: 'Please pay in your portal',
    body: (amount) =>
      `We could not take ${amount} from the payment method that you chose. Nothing was taken, and we do not try again by ourselves. Please open your portal and pay there.`,
  },
  byHand: {
    subject: 'Please pay your payment plan yourself from now on',
    failed: (amount) =>
      `We could not take ${amount} from the payment method that you chose. Nothing was taken, and we do not try again by ourselves.`,
    takenBack: 'Your bank took back a payment of your payment plan. We take nothing more by ourselves.',
    removed: 'You removed the payment method that your payment plan was paid with.',
    now: 'Your payment plan goes on with the same days and amounts. From now on, please open your portal and pay each part there by its day. You can also choose another payment method there.',
  },
  hello: (name) => `Hello ${name},`,
  button: 'Open my portal',
  help: (whom) => `Do you need help? ${whom}`,
};

const es: AutopayStrings = {
  announced: {
    subject: (day) => `Se cobrará un pago el ${day}`,
    body: (firm, amount, day) =>
      `${firm} cobrará ${amount} con el medio de pago que usted eligió, el ${day}. Usted no tiene que hacer nada.`,
    stop: 'Puede pagar antes o detener los pagos automáticos en su portal.',
  },
  declined: {
    subject: 'Su pago no funcionó',
    body: (amount, day) =>
      `No pudimos cobrar ${amount} con el medio de pago que usted eligió. No se cobró nada. Lo intentaremos de nuevo el ${day}. También puede pagar ahora en su portal de otra forma.`,
  },
  come: {
    subject: 'Por favor, pague en su portal',
    body: (amount) =>
      `No pudimos cobrar ${amount} con el medio de pago que usted eligió. No se cobró nada y no lo intentaremos más por nuestra cuenta. Por favor, abra su portal y pague allí.`,
  },
  byHand: {
    subject: 'Desde ahora, por favor, pague usted mismo su plan de pago',
    failed: (amount) =>
      `No pudimos cobrar ${amount} con el medio de pago que usted eligió. No se cobró nada y no lo intentaremos más por nuestra cuenta.`,
    takenBack: 'Su banco retiró un pago de su plan de pago. No cobraremos nada más por nuestra cuenta.',
    removed: 'Usted quitó el medio de pago con el que se pagaba su plan de pago.',
    now: 'Su plan de pago sigue con los mismos días e importes. Desde ahora, por favor, abra su portal y pague allí cada parte hasta su día. También puede elegir allí otro medio de pago.',
  },
  hello: (name) => `Hola, ${name}:`,
  button: 'Abrir mi portal',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
};

// Names and amounts are set between isolates, so that Latin letters do not disturb the order of the sentence.
const ar: AutopayStrings = {
  announced: {
    subject: (day) => `سيُحصَّل مبلغ في \u2068${day}\u2069`,
    body: (firm, amount, day) =>
      `سيُحصِّل مكتب \u2068${firm}\u2069 مبلغ \u2068${amount}\u2069 بوسيلة الدفع التي اخترتها في \u2068${day}\u2069. لا يلزمك القيام بأي شيء.`,
    stop: 'يمكنك الدفع قبل ذلك أو إيقاف الدفع التلقائي في بوابتك.',
  },
  declined: {
    subject: 'لم ينجح الدفع',
    body: (amount, day) =>
      `لم نتمكن من تحصيل \u2068${amount}\u2069 بوسيلة الدفع التي اخترتها. لم يؤخذ أي مبلغ. سنحاول مرة أخرى في \u2068${day}\u2069. ويمكنك أيضًا الدفع الآن في بوابتك بطريقة أخرى.`,
  },
  come: {
    subject: 'يرجى الدفع في بوابتك',
    body: (amount) =>
      `لم نتمكن من تحصيل \u2068${amount}\u2069 بوسيلة الدفع التي اخترتها. لم يؤخذ أي مبلغ، ولن نحاول مرة أخرى من تلقاء أنفسنا. يرجى فتح بوابتك والدفع هناك.`,
  },
  byHand: {
    subject: 'يرجى أن تدفع خطة الدفع بنفسك من الآن',
    failed: (amount) =>
      `لم نتمكن من تحصيل \u2068${amount}\u2069 بوسيلة الدفع التي اخترتها. لم يؤخذ أي مبلغ، ولن نحاول مرة أخرى من تلقاء أنفسنا.`,
    takenBack: 'استرد مصرفك دفعة من خطة الدفع الخاصة بك. لن نأخذ شيئًا آخر من تلقاء أنفسنا.',
    removed: 'لقد أزلت وسيلة الدفع التي كانت تُدفع بها خطة الدفع الخاصة بك.',
    now: 'تستمر خطة الدفع بالأيام والمبالغ نفسها. من الآن يرجى فتح بوابتك ودفع كل جزء هناك حتى موعده. ويمكنك أيضًا أن تختار هناك وسيلة دفع أخرى.',
  },
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  button: 'افتح بوابتي',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
};

/** The words of each language that there are any for. */
export const autopayStrings = { en, es, ar };
