import type { MethodTexts } from './methods-words.js';

export const es: MethodTexts = {
  named: '{{name}} terminada en {{last4}}',
  card: 'Tarjeta',
  bank: 'Cuenta bancaria',
  other: 'Otra forma de pago',
  goodUntil: 'Válida hasta {{month}}',
  expiresSoon: 'Caduca pronto: válida hasta {{month}}',
  expired: 'Caducó en {{month}}: ya no sirve para pagar',
  which: '¿Con qué tarjeta o cuenta se paga?',
};
