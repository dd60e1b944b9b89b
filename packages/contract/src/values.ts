/** Values that several features share: ids, days, instants, languages, lists. */
import * as z from 'zod/mini';

/**
 * A TypeID: a prefix and a UUIDv7 in Crockford's base32 (26 characters). Ids are not secrets.
 * @param prefix kind of object, e.g. `mat`
 */
export function id(prefix: string) {
  return z.string().check(z.regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`)));
}

export const FirmId = id('firm');
export const StaffId = id('stf');
export const ClientId = id('cli');
export const ContactId = id('con');
export const MatterId = id('mat');
export const ChecklistId = id('chk');
export const GroupId = id('grp');
export const RequestId = id('req');
export const DocumentId = id('doc');
export const UploadId = id('upl');
export const SharedDocumentId = id('shd');
export const FolderId = id('fld');
export const SessionId = id('ses');
export const UploadLinkId = id('lnk');
export const TemplateId = id('tpl');
export const InvoiceId = id('inv');
export const InvoiceLineId = id('iln');
export const InvoiceSeriesId = id('ser');
export const InvoiceTemplateId = id('itp');
export const CreditNoteId = id('crn');
export const DisputeId = id('dsp');
export const DisputeNoteId = id('dno');
/** A row of the ledger: a payment, a refund and whatever else moved what is owed. */
export const LedgerEntryId = id('led');
export const PaymentAttemptId = id('pat');
export const PaymentRefundId = id('rfd');
export const HeldPaymentId = id('hld');
export const StaffTaskId = id('tsk');
export const PaymentMethodId = id('pmt');
export const PaymentPlanId = id('pln');

/** An instant as RFC 3339 in UTC. */
export const Instant = z.iso.datetime();
/** A calendar day, `YYYY-MM-DD`, without a time zone. */
export const Day = z.iso.date();
/** A time zone by its name in the IANA database, e.g. `America/New_York`; an offset has no summer. */
export const TimeZone = z
  .string()
  .check(
    z.regex(/^[A-Z][A-Za-z0-9_+-]{1,30}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/),
    z.refine(isTimeZone, { error: 'Not a time zone.' }),
  );
/** A BCP 47 language tag. */
export const Language = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.maxLength(35));
export type Language = z.infer<typeof Language>;

/** Plain text without control characters (tab and line feed excepted) and without bidi overrides. */
// eslint-disable-next-line no-control-regex -- refusing control characters is the point
const PLAIN = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;
export function text(maximum: number, minimum = 1) {
  return z.string().check(z.minLength(minimum), z.maxLength(maximum), z.regex(PLAIN));
}

/** A text in one or more languages, by BCP 47 tag. The reader's language wins, then the firm's first. */
export const LocalizedText = z.record(Language, text(2000)).check(z.refine((value) => Object.keys(value).length > 0));
export type LocalizedText = z.infer<typeof LocalizedText>;

/** Page that a mail's link leads to; its origin must be allowed. The firm's own first page otherwise. */
export const ReturnTo = z.optional(z.url().check(z.maxLength(2000)));

export const Email = z.email().check(z.maxLength(254));

/** A phone number as E.164 writes it: `+`, country and subscriber, nothing between them. */
export const PhoneNumber = z.string().check(z.regex(/^\+[1-9][0-9]{6,14}$/));

/** Query of a list: `limit` at most 100, `cursor` from the answer before. */
export const Page = z.object({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
  cursor: z.optional(z.string().check(z.regex(/^[\w-]{1,200}$/))),
});

/** A list's answer; `nextCursor` is null on the last page. */
export function listOf<S extends z.ZodMiniType>(item: S) {
  return z.object({ data: z.array(item), nextCursor: z.nullable(z.string()) });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
