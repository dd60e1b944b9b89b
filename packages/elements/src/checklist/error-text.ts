import type { PanelWords } from './panel-words.js';

const errors = [
  'file_type_mismatch',
  'file_active_content',
  'file_damaged',
  'archive_unsafe',
  'image_too_large',
  'request_closed',
  'storage_full',
  'upload_link_gone',
] as const;

/** The sentence for an upload that failed. */
export function errorText(words: PanelWords, code: string | undefined): string {
  if (code === 'too_many_files') return words('full');
  return words(errors.find((error) => error === code) ?? 'failed');
}
