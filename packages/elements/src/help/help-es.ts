/** Spanish, formal. */
import type { HelpTexts } from './help-words.js';

export const es: HelpTexts = {
  title: 'Ayuda para enviar',
  close: 'Cerrar',
  why: 'Por qué ocurre',
  do: 'Qué puede hacer ahora',
  often: 'Preguntas frecuentes',
  still: '¿Sigue sin funcionar? Con gusto le ayudamos:',

  file_too_large: 'El archivo es demasiado grande',
  file_too_large_why:
    'Cada solicitud admite archivos de cierto tamaño, para que lleguen también con una conexión lenta.',
  file_too_large_do:
    'Tome una foto del papel aquí, con «Tomar una foto». Sale del tamaño adecuado.\nO guarde el escaneo con menos calidad: 200 ppp bastan.\nO envíe un documento largo en varias partes.',
  image_too_large: 'La imagen tiene demasiados píxeles',
  image_too_large_why: 'No podemos abrir de forma segura imágenes tan grandes, y para leer una página no hacen falta.',
  image_too_large_do: 'Tome la foto otra vez aquí, con «Tomar una foto».\nO guarde una copia más pequeña y elija esa.',
  file_type_not_accepted: 'No podemos usar este tipo de archivo',
  file_type_not_accepted_why: 'Solo podemos abrir los tipos que se indican debajo del botón.',
  file_type_not_accepted_do:
    'Abra el archivo, elija «Imprimir» y luego «Guardar como PDF», y envíe el PDF.\nO tome una foto del papel.',
  file_type_mismatch: 'El archivo no es lo que dice su nombre',
  file_type_mismatch_why: 'Alguien cambió la terminación del nombre, como .pdf, o un programa lo guardó mal.',
  file_type_mismatch_do:
    'Abra el archivo en el programa con el que se hizo.\nGuárdelo ahí como PDF y elija el archivo nuevo.\nO tome una foto del papel.',
  file_active_content: 'El archivo podría ejecutar un programa',
  file_active_content_why:
    'Algunos archivos llevan pequeños programas (macros, scripts). Por su seguridad y la nuestra no los aceptamos.',
  file_active_content_do: 'Ábralo, elija «Imprimir» y luego «Guardar como PDF», y envíe el PDF.',
  file_empty: 'El archivo está vacío',
  file_empty_why: 'No se guardó del todo, o todavía está bajando de la nube a su dispositivo.',
  file_empty_do: 'Abra el archivo una vez, para que se cargue.\nGuárdelo y elíjalo otra vez.',
  file_damaged: 'No podemos abrir el archivo',
  file_damaged_why: 'Le falta una parte, a menudo porque una descarga o un escaneo se cortó.',
  file_damaged_do: 'Consiga el archivo otra vez de donde vino, o escanéelo de nuevo.\nO tome una foto del papel.',
  file_name_invalid: 'No podemos guardar el nombre del archivo',
  file_name_invalid_why: 'Es muy largo, o tiene signos que algunas computadoras no admiten.',
  file_name_invalid_do: 'Póngale un nombre corto, como «pasaporte».\nLuego elíjalo otra vez.',
  archive_unsafe: 'No podemos abrir este archivo de forma segura',
  archive_unsafe_why: 'Está comprimido de un modo que podría llenar una computadora al abrirlo.',
  archive_unsafe_do: 'Ábralo, elija «Imprimir» y luego «Guardar como PDF», y envíe el PDF.',
  too_many_files: 'No hay lugar para este archivo',
  too_many_files_why: 'La solicitud admite cierto número de archivos y ya los tiene.',
  too_many_files_do:
    'Quite un archivo que eligió por error.\nO ponga varias páginas en un PDF: «Tomar una foto» lo hace.\nSi los necesitamos todos, pídanos más lugar.',
  duplicate: 'Ya tenemos este archivo',
  duplicate_why: 'El mismo archivo se envió antes, quizás con otro nombre.',
  duplicate_do: 'Con este archivo no hay nada que hacer.\nSi quería enviar otro, elija ese.',
  request_closed: 'Esta solicitud está lista',
  request_closed_why: 'Aceptamos lo que envió antes mientras este archivo estaba en camino.',
  request_closed_do: 'Aquí no hay nada más que hacer.',
  storage_full: 'Ahora mismo no tenemos espacio',
  storage_full_why: 'Es de nuestro lado y no es culpa suya. Lo que llegó del archivo se conserva.',
  storage_full_do: 'Espere unos minutos y pulse «Intentar de nuevo».\nSi sigue igual, avísenos.',
  upload_link_gone: 'El enlace dejó de funcionar',
  upload_link_gone_why: 'Los enlaces para enviar sin cuenta sirven por un tiempo, y podemos cerrarlos antes.',
  upload_link_gone_do: 'Pídanos un enlace nuevo. Lo que llegó antes está a salvo.',
  connection: 'El archivo no nos llegó',
  connection_why: 'Se cortó la conexión, o algo falló de nuestro lado. No se pierde nada: el archivo sigue aquí.',
  connection_do:
    'Compruebe que abren otras páginas. Si no, vaya donde haya mejor señal o use otra red wifi.\nPulse «Intentar de nuevo». Seguimos donde se quedó.\nNo cierre esta página hasta que diga que el archivo llegó.',
  lost: 'Su navegador ya no tiene el archivo',
  lost_why: 'La página se cerró mientras el archivo estaba en camino, y los navegadores no guardan archivos grandes.',
  lost_do: 'Elija el mismo archivo otra vez. Lo que ya llegó no se envía dos veces.',
  unseen: 'No pudimos revisar la imagen',
  unseen_why: 'Su navegador no puede mostrar este tipo de imagen, como HEIC de un iPhone. Nosotros sí podemos.',
  unseen_do: 'Envíela tal como está.\nSi quiere verla antes, tome la foto aquí, con «Tomar una foto».',
  unsafe: 'El archivo no pasó nuestro control de seguridad',
  unsafe_why: 'Buscamos virus en cada archivo. Puede ocurrir sin que usted tenga la culpa, y nadie abrió el archivo.',
  unsafe_do:
    'No envíe otra vez el mismo archivo.\nTome una foto del papel, o consiga el documento de nuevo de donde vino.\nHaga revisar si su dispositivo tiene virus.',
  refused: 'Aquí no está permitida la cámara',
  refused_why: 'A su navegador se le indicó que esta página no puede usar la cámara.',
  refused_do:
    'Pulse el pequeño signo junto a la dirección de esta página y permita la cámara.\nLuego pulse «Intentar de nuevo».\nO use «Usar la cámara del dispositivo», que siempre funciona.',
  missing: 'No encontramos ninguna cámara',
  missing_why: 'Este dispositivo no tiene una cámara que una página pueda usar, o está apagada.',
  missing_do:
    'Abra esta página en un teléfono.\nO tome la foto con la cámara del teléfono y elíjala aquí.\nO escanee el papel y elija el archivo.',
  busy: 'Otro programa usa la cámara',
  busy_why: 'Solo un programa puede usarla a la vez, por ejemplo una videollamada.',
  busy_do: 'Cierre el otro programa y pulse «Intentar de nuevo».\nO use «Usar la cámara del dispositivo».',
  forbidden: 'La cámara no se puede usar en esta página',
  forbidden_why: 'El sitio web que la rodea no lo permite.',
  forbidden_do: 'Use «Usar la cámara del dispositivo».\nO elija una foto que tomó antes.',
  black: 'La cámara sigue en negro',
  black_why: 'Algo tapa el lente, otro programa usa la cámara o el teléfono está ahorrando energía.',
  black_do:
    'Limpie el lente y quite la funda o la cinta que lo tape.\nCierre otros programas que usen la cámara.\nCierre la cámara aquí y ábrala otra vez.\nO elija una foto que tomó antes.',
  cropFailed: 'No se pudo enderezar la página',
  cropFailed_why: 'A su dispositivo no le alcanzó la memoria. La foto no cambió.',
  cropFailed_do: 'Use la foto tal como está.\nO tómela otra vez justo desde arriba.',

  askUpload: '¿Por qué falla mi envío?',
  askUpload_answer:
    'Casi siempre la conexión es débil. No cierre esta página: seguimos solos y nada se envía dos veces.\nSi se rechaza un archivo, el motivo está al lado. Pulse ahí «¿Qué puedo hacer?».\nUna foto tomada aquí funciona casi siempre.',
  askLarge: 'Mi foto es demasiado grande',
  askLarge_answer:
    'Tómela aquí, con «Tomar una foto»: sale del tamaño adecuado.\nO envíese la foto en un mensaje y elija «Tamaño medio». Después compruebe que se lee cada palabra.',
  askScanner: 'No tengo escáner',
  askScanner_answer:
    'No lo necesita. Ponga el papel sobre una mesa oscura junto a una ventana y tome la foto justo desde arriba.\nDebe verse toda la página, con sus cuatro bordes.\nVarias páginas se convierten solas en un PDF.',
  askBlack: 'La cámara sigue en negro',
  askBlack_answer:
    'Limpie el lente. Cierre otros programas que usen la cámara, como una videollamada. Luego cierre la cámara aquí y ábrala otra vez.\nSi su navegador pregunta si esta página puede usar la cámara, diga que sí.\nTambién sirve una foto de su álbum.',
  askFile: '¿Qué pasa con mi archivo?',
  askFile_answer:
    'Viaja cifrado, se revisa y se guarda cifrado. Solo pueden abrirlo las personas de nuestro despacho que trabajan en su caso.\nDe las fotos quitamos el lugar donde se tomaron.\nAquí ve si lo hemos aceptado.',
};
