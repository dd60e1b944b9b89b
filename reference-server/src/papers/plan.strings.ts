/** Words of a payment plan that is printed. Keys are meanings; names, numbers and amounts come in as plain text. */
import type { InstalmentStatus, PlanEvery, PlanState } from '@portico/contract';

export interface PlanPaperStrings {
  readonly title: (number: string) => string;
  readonly offerTitle: (number: string) => string;
  readonly firm: string;
  readonly client: string;
  readonly agreedBy: string;
  readonly agreedOn: string;
  readonly every: string;
  readonly rhythms: Readonly<Record<PlanEvery, string>>;
  readonly state: string;
  readonly states: Readonly<Record<PlanState, string>>;
  /** Of the callout. */
  readonly next: string;
  readonly done: string;
  readonly offer: string;
  readonly offerNote: string;
  readonly ended: string;
  readonly endedNote: (day: string) => string;
  readonly table: string;
  readonly part: string;
  readonly down: string;
  readonly number: (number: string) => string;
  readonly by: string;
  readonly credited: string;
  readonly open: string;
  readonly statuses: Readonly<Record<InstalmentStatus, string>>;
  readonly terms: string;
  readonly agreement: (firm: string) => string;
  readonly early: string;
  readonly automatic: (day: string) => string;
  readonly byHand: string;
  readonly at: string;
  readonly language: string;
  readonly languages: Readonly<Record<'en' | 'es' | 'ar', string>>;
  readonly hash: string;
  readonly planId: string;
}

const en: PlanPaperStrings = {
  title: (number) => `Payment plan for invoice ${number}`,
  offerTitle: (number) => `Offer: payment plan for invoice ${number}`,
  firm: 'Law firm',
  client: 'Client',
  agreedBy: 'Agreed by',
  agreedOn: 'Agreed on',
  every: 'How often',
  rhythms: { week: 'Every week', two_weeks: 'Every 2 weeks', three_weeks: 'Every 3 weeks', month: 'Every month' },
  state: 'Status',
  states: {
    offered: 'Offered',
    lapsed: 'Not agreed to in time',
    active: 'Agreed',
    completed: 'Paid',
    withdrawn: 'Taken back',
    ended: 'Ended',
  },
  next: 'To pay next',
  done: 'Nothing left to pay',
  offer: 'All together',
  offerNote: 'This is an offer. Nobody has agreed to it yet.',
  ended: 'This payment plan has ended',
  endedNote: (day) => `Ended on ${day}. What is left is to be paid as the invoice says.`,
  table: 'What is paid, and when',
  part: 'Part',
  down: 'First payment',
  number: (number) => `Part ${number}`,
  by: 'By',
  credited: 'Credited',
  open: 'Open',
  statuses: { upcoming: 'Later', due: 'Due today', overdue: 'Overdue', paid: 'Paid' },
  terms: 'What was agreed',
  agreement: (firm) => `The client agreed with ${firm} to pay these amounts by these days.`,
  early: 'It is always possible to pay earlier.',
  automatic: (day) =>
    `Each part is charged by itself to the payment method that the client chose (since ${day}). A first payment on the day of the agreement is not.`,
  byHand: 'The client pays each part themselves.',
  at: 'Time of the agreement',
  language: 'Shown in',
  languages: { en: 'English', es: 'Spanish', ar: 'Arabic' },
  hash: 'Stands for this table (SHA-256)',
  planId: 'Number of the plan',
};

const es: PlanPaperStrings = {
  title: (number) => `Plan de pago de la factura ${number}`,
  offerTitle: (number) => `Oferta: plan de pago de la factura ${number}`,
  firm: 'Despacho',
  client: 'Cliente',
  agreedBy: 'Aceptado por',
  agreedOn: 'Aceptado el',
  every: 'Frecuencia',
  rhythms: { week: 'Cada semana', two_weeks: 'Cada 2 semanas', three_weeks: 'Cada 3 semanas', month: 'Cada mes' },
  state: 'Estado',
  states: {
    offered: 'Ofrecido',
    lapsed: 'No se aceptó a tiempo',
    active: 'Aceptado',
    completed: 'Pagado',
    withdrawn: 'Retirado',
    ended: 'Terminado',
  },
  next: 'Próximo pago',
  done: 'No queda nada por pagar',
  offer: 'Todo junto',
  offerNote: 'Esto es una oferta. Todavía nadie la ha aceptado.',
  ended: 'Este plan de pago ha terminado',
  endedNote: (day) => `Terminó el ${day}. Lo que queda debe pagarse como dice la factura.`,
  table: 'Cuánto se paga y cuándo',
  part: 'Parte',
  down: 'Primer pago',
  number: (number) => `Parte ${number}`,
  by: 'Hasta el',
  credited: 'Abonado',
  open: 'Pendiente',
  statuses: { upcoming: 'Más adelante', due: 'Vence hoy', overdue: 'Vencido', paid: 'Pagado' },
  terms: 'Lo acordado',
  agreement: (firm) => `El cliente acordó con ${firm} pagar estos importes hasta estos días.`,
  early: 'Siempre es posible pagar antes.',
  automatic: (day) =>
    `Cada parte se cobra automáticamente con el medio de pago que el cliente eligió (desde el ${day}). Un primer pago en el día del acuerdo no.`,
  byHand: 'El cliente paga cada parte por su cuenta.',
  at: 'Momento del acuerdo',
  language: 'Mostrado en',
  languages: { en: 'Inglés', es: 'Español', ar: 'Árabe' },
  hash: 'Representa esta tabla (SHA-256)',
  planId: 'Número del plan',
};

/** Without vowel marks, and without isolates around names (decision 12). */
const ar: PlanPaperStrings = {
  title: (number) => `خطة دفع الفاتورة ${number}`,
  offerTitle: (number) => `عرض: خطة دفع الفاتورة ${number}`,
  firm: 'مكتب المحاماة',
  client: 'العميل',
  agreedBy: 'وافق عليها',
  agreedOn: 'تاريخ الموافقة',
  every: 'كم مرة',
  rhythms: { week: 'كل أسبوع', two_weeks: 'كل أسبوعين', three_weeks: 'كل 3 أسابيع', month: 'كل شهر' },
  state: 'الحالة',
  states: {
    offered: 'معروضة',
    lapsed: 'لم يوافق عليها في الوقت المحدد',
    active: 'متفق عليها',
    completed: 'مدفوعة',
    withdrawn: 'مسحوبة',
    ended: 'منتهية',
  },
  next: 'الدفعة القادمة',
  done: 'لم يبق ما يدفع',
  offer: 'المجموع',
  offerNote: 'هذا عرض، ولم يوافق عليه أحد بعد.',
  ended: 'انتهت خطة الدفع هذه',
  endedNote: (day) => `انتهت في ${day}. ما بقي يدفع كما تقول الفاتورة.`,
  table: 'كم يدفع ومتى',
  part: 'الجزء',
  down: 'الدفعة الأولى',
  number: (number) => `الجزء ${number}`,
  by: 'حتى',
  credited: 'المخصوم',
  open: 'المتبقي',
  statuses: { upcoming: 'لاحقا', due: 'موعده اليوم', overdue: 'متأخر', paid: 'مدفوع' },
  terms: 'ما اتفق عليه',
  agreement: (firm) => `اتفق العميل مع ${firm} على دفع هذه المبالغ حتى هذه الأيام.`,
  early: 'يمكن دائما الدفع قبل الموعد.',
  automatic: (day) =>
    `يحصل كل جزء تلقائيا بوسيلة الدفع التي اختارها العميل (منذ ${day})، ما عدا الدفعة الأولى في يوم الاتفاق.`,
  byHand: 'يدفع العميل كل جزء بنفسه.',
  at: 'وقت الموافقة',
  language: 'عرضت باللغة',
  languages: { en: 'الإنجليزية', es: 'الإسبانية', ar: 'العربية' },
  hash: 'يمثل هذا الجدول (SHA-256)',
  planId: 'رقم الخطة',
};

export const planPaperStrings = { en, es, ar } as const;
