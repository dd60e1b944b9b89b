/** What a law firm asks a family for, in the three languages of the demo. Nobody in it exists. */
import type { DocumentKind, LocalizedText } from '@portico/contract';

/** A text in each language that the stories can be shown in. */
export function said(en: string, es: string, ar: string): LocalizedText {
  return { en, es, ar };
}

/** A request as the API takes it, with the name that scenarios know it by. */
export interface PetitionRequest {
  readonly name: string;
  readonly title: LocalizedText;
  readonly kind?: DocumentKind;
  readonly why?: LocalizedText;
  readonly tips?: readonly LocalizedText[];
  readonly example?: LocalizedText;
  /** Days from today. */
  readonly dueIn?: number;
  readonly required?: boolean;
  readonly maxFiles?: number;
  readonly maxBytes?: number;
  readonly accept?: readonly string[];
}

export const title = said(
  'Documents for your family petition',
  'Documentos para su petición familiar',
  'مستندات طلب لمّ شمل الأسرة',
);

export const groups: readonly { readonly title: LocalizedText; readonly requests: readonly PetitionRequest[] }[] = [
  {
    title: said('About you', 'Sobre usted', 'عنك'),
    requests: [
      {
        name: 'passport',
        kind: 'identity',
        title: said('Passport, photo page', 'Pasaporte, página de la foto', 'جواز السفر، صفحة الصورة'),
        why: said(
          'The immigration office compares it with the form we fill in for you.',
          'La oficina de inmigración lo compara con el formulario que rellenamos por usted.',
          'تقارنها دائرة الهجرة بالنموذج الذي نملؤه نيابة عنك.',
        ),
        tips: [
          said('Lay it flat, in daylight.', 'Póngalo plano, con luz de día.', 'ضعه مسطحًا في ضوء النهار.'),
          said(
            'All four corners must be in the picture.',
            'Deben verse las cuatro esquinas.',
            'يجب أن تظهر الزوايا الأربع كلها.',
          ),
        ],
        example: said(
          'A sharp picture in which you can read the two lines of small letters at the bottom.',
          'Una foto nítida en la que se lean las dos líneas de letras pequeñas de abajo.',
          'صورة واضحة يمكن فيها قراءة سطري الحروف الصغيرة في الأسفل.',
        ),
        dueIn: 3,
      },
      {
        name: 'birth-certificate',
        title: said('Birth certificate', 'Acta de nacimiento', 'شهادة الميلاد'),
        why: said(
          'It proves your full name and where you were born.',
          'Prueba su nombre completo y dónde nació.',
          'تثبت اسمك الكامل ومكان ميلادك.',
        ),
        dueIn: 9,
      },
      {
        name: 'portrait',
        title: said('Portrait photo', 'Foto de retrato', 'صورة شخصية'),
        tips: [
          said(
            'A plain wall behind you, no glasses.',
            'Una pared lisa detrás y sin gafas.',
            'جدار بلون واحد خلفك، ومن دون نظارة.',
          ),
        ],
        maxFiles: 1,
        accept: ['image/jpeg', 'image/png', 'image/heic'],
      },
    ],
  },
  {
    title: said('Your family', 'Su familia', 'أسرتك'),
    requests: [
      {
        name: 'marriage-certificate',
        title: said('Marriage certificate', 'Acta de matrimonio', 'عقد الزواج'),
        why: said('The petition rests on it.', 'La petición se apoya en ella.', 'يقوم الطلب عليه.'),
        dueIn: 9,
      },
      {
        name: 'children',
        title: said('Birth certificates of your children', 'Actas de nacimiento de sus hijos', 'شهادات ميلاد أطفالك'),
        tips: [said('One file for each child.', 'Un archivo por cada hijo.', 'ملف واحد لكل طفل.')],
        dueIn: 16,
      },
    ],
  },
  {
    title: said('Work and money', 'Trabajo y dinero', 'العمل والمال'),
    requests: [
      {
        name: 'tax-return',
        title: said('Last tax return', 'Última declaración de impuestos', 'آخر إقرار ضريبي'),
        why: said(
          'It shows that you can support your family.',
          'Demuestra que puede mantener a su familia.',
          'يبيّن أنك قادر على إعالة أسرتك.',
        ),
        accept: ['application/pdf'],
        dueIn: 21,
      },
      {
        name: 'payslips',
        title: said(
          'Payslips of the last three months',
          'Nóminas de los últimos tres meses',
          'قسائم الراتب لآخر ثلاثة أشهر',
        ),
        tips: [
          said(
            'Pictures from your phone are fine.',
            'Las fotos del teléfono sirven.',
            'الصور الملتقطة بالهاتف مقبولة.',
          ),
        ],
        maxFiles: 6,
        dueIn: 21,
      },
      {
        name: 'employer-letter',
        title: said('Letter from your employer', 'Carta de su empleador', 'خطاب من صاحب العمل'),
        example: said(
          'On paper with the company’s head, with your position, since when you work there, and a signature.',
          'En papel con membrete, con su puesto, desde cuándo trabaja allí y una firma.',
          'على ورق الشركة الرسمي، وفيه وظيفتك وتاريخ بدء عملك وتوقيع.',
        ),
        dueIn: 21,
      },
      {
        name: 'bank-statement',
        title: said('Bank statement', 'Extracto bancario', 'كشف حساب بنكي'),
        required: false,
      },
    ],
  },
];

/** What the reviewer wrote to a passport that came in. */
export const note = said(
  'There is a reflection over the date of birth. A picture without flash, taken near a window, will do.',
  'Hay un reflejo sobre la fecha de nacimiento. Bastará una foto sin flash, cerca de una ventana.',
  'هناك انعكاس ضوئي فوق تاريخ الميلاد. تكفي صورة من دون فلاش بالقرب من نافذة.',
);
