/** What a client agrees to whose instalments are charged by themselves. */
import { createTerms } from '../autopay/terms.js';

export const planTerms = createTerms({
  en: (firm, days) =>
    `I allow ${firm} to charge each part of this payment plan to the payment method that I chose, on its day or later. A first payment on the day of my agreement I pay myself. I get an e-mail at least ${days} days before each charge, with the amount and the day, and never more is charged than it says. If a charge does not work, it is tried at most 3 times. I can stop this here at any time.`,
  es: (firm, days) =>
    `Permito que ${firm} cobre cada parte de este plan de pago con el medio de pago que elegí, en su día o después. Un primer pago en el día de mi acuerdo lo pago yo. Recibo un correo al menos ${days} días antes de cada cobro, con el importe y el día, y nunca se cobra más de lo que dice. Si un cobro no funciona, se intenta como máximo 3 veces. Puedo detenerlo aquí en cualquier momento.`,
  ar: (firm, days) =>
    `أسمح لمكتب \u2068${firm}\u2069 بتحصيل كل جزء من خطة الدفع هذه بوسيلة الدفع التي اخترتها، في موعده أو بعده. الدفعة الأولى في يوم موافقتي أدفعها بنفسي. أتلقى رسالة بريد إلكتروني قبل كل تحصيل بعدد من الأيام لا يقل عن ${days}، فيها المبلغ واليوم، ولا يؤخذ أبدًا أكثر مما تقوله. إذا لم ينجح التحصيل فتُعاد المحاولة 3 مرات على الأكثر. يمكنني إيقاف ذلك من هنا في أي وقت.`,
});
