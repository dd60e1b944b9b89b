/** What can go wrong on the way of a file, as far as the help speaks of it. The key is the code that the failure bears. */
export const topics = [
  'file_too_large',
  'image_too_large',
  'file_type_not_accepted',
  'file_type_mismatch',
  'file_active_content',
  'file_empty',
  'file_damaged',
  'file_name_invalid',
  'archive_unsafe',
  'too_many_files',
  'duplicate',
  'request_closed',
  'storage_full',
  'upload_link_gone',
  'connection',
  'lost',
  'unseen',
  'unsafe',
  'refused',
  'missing',
  'busy',
  'forbidden',
  'black',
  'cropFailed',
] as const;
export type HelpTopic = (typeof topics)[number];

/** The topic of a failure. One that bears no code, or an unknown one, is the line's or the server's: trying again is what helps. */
export function topicOf(code: string | undefined): HelpTopic {
  return topics.find((topic) => topic === code) ?? 'connection';
}
