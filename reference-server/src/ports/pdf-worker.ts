/** The thread that sets documents. It knows no database and no file of the machine but the fonts: template and data in, PDF out. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import init, { type TypstCompiler, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import type { PdfAnswer, PdfMade, PdfTask } from './pdf.typst.js';

/** Latin, Greek and Cyrillic, Arabic, and Chinese: what people and their files are named in. */
const FONTS = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'amiri/400Regular/Amiri_400Regular.ttf',
  'amiri/700Bold/Amiri_700Bold.ttf',
  'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
];
const WITH_DIAGNOSTICS = 3;

const code: unknown = workerData;
const { resolve } = createRequire(import.meta.url);
const compiler = loaded();

parentPort?.on('message', (task: PdfTask) => {
  void made(task).then(
    (answer) => parentPort?.postMessage(answer, [answer.pdf.buffer]),
    (error: unknown) =>
      parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies PdfAnswer),
  );
});

async function made({ template, sources, data, files }: PdfTask): Promise<PdfMade> {
  const typst = await compiler;
  for (const [path, source] of Object.entries(sources)) typst.add_source(`/${path}`, source);
  for (const [path, bytes] of Object.entries(files)) typst.map_shadow(path, bytes);
  const answer: unknown = typst.compile(`/${template}`, [['data', data]], 'pdf', WITH_DIAGNOSTICS);
  const { result, diagnostics } = isAnswer(answer) ? answer : {};
  if (!result) throw new Error(JSON.stringify(diagnostics ?? 'There is no document'));
  return { pdf: new Uint8Array(result) };
}

/** Without access to files, packages or the network: a template has its data and nothing else. */
async function loaded(): Promise<TypstCompiler> {
  await init({ module_or_path: code });
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of FONTS) await builder.add_raw_font(await readFile(resolve(`@expo-google-fonts/${font}`)));
  return builder.build();
}

function isAnswer(value: unknown): value is { readonly result?: Uint8Array; readonly diagnostics?: unknown } {
  return typeof value === 'object' && value !== null;
}
