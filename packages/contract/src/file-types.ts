/** Kinds of file the portal knows: what a request may accept, and what each is called on disk. */
import * as z from 'zod/mini';

export const FileType = z.enum([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/heic',
  'image/webp',
  'image/tiff',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);
export type FileType = z.infer<typeof FileType>;

/** Media type to its file extensions, the usual one first. Active content (SVG, HTML) is not among them. */
export const fileTypes: Readonly<Record<FileType, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/heic': ['heic', 'heif'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'text/plain': ['txt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
};

/** Media type by a file name's extension, or undefined where the portal knows none. */
export function fileTypeByName(name: string): FileType | undefined {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(name.toLowerCase()) ?? [];
  return FileType.options.find((type) => fileTypes[type].includes(extension));
}
