/**
 * Uploads by tus 1.0 (https://tus.io/protocols/resumable-upload) with the extensions creation,
 * creation-with-upload, expiration and termination. `Upload-Metadata` carries `requestId`, `filename`
 * and optionally `filetype`, `slot` (a part of the request) and `replaces` (a
 * document of the request that this one takes the place of). The PATCH that completes an upload answers only when the document exists,
 * and names it in `Portico-Document`.
 */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { conflict, notFound, problem } from './problems.js';
import { UploadId } from './values.js';

export const fileEmpty = problem('file_empty', 422, 'The file has no bytes.');
export const fileTooLarge = problem('file_too_large', 413, 'The file is larger than the request accepts.');
export const fileNameInvalid = problem(
  'file_name_invalid',
  422,
  'The name has a path, control or bidi characters, or is too long.',
);
export const fileTypeNotAccepted = problem(
  'file_type_not_accepted',
  415,
  'The request does not accept this kind of file.',
);
export const fileTypeMismatch = problem('file_type_mismatch', 422, 'The bytes are not what the name says.');
export const fileActiveContent = problem('file_active_content', 415, 'Files that can run scripts are refused.');
export const fileDamaged = problem('file_damaged', 422, 'The file cannot be read as what it claims to be.');
export const archiveUnsafe = problem('archive_unsafe', 422, 'The archive unpacks to far more than it holds.');
export const imageTooLarge = problem('image_too_large', 422, 'The picture has more than 100 million pixels.');
export const tooManyFiles = problem('too_many_files', 409, 'The request has as many files as it takes.');
export const requestClosed = problem('request_closed', 409, 'The request is accepted or waived, and takes no more.');
export const slotInvalid = problem(
  'slot_invalid',
  422,
  'The request has parts and the upload names none of them, or has none.',
);
export const storageFull = problem('storage_full', 507, 'There is no room; what arrived is kept and can be resumed.');
export const tusVersion = problem('tus_version_unsupported', 412, 'Tus-Resumable must be 1.0.0.');
export const metadataInvalid = problem(
  'upload_metadata_invalid',
  400,
  'Upload-Metadata is not as tus 1.0 and this API want it.',
);
export const lengthInvalid = problem('upload_length_invalid', 400, 'Upload-Length must be a whole number of bytes.');
export const offsetInvalid = problem('upload_offset_invalid', 400, 'Upload-Offset must be a whole number of bytes.');
export const offsetConflict = problem('upload_offset_conflict', 409, 'Upload-Offset is not where the upload stands.');
export const uploadGone = problem('upload_gone', 410, 'The upload has expired or was ended.');
export const uploadBusy = problem('upload_busy', 423, 'Another connection is sending this upload.');
export const uploadLinkGone = problem('upload_link_gone', 410, 'The link is unknown, revoked, expired or used up.');
export const offsetContentType = problem(
  'offset_content_type',
  415,
  'Content-Type must be application/offset+octet-stream.',
);

const sending = [
  fileTypeMismatch,
  fileTypeNotAccepted,
  fileActiveContent,
  fileDamaged,
  archiveUnsafe,
  imageTooLarge,
  storageFull,
  requestClosed,
  tooManyFiles,
  uploadLinkGone,
] as const;

export const uploadOptions = endpoint({
  id: 'uploads.options',
  method: 'OPTIONS',
  path: '/v1/uploads',
  summary: 'What this tus server can: versions, extensions and the largest upload.',
  access: { audience: 'anyone' },
  raw: true,
  status: 204,
});

export const createUpload = endpoint({
  id: 'uploads.create',
  method: 'POST',
  path: '/v1/uploads',
  summary: 'Starts an upload for a request; with a body it also sends the first bytes.',
  access: { audience: 'client', capability: 'documents.upload' },
  raw: true,
  status: 201,
  errors: [
    notFound,
    tusVersion,
    metadataInvalid,
    lengthInvalid,
    fileEmpty,
    fileTooLarge,
    fileNameInvalid,
    offsetContentType,
    slotInvalid,
    conflict,
    ...sending,
  ],
});

const params = z.object({ id: UploadId });

export const getUploadOffset = endpoint({
  id: 'uploads.offset',
  method: 'HEAD',
  path: '/v1/uploads/:id',
  summary: 'How many bytes have been stored.',
  access: { audience: 'client', capability: 'documents.upload' },
  params,
  raw: true,
  errors: [notFound, tusVersion, uploadGone, uploadBusy],
});

export const sendUpload = endpoint({
  id: 'uploads.send',
  method: 'PATCH',
  path: '/v1/uploads/:id',
  summary: 'Sends bytes from Upload-Offset on; the last ones make the document.',
  access: { audience: 'client', capability: 'documents.upload' },
  params,
  raw: true,
  status: 204,
  errors: [
    notFound,
    conflict,
    tusVersion,
    offsetInvalid,
    offsetConflict,
    offsetContentType,
    uploadGone,
    uploadBusy,
    fileTooLarge,
    ...sending,
  ],
});

export const cancelUpload = endpoint({
  id: 'uploads.cancel',
  method: 'DELETE',
  path: '/v1/uploads/:id',
  summary: 'Ends an unfinished upload and erases its bytes.',
  access: { audience: 'client', capability: 'documents.upload' },
  params,
  raw: true,
  status: 204,
  errors: [notFound, conflict, tusVersion, uploadGone, uploadBusy],
});
