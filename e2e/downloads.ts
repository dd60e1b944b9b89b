import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';

/** True where what was saved begins as a PDF does. */
export async function isPdf(download: Download): Promise<boolean> {
  return (await readFile(await download.path())).subarray(0, 5).toString() === '%PDF-';
}
