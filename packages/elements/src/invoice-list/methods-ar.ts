import type { MethodTexts } from './methods-words.js';

export const ar: MethodTexts = {
  named: '{{name}} المنتهية بالأرقام {{last4}}',
  card: 'بطاقة',
  bank: 'حساب مصرفي',
  other: 'وسيلة دفع أخرى',
  goodUntil: 'صالحة حتى {{month}}',
  expiresSoon: 'تنتهي قريبًا: صالحة حتى {{month}}',
  expired: 'انتهت في {{month}} ولم تعد تصلح للدفع',
  which: 'أي بطاقة أو حساب يدفع؟',
};
