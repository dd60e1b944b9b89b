/** Words of the sign-in mail. Keys are meanings; names come in as plain text. */
export interface SignInMailStrings {
  readonly subject: (firm: string) => string;
  readonly hello: (name: string) => string;
  readonly askedByClient: (firm: string) => string;
  readonly askedByStaff: (firm: string) => string;
  readonly enterCode: string;
  readonly orOpenLink: string;
  readonly openLink: string;
  readonly button: string;
  readonly lasts: (minutes: number) => string;
  readonly keepSecret: (firm: string) => string;
  readonly ignore: string;
  readonly help: (whom: string) => string;
  readonly stepUpSubject: (firm: string) => string;
  readonly stepUp: (firm: string) => string;
  readonly stepUpIgnore: string;
}

const en: SignInMailStrings = {
  subject: (firm) => `Sign in to ${firm}`,
  hello: (name) => `Hello ${name},`,
  askedByClient: (firm) => `you asked to sign in to the client portal of ${firm}.`,
  askedByStaff: (firm) => `you asked to sign in to the staff pages of ${firm}.`,
  enterCode: 'Enter this code on the page where you asked for it:',
  orOpenLink: 'Or open this link:',
  openLink: 'Open this link:',
  button: 'Sign in',
  lasts: (minutes) => `It works once, for ${minutes} minutes.`,
  keepSecret: (firm) => `Nobody at ${firm} will ask you for this code or link. Do not pass it on.`,
  ignore: 'If you did not ask for this, ignore this e-mail. Nothing happens without you.',
  help: (whom) => `Do you need help? ${whom}`,
  stepUpSubject: (firm) => `Confirm that it is you: ${firm}`,
  stepUp: (firm) =>
    `you are about to do something important in the client portal of ${firm}, and we ask whether it is you.`,
  stepUpIgnore: 'If you are not in the portal right now, somebody else is. Call us at once.',
};

const es: SignInMailStrings = {
  subject: (firm) => `Entrar en ${firm}`,
  hello: (name) => `Hola, ${name}:`,
  askedByClient: (firm) => `ha pedido entrar en el portal de clientes de ${firm}.`,
  askedByStaff: (firm) => `ha pedido entrar en las páginas del personal de ${firm}.`,
  enterCode: 'Escriba este código en la página donde lo pidió:',
  orOpenLink: 'O abra este enlace:',
  openLink: 'Abra este enlace:',
  button: 'Entrar',
  lasts: (minutes) => `Funciona una sola vez, durante ${minutes} minutos.`,
  keepSecret: (firm) => `Nadie de ${firm} le pedirá este código ni este enlace. No se lo dé a nadie.`,
  ignore: 'Si usted no lo ha pedido, ignore este correo. Sin usted no ocurre nada.',
  help: (whom) => `¿Necesita ayuda? ${whom}`,
  stepUpSubject: (firm) => `Confirme que es usted: ${firm}`,
  stepUp: (firm) => `va a hacer algo importante en el portal de clientes de ${firm} y queremos saber que es usted.`,
  stepUpIgnore: 'Si no está ahora en el portal, hay otra persona en él. Llámenos enseguida.',
};

// Names are set between isolates, so that a Latin name does not disturb the order of the sentence.
const ar: SignInMailStrings = {
  subject: (firm) => `تسجيل الدخول إلى ${firm}`,
  hello: (name) => `مرحبًا \u2068${name}\u2069،`,
  askedByClient: (firm) => `لقد طلبت تسجيل الدخول إلى بوابة العملاء لدى \u2068${firm}\u2069.`,
  askedByStaff: (firm) => `لقد طلبت تسجيل الدخول إلى صفحات الموظفين لدى \u2068${firm}\u2069.`,
  enterCode: 'أدخل هذا الرمز في الصفحة التي طلبته منها:',
  orOpenLink: 'أو افتح هذا الرابط:',
  openLink: 'افتح هذا الرابط:',
  button: 'تسجيل الدخول',
  lasts: (minutes) => `يعمل مرة واحدة فقط، ولمدة ${minutes} دقائق.`,
  keepSecret: (firm) => `لن يطلب منك أحد لدى \u2068${firm}\u2069 هذا الرمز أو هذا الرابط. لا تعطه لأحد.`,
  ignore: 'إذا لم تطلب ذلك، فتجاهل هذه الرسالة. لن يحدث شيء من دونك.',
  help: (whom) => `هل تحتاج إلى مساعدة؟ \u2068${whom}\u2069`,
  stepUpSubject: (firm) => `أكّد أنك أنت: ${firm}`,
  stepUp: (firm) => `أنت على وشك القيام بأمر مهم في بوابة العملاء لدى \u2068${firm}\u2069، ونريد التأكد من أنك أنت.`,
  stepUpIgnore: 'إذا لم تكن في البوابة الآن، فهناك شخص آخر فيها. اتصل بنا فورًا.',
};

/** The words of each language that there are any for. */
export const signInMailStrings = { en, es, ar };
