/**
 * The demo's story: an immigration firm, one family and their checklist, in three languages. Everybody in it
 * is made up. Some requests have a past, so that a newcomer sees every state at once.
 */
import type { LocalizedText, ReviewReason } from '@portico/contract';
import type { NewRequest } from '../checklists/store.js';

type RequestStory = Partial<NewRequest> & {
  readonly title: LocalizedText;
  /** Days from the day of the seed. */
  readonly dueIn?: number;
  /** What has happened to it. */
  readonly past?: 'sent' | 'accepted' | { readonly reason: ReviewReason; readonly note: string };
  /** Name of the file of that past. */
  readonly file?: string;
};

export const firm = {
  name: 'Alder & Finch Immigration Law',
  staff: [
    { name: 'Ada Counsel', email: 'ada@alderfinch.example', app: 'ADACOUNSELDEMOAPPKEYABCDEFGHIJKL' },
    { name: 'Ben Paralegal', email: 'ben@alderfinch.example', app: 'BENPARALEGALDEMOAPPKEYABCDEFGHIJ' },
  ],
  support: { name: 'Ben Paralegal', email: 'help@alderfinch.example', phone: '+1 555 0142' },
} as const;

export const family = {
  client: 'The Example family',
  contact: { name: 'Maria Example', email: 'maria@client.example', language: 'en' },
  matter: {
    title: 'Family petition for Luis Example',
    reference: 'AF-2026-0142',
    caseType: 'family petition',
    data: { children: 1 },
  },
} as const;

/** A second client of the firm, who sees nothing of the first. */
export const neighbour = {
  client: 'Omar Sample',
  contact: { name: 'Omar Sample', email: 'omar@client.example', language: 'ar' },
  matter: { title: 'Work permit renewal', reference: 'AF-2026-0155' },
} as const;

/** What the firm has shared with the family: by folder, the first one for what lies in none. */
export const shared: {
  readonly folder: LocalizedText | null;
  readonly files: readonly { readonly name: string; readonly pages: readonly string[] }[];
}[] = [
  { folder: null, files: [{ name: 'What happens next.pdf', pages: ['What happens next', 'What it costs'] }] },
  {
    folder: { en: 'Letters to you', es: 'Cartas para usted', ar: 'رسائل إليك' },
    files: [
      { name: 'Welcome to Alder & Finch.pdf', pages: ['Welcome, Maria'] },
      {
        name: 'We have filed your petition.pdf',
        pages: ['Your petition is filed', 'What you can expect', 'Questions'],
      },
    ],
  },
  {
    folder: { en: 'From the government', es: 'Del gobierno', ar: 'من الجهة الحكومية' },
    files: [{ name: 'Receipt notice I-797C.pdf', pages: ['Notice of action', 'Receipt number MSC0000000000'] }],
  },
];

/** A template of the firm's, of which the family's second checklist is made: parts, a task, a question and what hangs on it. */
export const template = {
  name: 'Before the interview',
  caseType: 'family petition',
  title: { en: 'Before your interview', es: 'Antes de su entrevista', ar: 'قبل المقابلة' },
  groups: [
    {
      title: { en: 'Prepare', es: 'Prepárese', ar: 'الاستعداد' },
      requests: [
        {
          type: 'task',
          title: {
            en: 'Book your medical examination',
            es: 'Reserve su examen médico',
            ar: 'احجز موعد الفحص الطبي',
          },
          why: {
            en: 'The doctor must be on the government’s list, and they are busy.',
            es: 'El médico debe estar en la lista del gobierno, y tienen mucha demanda.',
            ar: 'يجب أن يكون الطبيب ضمن القائمة الحكومية، والمواعيد قليلة.',
          },
          dueInDays: 14,
        },
        {
          type: 'question',
          key: 'abroad',
          title: {
            en: 'Were your papers issued in another language?',
            es: '¿Sus documentos fueron emitidos en otro idioma?',
            ar: 'هل صدرت أوراقك بلغة أخرى؟',
          },
          question: { kind: 'yes_no' },
          dueInDays: 7,
        },
      ],
    },
    {
      title: { en: 'Documents', es: 'Documentos', ar: 'المستندات' },
      requests: [
        {
          title: {
            en: 'Birth certificate with certified translation',
            es: 'Acta de nacimiento con traducción certificada',
            ar: 'شهادة الميلاد مع ترجمة معتمدة',
          },
          kind: 'identity',
          slots: ['original', 'translation'],
          condition: { var: 'answers.abroad' },
          dueInDays: 21,
        },
        {
          title: {
            en: 'Birth certificate of your child',
            es: 'Acta de nacimiento de su hijo',
            ar: 'شهادة ميلاد طفلك',
          },
          kind: 'identity',
          slots: ['original', 'translation'],
          condition: { '>': [{ var: 'matter.data.children' }, 0] },
          dueInDays: 21,
        },
      ],
    },
  ],
};

export const checklist: { title: LocalizedText; groups: { title: LocalizedText; requests: RequestStory[] }[] } = {
  title: {
    en: 'Documents for your family petition',
    es: 'Documentos para su petición familiar',
    ar: 'المستندات المطلوبة لطلب لمّ الشمل',
  },
  groups: [
    {
      title: { en: 'About you', es: 'Sobre usted', ar: 'معلومات عنك' },
      requests: [
        {
          title: { en: 'Passport, photo page', es: 'Pasaporte, página con la foto', ar: 'جواز السفر، صفحة الصورة' },
          why: {
            en: 'It proves who you are and which country you are a citizen of.',
            es: 'Demuestra quién es usted y de qué país es ciudadana.',
            ar: 'يثبت هويتك وجنسيتك.',
          },
          tips: [
            {
              en: 'Lay the passport flat and capture all four edges.',
              es: 'Ponga el pasaporte plano y que se vean los cuatro bordes.',
              ar: 'ضع جواز السفر مسطحًا وأظهر الحواف الأربع كلها.',
            },
            {
              en: 'Turn off the flash: it hides the text.',
              es: 'Apague el flash: tapa el texto.',
              ar: 'أوقف الفلاش لأنه يخفي النص.',
            },
          ],
          example: {
            en: 'One photo on which every letter and the two lines at the bottom can be read.',
            es: 'Una foto en la que se lean todas las letras y las dos líneas de abajo.',
            ar: 'صورة واحدة تظهر فيها كل الحروف والسطران في الأسفل بوضوح.',
          },
          dueIn: 3,
          past: {
            reason: 'unreadable',
            note: 'Thank you, Maria. The bottom of the page is cut off and the light hides your name. Could you take the photo again by a window, with all four edges in the picture?',
          },
          file: 'passport.pdf',
        },
        {
          title: { en: 'Birth certificate', es: 'Acta de nacimiento', ar: 'شهادة الميلاد' },
          why: {
            en: 'The government asks for it to confirm your name, your age and your parents.',
            es: 'El gobierno la pide para confirmar su nombre, su edad y sus padres.',
            ar: 'تطلبها الجهة الحكومية للتأكد من اسمك وعمرك ووالديك.',
          },
          dueIn: 10,
          past: 'accepted',
          file: 'birth-certificate.pdf',
        },
        {
          title: {
            en: 'Two passport-style photos',
            es: 'Dos fotos tipo pasaporte',
            ar: 'صورتان شخصيتان بحجم جواز السفر',
          },
          why: {
            en: 'They go on the form and on the card that you will receive.',
            es: 'Van en el formulario y en la tarjeta que usted recibirá.',
            ar: 'توضعان على النموذج وعلى البطاقة التي ستستلمها.',
          },
          tips: [
            {
              en: 'White wall behind you, no glasses, both eyes open.',
              es: 'Pared blanca detrás, sin lentes, los dos ojos abiertos.',
              ar: 'خلفية بيضاء، من دون نظارات، والعينان مفتوحتان.',
            },
          ],
          accept: ['image/jpeg', 'image/png', 'image/heic'],
          maxFiles: 2,
          dueIn: 10,
        },
      ],
    },
    {
      title: { en: 'Your family', es: 'Su familia', ar: 'عائلتك' },
      requests: [
        {
          title: { en: 'Marriage certificate', es: 'Acta de matrimonio', ar: 'عقد الزواج' },
          why: {
            en: 'It shows that you and Luis are married.',
            es: 'Muestra que usted y Luis están casados.',
            ar: 'يبيّن أنك ولويس متزوجان.',
          },
          dueIn: 10,
          past: 'accepted',
          file: 'marriage-certificate.pdf',
        },
        {
          title: {
            en: 'Photos of your life together',
            es: 'Fotos de su vida juntos',
            ar: 'صور من حياتكما معًا',
          },
          why: {
            en: 'They help to show that your marriage is real. Five to ten are enough.',
            es: 'Ayudan a mostrar que su matrimonio es real. Con cinco a diez basta.',
            ar: 'تساعد على إثبات أن زواجكما حقيقي. تكفي من خمس إلى عشر صور.',
          },
          tips: [
            {
              en: 'Choose different places and years.',
              es: 'Elija lugares y años distintos.',
              ar: 'اختر أماكن وسنوات مختلفة.',
            },
          ],
          accept: ['image/jpeg', 'image/png', 'image/heic', 'application/pdf'],
          dueIn: 17,
        },
        {
          title: { en: 'Luis’s passport', es: 'Pasaporte de Luis', ar: 'جواز سفر لويس' },
          why: {
            en: 'We need his passport number for the form.',
            es: 'Necesitamos su número de pasaporte para el formulario.',
            ar: 'نحتاج رقم جواز سفره للنموذج.',
          },
          dueIn: 3,
          past: 'sent',
          file: 'luis-passport.pdf',
        },
      ],
    },
    {
      title: { en: 'Home and income', es: 'Vivienda e ingresos', ar: 'السكن والدخل' },
      requests: [
        {
          title: {
            en: 'Lease or proof of address',
            es: 'Contrato de renta o comprobante de domicilio',
            ar: 'عقد الإيجار أو إثبات العنوان',
          },
          why: {
            en: 'It shows where you live together.',
            es: 'Muestra dónde viven juntos.',
            ar: 'يبيّن أين تسكنان معًا.',
          },
          dueIn: 17,
          past: 'accepted',
          file: 'lease.pdf',
        },
        {
          title: {
            en: 'Tax return of last year',
            es: 'Declaración de impuestos del año pasado',
            ar: 'الإقرار الضريبي للعام الماضي',
          },
          why: {
            en: 'It shows that your income is enough to support your family.',
            es: 'Muestra que sus ingresos alcanzan para mantener a su familia.',
            ar: 'يبيّن أن دخلك يكفي لإعالة عائلتك.',
          },
          dueIn: 17,
          past: 'accepted',
          file: 'tax-return.pdf',
        },
        {
          title: { en: 'Letter from your employer', es: 'Carta de su empleador', ar: 'رسالة من جهة عملك' },
          why: {
            en: 'It confirms that you work there and what you earn.',
            es: 'Confirma que usted trabaja allí y cuánto gana.',
            ar: 'تؤكد أنك تعمل هناك وتذكر راتبك.',
          },
          required: false,
          dueIn: 24,
        },
      ],
    },
  ],
};
