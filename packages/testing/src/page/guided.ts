/** A checklist that asks before it asks for papers: questions, tasks, papers with their translation, papers under a condition. */
import type { Checklist } from '@portico/contract';
import { said } from './family-petition.js';
import { aPdf, aPicture } from './files.js';
import type { PagePortal } from './page-portal.js';

/** @param dayIn the day so many days from today */
export function guidedList(dayIn: (days: number) => string): unknown {
  return {
    title: said('Your residence permit', 'Su permiso de residencia', 'تصريح إقامتك'),
    groups: [
      {
        title: said('About you', 'Sobre usted', 'عنك'),
        requests: [
          {
            type: 'question',
            key: 'married',
            title: said('Are you married?', '¿Está usted casado o casada?', 'هل أنت متزوج؟'),
            why: said(
              'It decides which papers the office wants to see.',
              'De eso depende qué papeles quiere ver la oficina.',
              'يحدد ذلك الأوراق التي تطلبها الدائرة.',
            ),
            question: { kind: 'yes_no' },
            dueOn: dayIn(0),
          },
          {
            key: null,
            title: said('Marriage certificate', 'Acta de matrimonio', 'عقد الزواج'),
            slots: ['original', 'translation'],
            condition: { '==': [{ var: 'answers.married' }, true] },
            dueOn: dayIn(3),
          },
          {
            title: said('Birth certificate', 'Acta de nacimiento', 'شهادة الميلاد'),
            slots: ['original', 'translation'],
            tips: [
              said(
                'A certified translator stamps every page.',
                'El traductor certificado sella cada página.',
                'يختم المترجم المعتمد كل صفحة.',
              ),
            ],
            dueOn: dayIn(9),
          },
        ],
      },
      {
        title: said('Papers and steps', 'Papeles y pasos', 'أوراق وخطوات'),
        requests: [
          {
            title: said('Letter from your employer', 'Carta de su empleador', 'رسالة من صاحب العمل'),
            dueOn: dayIn(-2),
          },
          {
            type: 'task',
            title: said('Book the medical examination', 'Pedir cita para el examen médico', 'حجز موعد الفحص الطبي'),
            why: said(
              'Call the clinic yourself; appointments are given to patients alone.',
              'Llame usted a la clínica; solo dan cita a los pacientes.',
              'اتصل بالعيادة بنفسك، فهي لا تعطي المواعيد إلا للمرضى.',
            ),
            dueOn: dayIn(12),
          },
          {
            type: 'question',
            title: said('How did you enter the country?', '¿Cómo entró al país?', 'كيف دخلت البلد؟'),
            question: {
              kind: 'choice',
              choices: [
                { value: 'air', label: said('By air', 'En avión', 'جوًا') },
                { value: 'land', label: said('By land', 'Por tierra', 'برًا') },
                { value: 'sea', label: said('By sea', 'Por mar', 'بحرًا') },
              ],
            },
            required: false,
          },
        ],
      },
    ],
  };
}

/** Lets one request come into each state there is. */
export async function everyState(portal: PagePortal, words: string): Promise<void> {
  const names = ['Begun', 'Sent', 'Looked at', 'Accepted', 'Returned', 'Declined', 'Waived'];
  const list: Checklist = await portal.addChecklist({
    title: said('Every state', 'Todos los estados', 'كل الحالات'),
    groups: [
      {
        title: said('Papers', 'Papeles', 'أوراق'),
        requests: names.map((name) => ({ title: said(`Paper ${name}`, `Papel ${name}`, `ورقة ${name}`) })),
      },
    ],
  });
  const [draft, sent, seen, accepted, returned, declined, waived] = list.groups[0]?.requests.map(({ id }) => id) ?? [];
  const { requests } = portal.client;
  await requests.saveNote(draft ?? '', 'The second page follows on Monday.');
  await portal.send(sent ?? '', aPdf('letter.pdf'));
  await portal.send(seen ?? '', aPdf('permit.pdf'));
  await portal.staff('POST', `/v1/firm/requests/${seen ?? ''}/take-up`);
  const good = await portal.send(accepted ?? '', aPdf('contract.pdf'));
  await portal.staff('POST', `/v1/firm/documents/${good}/accept`);
  const bad = await portal.send(returned ?? '', await aPicture({ name: 'passport.jpg' }));
  await portal.staff('POST', `/v1/firm/documents/${bad}/return`, { reason: 'unreadable', note: words });
  await requests.decline(declined ?? '', 'cannot_get', 'The office burned down in 1998.');
  await portal.staff('POST', `/v1/firm/requests/${waived ?? ''}/waive`, {
    reason: 'The office has it already.',
  });
}
