/** Words of the receipt on paper. Keys are meanings; names come in as plain text. */
export interface ReceiptStrings {
  readonly title: string;
  readonly lead: (firm: string) => string;
  readonly file: string;
  readonly size: string;
  readonly bytes: (count: string) => string;
  readonly receivedAt: string;
  readonly sender: string;
  readonly request: string;
  readonly checklist: string;
  readonly matter: string;
  readonly proofTitle: string;
  readonly proof: string;
  readonly fingerprint: string;
  readonly document: string;
  readonly entry: string;
  readonly key: string;
  readonly attached: string;
  readonly footer: string;
}

const en: ReceiptStrings = {
  title: 'Receipt for a document',
  lead: (firm) => `${firm} has received this file, whole and unchanged.`,
  file: 'File',
  size: 'Size',
  bytes: (count) => `${count} bytes`,
  receivedAt: 'Received (by the clock of our server)',
  sender: 'Sent by',
  request: 'Asked for as',
  checklist: 'Checklist',
  matter: 'Matter',
  proofTitle: 'How anybody can check it',
  proof:
    'A signed file with the same facts is attached to this PDF. The program portico-audit verifies it, and with the document itself also that it is the one that was received. The signature is in the attached file; this sheet is its copy to read.',
  fingerprint: 'SHA-256 of the file',
  document: 'Document number',
  entry: 'Entry in the audit log',
  key: 'Signed with the key',
  attached: 'The signed receipt',
  footer: 'A receipt says that a file has arrived. Whether it is accepted, you see in your checklist.',
};

const es: ReceiptStrings = {
  title: 'Recibo de un documento',
  lead: (firm) => `${firm} ha recibido este archivo, completo y sin cambios.`,
  file: 'Archivo',
  size: 'Tamaño',
  bytes: (count) => `${count} bytes`,
  receivedAt: 'Recibido (según el reloj de nuestro servidor)',
  sender: 'Enviado por',
  request: 'Se pidió como',
  checklist: 'Lista',
  matter: 'Asunto',
  proofTitle: 'Cómo puede comprobarlo cualquiera',
  proof:
    'A este PDF va adjunto un archivo firmado con los mismos datos. El programa portico-audit lo verifica y, con el documento mismo, también que es el que se recibió. La firma está en el archivo adjunto; esta hoja es su copia para leer.',
  fingerprint: 'SHA-256 del archivo',
  document: 'Número del documento',
  entry: 'Entrada en el registro de auditoría',
  key: 'Firmado con la clave',
  attached: 'El recibo firmado',
  footer: 'Un recibo dice que un archivo ha llegado. Si se acepta, lo verá en su lista.',
};

// Without isolates around names, as mails have them: on paper they would be copied along with the words.
/** Without vowel marks: on paper they would be read twice (decision 12). */
const ar: ReceiptStrings = {
  title: 'إيصال باستلام مستند',
  lead: (firm) => `استلم ${firm} هذا الملف كاملا ودون تغيير.`,
  file: 'الملف',
  size: 'الحجم',
  bytes: (count) => `${count} بايت`,
  receivedAt: 'وقت الاستلام (بحسب ساعة خادمنا)',
  sender: 'المرسل',
  request: 'طلب باسم',
  checklist: 'القائمة',
  matter: 'القضية',
  proofTitle: 'كيف يمكن لأي شخص التحقق منه',
  proof:
    'أرفق بهذا الملف (PDF) ملف موقع بالبيانات نفسها. يتحقق منه برنامج portico-audit، ويتحقق مع المستند نفسه من أنه هو الذي استلم. التوقيع في الملف المرفق، وهذه الورقة نسخة منه للقراءة.',
  fingerprint: 'بصمة SHA-256 للملف',
  document: 'رقم المستند',
  entry: 'رقم القيد في سجل التدقيق',
  key: 'موقع بالمفتاح',
  attached: 'الإيصال الموقع',
  footer: 'يفيد الإيصال بأن الملف قد وصل. أما قبوله فتراه في قائمتك.',
};

export const receiptStrings = { en, es, ar } as const;
