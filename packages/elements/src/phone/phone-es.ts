/** Spanish, formal. */
import type { PhoneTexts } from './phone-words.js';

export const es: PhoneTexts = {
  title: 'Continuar en el teléfono',
  making: 'Creando un código…',
  how: 'Apunte la cámara del teléfono al código y abra el enlace. Lo que envíe allí llega a «{{title}}».',
  code: 'Código QR con el enlace para su teléfono',
  link: 'O abra este enlace en el otro dispositivo',
  copy: 'Copiar el enlace',
  copied: 'El enlace está copiado.',
  waiting: 'Esperando su teléfono. El código funciona durante {{time}}.',
  private: 'El código es solo para usted. Se abre en un dispositivo, solo permite enviar y termina cuando cierre esto.',
  open: 'Su teléfono está conectado. Haga allí las fotos y envíelas; aparecerán aquí.',
  arrived_one: 'Ha llegado {{count}} archivo de su teléfono.',
  arrived_other: 'Han llegado {{count}} archivos de su teléfono.',
  ended: 'Este código ha terminado. Lo que llegó está a salvo.',
  failed: 'No pudimos crear un código. Compruebe la conexión e inténtelo de nuevo.',
  limited: 'Han sido muchos códigos. Espere un rato o elija aquí un archivo.',
  again: 'Crear otro código',
  stop: 'Terminar y cerrar',
  close: 'Cerrar',
};
