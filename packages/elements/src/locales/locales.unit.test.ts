import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings as checklist } from '../checklist/checklist.strings.js';
import { panelTexts } from '../checklist/panel-words.js';
import { strings as panel } from '../checklist/request-panel.strings.js';
import { cameraTexts } from '../camera/camera-words.js';
import { strings as camera } from '../camera/camera.strings.js';
import { lifeTexts } from '../life/life-words.js';
import { strings as life } from '../life/life.strings.js';
import { helpTexts } from '../help/help-words.js';
import { strings as help } from '../help/help.strings.js';
import { strings as invoice } from '../invoice-list/invoice.strings.js';
import { invoiceTexts } from '../invoice-list/invoice-words.js';
import { strings as invoiceList } from '../invoice-list/invoice-list.strings.js';
import { invoiceListTexts } from '../invoice-list/invoice-list-words.js';
import { strings as methods } from '../invoice-list/methods.strings.js';
import { methodTexts } from '../invoice-list/methods-words.js';
import { strings as ways } from '../invoice-list/ways.strings.js';
import { wayTexts } from '../invoice-list/ways-words.js';
import { strings as documents } from '../documents/documents.strings.js';
import { strings as reader } from '../documents/reader.strings.js';
import { strings as faces } from '../core/faces.strings.js';
import { strings as form } from '../form/form.strings.js';
import { strings as stepUp } from '../form/step-up.strings.js';
import { strings as language } from '../language/language.strings.js';
import { strings as payment } from '../payment/payment.strings.js';
import { paymentTexts } from '../payment/payment-words.js';
import { phoneTexts } from '../phone/phone-words.js';
import { strings as phone } from '../phone/phone.strings.js';
import { strings as preview } from '../preview/preview.strings.js';
import { strings as profile } from '../profile/profile.strings.js';
import { strings as signIn } from '../sign-in/sign-in.strings.js';
import { strings as upload } from '../upload/upload.strings.js';
import { languages, loadLocale, speaks } from './locale.js';

const english: Tables = {
  faces,
  checklist,
  form,
  stepUp,
  preview,
  profile,
  signIn,
  language,
  upload,
  documents,
  reader,
};
/** Tables whose translations come with the part that needs them. */
const late = {
  panel: { english: panel, texts: panelTexts },
  camera: { english: camera, texts: cameraTexts },
  help: { english: help, texts: helpTexts },
  phone: { english: phone, texts: phoneTexts },
  life: { english: life, texts: lifeTexts },
  invoiceList: { english: invoiceList, texts: invoiceListTexts },
  invoice: { english: invoice, texts: invoiceTexts },
  payment: { english: payment, texts: paymentTexts },
  methods: { english: methods, texts: methodTexts },
  ways: { english: ways, texts: wayTexts },
};
type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const allEnglish: Tables = {
  ...english,
  ...Object.fromEntries(Object.entries(late).map(([space, { english: table }]) => [space, table])),
};

async function tablesOf(tag: string): Promise<Tables> {
  const loaded = Object.entries(late).map(async ([space, { texts }]) => [space, { ...(await texts[tag]?.()) }]);
  return { ...(await loadLocale(tag)), ...Object.fromEntries(await Promise.all(loaded)) };
}

const plural = /_(one|other)$/;

/** Spanish has `many` for a million and more, which reads as `other`. */
const categories: Readonly<Record<string, readonly string[]>> = {
  es: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
};

for (const tag of languages.filter((each) => each !== 'en')) {
  test(`${tag} has every text, in every plural category`, async () => {
    const locale = await tablesOf(tag);
    for (const [space, table] of Object.entries(allEnglish)) {
      const wanted = new Set(
        Object.keys(table).flatMap((key) =>
          plural.test(key) ? (categories[tag] ?? []).map((category) => key.replace(plural, `_${category}`)) : [key],
        ),
      );
      assert.deepEqual(Object.keys(locale[space] ?? {}).sort(), [...wanted].sort(), `${tag}.${space}`);
    }
  });

  test(`${tag} uses only the holes that the English has`, async () => {
    const locale = await tablesOf(tag);
    const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
    for (const [space, table] of Object.entries(allEnglish))
      for (const [key, text] of Object.entries(locale[space] ?? {})) {
        const source = table[key] ?? table[key.replace(/_[a-z]+$/, '_other')] ?? '';
        const missing = holes(source).filter((hole) => hole !== 'count' && !holes(text).includes(hole));
        const unknown = holes(text).filter((hole) => !holes(source).includes(hole));
        assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] }, `${tag}.${space}.${key}`);
      }
  });
}

test('regions are spoken by their base language, others are not claimed', async () => {
  assert.equal(speaks('es-MX'), true);
  assert.equal(speaks('fr'), false);
  assert.equal(await loadLocale('en'), undefined);
});
