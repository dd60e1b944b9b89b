/** A firm's settings as one validated document. Unknown fields are refused. */
import * as z from 'zod/mini';
import { endpoint } from './endpoint.js';
import { Currency, Percent, PositiveAmount } from './money.js';
import { PresetName } from './presets.js';
import { preconditionFailed } from './problems.js';
import { RoleName } from './roles.js';
import { Day, Email, Language, text, TimeZone } from './values.js';

/** Parts of the portal, in the words of the address bar. */
export const Section = z.enum([
  'dashboard',
  'matters',
  'checklists',
  'documents',
  'invoices',
  'agreements',
  'vault',
  'announcements',
  'library',
  'messages',
  'help',
  'profile',
]);
export type Section = z.infer<typeof Section>;

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

/** Ways in which a contact signs in, each a switch. */
export const SignInSettings = z
  .strictObject({
    password: z.boolean(),
    emailLink: z.boolean(),
    emailCode: z.boolean(),
    smsCode: z.boolean(),
    passkey: z.boolean(),
    /** A link alone is not enough where the contact has a password. */
    passwordOnLinks: z.boolean(),
    /** Links by which somebody without an account uploads to one request. */
    oneTimeUpload: z.boolean(),
  })
  .check(
    z.refine((ways) => ways.password || ways.emailLink || ways.emailCode || ways.smsCode || ways.passkey, {
      error: 'At least one way to sign in is on.',
    }),
  );

/** How papers of the firm's begin. */
export const Letterhead = z.strictObject({
  /** Lines under the firm's name. */
  address: z.optional(text(300)),
  /** Of rules and boxes, and of the name where it can be read on white: `#0b4f6c`. */
  color: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/))),
  paper: z.optional(z.enum(['a4', 'letter'])),
});
export type Letterhead = z.infer<typeof Letterhead>;

/** Days between what is counted and the day on which an invoice, or a part of it, is due. */
const days = (minimum: number, maximum: number) => z.number().check(z.int(), z.minimum(minimum), z.maximum(maximum));

/** When clients are reminded of what they owe. Days are counted from the day on which it is due. */
export const Reminders = z
  .strictObject({
    on: z.boolean(),
    daysBefore: z.array(days(1, 60)).check(z.maxLength(5), z.refine(distinct)),
    /** 0 is the due day itself. */
    daysAfter: z.array(days(0, 180)).check(z.maxLength(10), z.refine(distinct)),
    /** By text message as well, to whoever has asked for that in their account. */
    sms: z.boolean(),
    /** Hours of the firm's day between which anybody is reminded: from the first until the last begins. */
    hours: z
      .strictObject({ from: days(0, 23), to: days(1, 24) })
      .check(z.refine(({ from, to }) => from < to, { path: ['to'] })),
    /** So many days after the last reminder somebody of the staff is to look at it; null where nobody is. */
    escalateAfterDays: z.nullable(days(1, 90)),
  })
  .check(z.refine(({ daysBefore, daysAfter }) => daysBefore.length + daysAfter.length > 0, { path: ['daysAfter'] }));
export type Reminders = z.infer<typeof Reminders>;

/** What it costs to be late, where the client has agreed to that in writing; docs/decisions/0018. */
export const LateFees = z.strictObject({
  on: z.boolean(),
  /** Of invoices that are issued from this day on, so that nobody is charged what they did not know of. */
  from: Day,
  /** A share of what is late, or an amount for each currency; of another currency there is none. */
  fee: z.union([
    z.strictObject({ percent: Percent }),
    z.strictObject({
      amounts: z.record(Currency, PositiveAmount).check(z.refine((amounts) => Object.keys(amounts).length > 0)),
    }),
  ]),
  /** Days after the due day on which there is none yet; as many as after a dispute has ended. */
  graceDays: days(0, 90),
  every: z.enum(['once', 'month']),
  /** All fees of an invoice together are at most this share of what it asked for. */
  capPercent: Percent,
  /** When a fee is due itself. */
  dueInDays: days(0, 90),
});
export type LateFees = z.infer<typeof LateFees>;

export const Settings = z.strictObject({
  /** What a client may upload: nothing, what a checklist asks for, or other files too. */
  uploads: z.enum(['off', 'checklist', 'checklist_and_free']),
  /** Minutes in which a client may take back what nobody has opened; 0 where never. At most 30 days. */
  withdrawMinutes: z.number().check(z.int(), z.minimum(0), z.maximum(43200)),
  messages: z.enum(['off', 'per_request', 'per_matter']),
  signIn: SignInSettings,
  /** How staff see the portal with a client's eyes. */
  preview: z.strictObject({
    /** `act_as` can change things, in both names; `read_only` cannot. */
    mode: z.enum(['off', 'read_only', 'act_as']),
    roles: z.array(RoleName).check(z.minLength(1), z.refine(distinct)),
    contact: z.enum(['primary', 'any']),
  }),
  proposals: z.enum(['off', 'accept', 'sign']),
  estimates: z.enum(['off', 'answer', 'answer_and_request']),
  signature: z.array(z.enum(['typed', 'drawn', 'uploaded'])).check(z.minLength(1), z.refine(distinct)),
  /** Sections in their order; what is not there is not shown. */
  navigation: z
    .strictObject({ sections: z.array(Section).check(z.minLength(1), z.refine(distinct)), first: Section })
    .check(z.refine(({ sections, first }) => sections.includes(first), { path: ['first'] })),
  /** Whether staff may reopen a submitted interview as a new revision. */
  interviews: z.enum(['locked', 'reopen']),
  /** What clients see of the staff. */
  staffShown: z.enum(['names', 'names_and_contact']),
  webhookPayload: z.enum(['thin', 'full']),
  payments: z.strictObject({
    /** Clients pay here, where the server has a payment processor. */
    processor: z.boolean(),
    /** Clients may pay a part of an invoice. */
    partial: z.boolean(),
    /** The firm offers payment plans. One that was agreed to goes on where this is switched off. */
    plans: z.boolean(),
    disputes: z.boolean(),
    /** Clients may have what is due charged by itself. */
    autopay: z.optional(z.boolean()),
    /** So many days before a charge they are told; 3 where it has said nothing. */
    autopayNoticeDays: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(30))),
  }),
  /** Nobody is reminded where it has said nothing. */
  reminders: z.optional(Reminders),
  /** None where it has said nothing. */
  lateFees: z.optional(LateFees),
  /** Languages offered to clients; the first is the firm's own. */
  languages: z.array(Language).check(z.minLength(1), z.maxLength(20), z.refine(distinct)),
  /** Where the firm's days begin and end, by which is counted what is due and what is late; UTC where it has said nothing. */
  timeZone: z.optional(TimeZone),
  /** A4 without an address, in the server's own colour, where it has said nothing. */
  letterhead: z.optional(Letterhead),
  /** Whom a client turns to when something does not work. */
  support: z.strictObject({
    name: text(120),
    email: z.optional(Email),
    phone: z.optional(text(40)),
  }),
});
export type Settings = z.infer<typeof Settings>;

export const getSettings = endpoint({
  id: 'settings.get',
  method: 'GET',
  path: '/v1/firm/settings',
  summary: 'Reads the settings of the firm; the ETag guards a change.',
  access: { audience: 'staff', scope: 'settings.read' },
  response: Settings,
});

export const updateSettings = endpoint({
  id: 'settings.update',
  method: 'PUT',
  path: '/v1/firm/settings',
  summary: 'Replaces the settings of the firm. If-Match must carry the ETag that was read.',
  access: { audience: 'staff', scope: 'settings.write' },
  body: Settings,
  response: Settings,
  errors: [preconditionFailed],
});

export const applyPreset = endpoint({
  id: 'settings.applyPreset',
  method: 'PUT',
  path: '/v1/firm/settings/preset',
  summary:
    'Replaces the settings by those of a preset; languages, time zone, letterhead, late fees and support contact stay. If-Match must carry the ETag that was read.',
  access: { audience: 'staff', scope: 'settings.write' },
  body: z.strictObject({ preset: PresetName }),
  response: Settings,
  errors: [preconditionFailed],
});
