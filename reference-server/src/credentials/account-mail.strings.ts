/** Words of the mails about an account. Keys are meanings; names come in as plain text. */
export const notices = [
  'invitation',
  'passwordLinkAsked',
  'passwordLinkSent',
  'passwordChanged',
  'passkeyAdded',
  'passkeyRemoved',
  'phoneChanged',
  'phoneRemoved',
  'emailChangeAsked',
  'emailChangeConfirm',
  'emailChangeRefused',
  'emailChanged',
] as const;
/** What a mail about an account is about. */
export type Notice = (typeof notices)[number];

interface NoticeStrings {
  readonly subject: (firm: string) => string;
  readonly body: (firm: string) => string;
  /** Label of the link, where the mail has one. */
  readonly button: string;
  readonly lasts: string;
}

export interface AccountMailStrings extends Readonly<Record<Notice, NoticeStrings>> {
  readonly hello: (name: string) => string;
  readonly keepSecret: (firm: string) => string;
  readonly notYou: string;
  readonly help: (whom: string) => string;
}

const en: AccountMailStrings = {
  invitation: {
    subject: (firm) => `Your client portal at ${firm}`,
    body: (firm) => `${firm} has opened a client portal for you. There you see what is needed and send it safely.`,
    button: 'Open my portal',
    lasts: 'The link works once, for 7 days. After that you sign in with your e-mail address.',
  },
  passwordLinkAsked: {
    subject: (firm) => `Set your password for ${firm}`,
    body: (firm) => `you asked for a new password for the client portal of ${firm}.`,
    button: 'Set my password',
    lasts: 'The link works once, for 48 hours. Until you use it, nothing changes.',
  },
  passwordLinkSent: {
    subject: (firm) => `Set your password for ${firm}`,
    body: (firm) => `${firm} sends you this link so that you can set a password of your own for the client portal.`,
    button: 'Set my password',
    lasts: 'The link works once, for 48 hours. Nobody but you will know your password.',
  },
  passwordChanged: {
    subject: (firm) => `Your password for ${firm} was changed`,
    body: (firm) =>
      `the password of your client portal at ${firm} has just been changed. All other devices were signed out.`,
    button: '',
    lasts: '',
  },
  passkeyAdded: {
    subject: (firm) => `A passkey was added for ${firm}`,
    body: (firm) =>
      `a passkey has just been added to your client portal at ${firm}. Whoever has it can sign in as you.`,
    button: '',
    lasts: '',
  },
  passkeyRemoved: {
    subject: (firm) => `A passkey was removed for ${firm}`,
    body: (firm) => `one of your passkeys for the client portal of ${firm} has just been removed.`,
    button: '',
    lasts: '',
  },
  phoneChanged: {
    subject: (firm) => `Your phone number for ${firm} was changed`,
    body: (firm) =>
      `the phone number of your client portal at ${firm} has just been changed. Codes to sign in can be sent to it.`,
    button: '',
    lasts: '',
  },
  phoneRemoved: {
    subject: (firm) => `Your phone number for ${firm} was removed`,
    body: (firm) => `your phone number has just been removed from your client portal at ${firm}.`,
    button: '',
    lasts: '',
  },
  emailChangeAsked: {
    subject: (firm) => `Is your e-mail address for ${firm} to change?`,
    body: (firm) =>
      `somebody who is signed in to your client portal at ${firm} wants to use another e-mail address there. If that is you, say yes on the page behind this link, and by the link that went to the new address. If it is not, say so on the same page: everybody is then signed out.`,
    button: 'Say yes or no',
    lasts: 'The link works for 48 hours. Until both addresses have said yes, nothing changes.',
  },
  emailChangeConfirm: {
    subject: (firm) => `Confirm this address for ${firm}`,
    body: (firm) =>
      `somebody wants to use this e-mail address for their client portal at ${firm}. If that is you, say yes on the page behind this link, and by the link that went to the old address.`,
    button: 'Confirm this address',
    lasts: 'The link works for 48 hours. If this was not you, ignore it: nothing changes.',
  },
  emailChangeRefused: {
    subject: (firm) => `Your e-mail address for ${firm} stays as it is`,
    body: (firm) =>
      `the change of the e-mail address of your client portal at ${firm} is off, and all devices were signed out. If you have a password, set a new one now.`,
    button: '',
    lasts: '',
  },
  emailChanged: {
    subject: (firm) => `Your e-mail address for ${firm} was changed`,
    body: (firm) =>
      `the e-mail address of your client portal at ${firm} has just been changed. Links sent before do not work any more, and other devices were signed out.`,
    button: '',
    lasts: '',
  },
  hello: (name) => `Hello ${name},`,
  keepSecret: (firm) => `Nobody at ${firm} will ask you for this link. Do not pass it on.`,
  notYou: 'If this was not you, call us at once.',
  help: (whom) => `Do you need help? ${whom}`,
};

const es: AccountMailStrings = {
  invitation: {
    subject: (firm) => `Su portal de clientes en ${firm}`,
    body: (firm) =>
      `${firm} ha abierto un portal para usted. Allí verá lo que hace falta y podrá enviarlo con seguridad.`,
    button: 'Abrir mi portal',
    lasts: 'El enlace funciona una sola vez, durante 7 días. Después entrará con su correo electrónico.',
  },
  passwordLinkAsked: {
    subject: (firm) => `Elija su contraseña para ${firm}`,
    body: (firm) => `ha pedido una contraseña nueva para el portal de clientes de ${firm}.`,
    button: 'Elegir mi contraseña',
    lasts: 'El enlace funciona una sola vez, durante 48 horas. Mientras no lo use, nada cambia.',
  },
  passwordLinkSent: {
    subject: (firm) => `Elija su contraseña para ${firm}`,
    body: (firm) => `${firm} le envía este enlace para que elija su propia contraseña del portal de clientes.`,
    button: 'Elegir mi contraseña',
    lasts: 'El enlace funciona una sola vez, durante 48 horas. Solo usted conocerá su contraseña.',
  },
  passwordChanged: {
    subject: (firm) => `Se ha cambiado su contraseña de ${firm}`,
    body: (firm) =>
      `se acaba de cambiar la contraseña de su portal de clientes en ${firm}. Se ha cerrado la sesión en los demás dispositivos.`,
    button: '',
    lasts: '',
  },
  passkeyAdded: {
    subject: (firm) => `Se ha añadido una clave de acceso para ${firm}`,
    body: (firm) =>
      `se acaba de añadir una clave de acceso a su portal de clientes en ${firm}. Quien la tenga puede entrar en su nombre.`,
    button: '',
    lasts: '',
  },
  passkeyRemoved: {
    subject: (firm) => `Se ha quitado una clave de acceso de ${firm}`,
    body: (firm) => `se acaba de quitar una de sus claves de acceso del portal de clientes de ${firm}.`,
    button: '',
    lasts: '',
  },
  phoneChanged: {
    subject: (firm) => `Se ha cambiado su teléfono en ${firm}`,
    body: (firm) =>
      `se acaba de cambiar el número de teléfono de su portal de clientes en ${firm}. A ese número se pueden enviar códigos para entrar.`,
    button: '',
    lasts: '',
  },
  phoneRemoved: {
    subject: (firm) => `Se ha quitado su teléfono de ${firm}`,
    body: (firm) => `se acaba de quitar su número de teléfono de su portal de clientes en ${firm}.`,
    button: '',
    lasts: '',
  },
  emailChangeAsked: {
    subject: (firm) => `¿Quiere cambiar su correo electrónico en ${firm}?`,
    body: (firm) =>
      `alguien que ha entrado en su portal de clientes en ${firm} quiere usar allí otro correo electrónico. Si es usted, diga que sí en la página de este enlace y con el enlace enviado al correo nuevo. Si no es usted, dígalo en la misma página: se cerrarán todas las sesiones.`,
    button: 'Decir sí o no',
    lasts: 'El enlace funciona durante 48 horas. Hasta que ambos correos digan que sí, nada cambia.',
  },
  emailChangeConfirm: {
    subject: (firm) => `Confirme este correo para ${firm}`,
    body: (firm) =>
      `alguien quiere usar este correo electrónico para su portal de clientes en ${firm}. Si es usted, diga que sí en la página de este enlace y con el enlace enviado al correo anterior.`,
    button: 'Confirmar este correo',
    lasts: 'El enlace funciona durante 48 horas. Si no ha sido usted, no haga caso: nada cambia.',
  },
  emailChangeRefused: {
    subject: (firm) => `Su correo electrónico en ${firm} sigue igual`,
    body: (firm) =>
      `el cambio de correo de su portal de clientes en ${firm} se ha anulado y se han cerrado todas las sesiones. Si tiene contraseña, elija ahora una nueva.`,
    button: '',
    lasts: '',
  },
  emailChanged: {
    subject: (firm) => `Se ha cambiado su correo electrónico en ${firm}`,
    body: (firm) =>
      `se acaba de cambiar el correo electrónico de su portal de clientes en ${firm}. Los enlaces enviados antes ya no funcionan y se ha cerrado la sesión en los demás dispositivos.`,
    button: '',
    lasts: '',
  },
  hello: (name) => `Hola, ${name}:`,
  keepSecret: (firm) => `Nadie de ${firm} le pedirá este enlace. No se lo dé a nadie.`,
  notYou: 'Si no ha sido usted, llámenos enseguida.',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
};

// Names are set between isolates, so that a Latin name does not disturb the order of the sentence.
const ar: AccountMailStrings = {
  invitation: {
    subject: (firm) => `بوابة العملاء الخاصة بك لدى ${firm}`,
    body: (firm) => `فتح \u2068${firm}\u2069 بوابة عملاء لك. سترى فيها ما هو مطلوب وترسله بأمان.`,
    button: 'افتح بوابتي',
    lasts: 'يعمل الرابط مرة واحدة فقط، ولمدة 7 أيام. بعد ذلك تدخل بعنوان بريدك الإلكتروني.',
  },
  passwordLinkAsked: {
    subject: (firm) => `تعيين كلمة المرور الخاصة بك لدى ${firm}`,
    body: (firm) => `لقد طلبت كلمة مرور جديدة لبوابة العملاء لدى \u2068${firm}\u2069.`,
    button: 'تعيين كلمة المرور',
    lasts: 'يعمل الرابط مرة واحدة فقط، ولمدة 48 ساعة. لا يتغير شيء قبل أن تستخدمه.',
  },
  passwordLinkSent: {
    subject: (firm) => `تعيين كلمة المرور الخاصة بك لدى ${firm}`,
    body: (firm) => `يرسل إليك \u2068${firm}\u2069 هذا الرابط لتعيّن كلمة مرور خاصة بك لبوابة العملاء.`,
    button: 'تعيين كلمة المرور',
    lasts: 'يعمل الرابط مرة واحدة فقط، ولمدة 48 ساعة. لن يعرف كلمة مرورك أحد سواك.',
  },
  passwordChanged: {
    subject: (firm) => `تم تغيير كلمة المرور الخاصة بك لدى ${firm}`,
    body: (firm) =>
      `تم للتو تغيير كلمة المرور لبوابة العملاء الخاصة بك لدى \u2068${firm}\u2069. وتم تسجيل الخروج من كل الأجهزة الأخرى.`,
    button: '',
    lasts: '',
  },
  passkeyAdded: {
    subject: (firm) => `تمت إضافة مفتاح مرور لدى ${firm}`,
    body: (firm) =>
      `تمت للتو إضافة مفتاح مرور إلى بوابة العملاء الخاصة بك لدى \u2068${firm}\u2069. من يملكه يستطيع الدخول باسمك.`,
    button: '',
    lasts: '',
  },
  passkeyRemoved: {
    subject: (firm) => `تمت إزالة مفتاح مرور لدى ${firm}`,
    body: (firm) => `تمت للتو إزالة أحد مفاتيح المرور الخاصة بك لبوابة العملاء لدى \u2068${firm}\u2069.`,
    button: '',
    lasts: '',
  },
  phoneChanged: {
    subject: (firm) => `تم تغيير رقم هاتفك لدى ${firm}`,
    body: (firm) =>
      `تم للتو تغيير رقم الهاتف في بوابة العملاء الخاصة بك لدى \u2068${firm}\u2069. يمكن إرسال رموز الدخول إليه.`,
    button: '',
    lasts: '',
  },
  phoneRemoved: {
    subject: (firm) => `تمت إزالة رقم هاتفك لدى ${firm}`,
    body: (firm) => `تمت للتو إزالة رقم هاتفك من بوابة العملاء الخاصة بك لدى \u2068${firm}\u2069.`,
    button: '',
    lasts: '',
  },
  emailChangeAsked: {
    subject: (firm) => `هل تريد تغيير بريدك الإلكتروني لدى ${firm}؟`,
    body: (firm) =>
      `شخص دخل إلى بوابة العملاء الخاصة بك لدى \u2068${firm}\u2069 يريد استخدام عنوان بريد آخر فيها. إذا كنت أنت، فوافق في الصفحة التي يفتحها هذا الرابط، وبالرابط المرسل إلى العنوان الجديد. وإذا لم تكن أنت، فقل ذلك في الصفحة نفسها، وعندها يتم تسجيل خروج الجميع.`,
    button: 'الموافقة أو الرفض',
    lasts: 'يعمل الرابط لمدة 48 ساعة. لا يتغير شيء قبل أن يوافق العنوانان.',
  },
  emailChangeConfirm: {
    subject: (firm) => `أكّد هذا العنوان لدى ${firm}`,
    body: (firm) =>
      `يريد شخص استخدام هذا العنوان لبوابة العملاء الخاصة به لدى \u2068${firm}\u2069. إذا كنت أنت، فوافق في الصفحة التي يفتحها هذا الرابط، وبالرابط المرسل إلى العنوان القديم.`,
    button: 'تأكيد هذا العنوان',
    lasts: 'يعمل الرابط لمدة 48 ساعة. إذا لم تكن أنت، فتجاهله ولن يتغير شيء.',
  },
  emailChangeRefused: {
    subject: (firm) => `بريدك الإلكتروني لدى ${firm} باقٍ كما هو`,
    body: (firm) =>
      `أُلغي تغيير عنوان البريد لبوابة العملاء الخاصة بك لدى \u2068${firm}\u2069، وتم تسجيل الخروج من كل الأجهزة. إذا كانت لديك كلمة مرور، فعيّن الآن كلمة جديدة.`,
    button: '',
    lasts: '',
  },
  emailChanged: {
    subject: (firm) => `تم تغيير بريدك الإلكتروني لدى ${firm}`,
    body: (firm) =>
      `تم للتو تغيير عنوان البريد لبوابة العملاء الخاصة بك لدى \u2068${firm}\u2069. الروابط المرسلة من قبل لم تعد تعمل، وتم تسجيل الخروج من الأجهزة الأخرى.`,
    button: '',
    lasts: '',
  },
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  keepSecret: (firm) => `لن يطلب منك أحد لدى \u2068${firm}\u2069 هذا الرابط. لا تعطه لأحد.`,
  notYou: 'إذا لم تكن أنت من فعل ذلك، فاتصل بنا فورًا.',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
};

/** The words of each language that there are any for. */
export const accountMailStrings = { en, es, ar };
