/**
 * Four ways to run a portal, each as a complete document of settings. A firm begins with the one that is nearest and
 * changes what it likes; a test runs the portal with each.
 */
import * as z from 'zod/mini';
import type { Reminders, Settings } from './settings.js';

/**
 * - `prima`: cases first; the client answers checklists and accepts proposals.
 * - `caseflow`: the firm works from a dashboard, shares files and bills; staff may act as the client.
 * - `fileinvite`: requests by link, messages on the request, a person to call.
 * - `legistai`: immigration at volume; codes, one-time uploads and interviews that can be reopened.
 */
export const PresetName = z.enum(['prima', 'caseflow', 'fileinvite', 'legistai']);
export type PresetName = z.infer<typeof PresetName>;

/** What no preset can know of a firm. */
export type FirmFacts = Pick<Settings, 'languages' | 'support' | 'timeZone' | 'letterhead' | 'lateFees'>;

type Choices = Omit<Settings, keyof FirmFacts>;

/** The switches of signing in with those named on, and the others off. */
export function signInBy(...on: readonly (keyof Settings['signIn'])[]): Settings['signIn'] {
  return {
    password: on.includes('password'),
    emailLink: on.includes('emailLink'),
    emailCode: on.includes('emailCode'),
    smsCode: on.includes('smsCode'),
    passkey: on.includes('passkey'),
    passwordOnLinks: on.includes('passwordOnLinks'),
    oneTimeUpload: on.includes('oneTimeUpload'),
  };
}

/** A cadence to begin with: once before, on the day, three times after it, and then somebody looks at it. */
export const usualReminders: Reminders = {
  on: true,
  daysBefore: [3],
  daysAfter: [0, 3, 7, 14],
  sms: false,
  hours: { from: 9, to: 18 },
  escalateAfterDays: 7,
};

const presets: Readonly<Record<PresetName, Choices>> = {
  prima: {
    uploads: 'checklist',
    withdrawMinutes: 60,
    messages: 'off',
    signIn: signInBy('password', 'emailLink', 'passkey'),
    preview: { mode: 'read_only', roles: ['admin'], contact: 'primary' },
    proposals: 'accept',
    estimates: 'off',
    signature: ['typed'],
    navigation: { sections: ['matters', 'checklists', 'documents', 'invoices', 'profile'], first: 'matters' },
    interviews: 'locked',
    staffShown: 'names',
    webhookPayload: 'thin',
    payments: { processor: false, partial: false, plans: true, disputes: false },
  },
  caseflow: {
    uploads: 'off',
    withdrawMinutes: 0,
    messages: 'off',
    signIn: signInBy('password', 'passkey'),
    preview: { mode: 'act_as', roles: ['admin'], contact: 'primary' },
    proposals: 'sign',
    estimates: 'answer_and_request',
    signature: ['typed'],
    navigation: {
      sections: [
        'dashboard',
        'matters',
        'documents',
        'invoices',
        'agreements',
        'vault',
        'announcements',
        'library',
        'profile',
      ],
      first: 'dashboard',
    },
    interviews: 'locked',
    staffShown: 'names',
    webhookPayload: 'thin',
    payments: { processor: true, partial: false, plans: false, disputes: false },
  },
  fileinvite: {
    uploads: 'checklist',
    withdrawMinutes: 1440,
    messages: 'per_request',
    signIn: signInBy('emailLink', 'passkey'),
    preview: { mode: 'read_only', roles: ['admin'], contact: 'any' },
    proposals: 'off',
    estimates: 'off',
    signature: ['typed', 'drawn', 'uploaded'],
    navigation: { sections: ['checklists', 'help', 'profile'], first: 'checklists' },
    interviews: 'locked',
    staffShown: 'names_and_contact',
    webhookPayload: 'thin',
    payments: { processor: false, partial: false, plans: false, disputes: false },
  },
  legistai: {
    uploads: 'checklist_and_free',
    withdrawMinutes: 30,
    messages: 'per_matter',
    signIn: signInBy('emailLink', 'emailCode', 'passkey', 'oneTimeUpload'),
    preview: { mode: 'read_only', roles: ['admin'], contact: 'primary' },
    proposals: 'accept',
    estimates: 'answer',
    signature: ['typed', 'drawn'],
    navigation: {
      sections: ['matters', 'checklists', 'documents', 'invoices', 'messages', 'profile'],
      first: 'matters',
    },
    interviews: 'reopen',
    staffShown: 'names',
    webhookPayload: 'full',
    payments: { processor: true, partial: true, plans: true, disputes: true },
    reminders: usualReminders,
  },
};

/** The whole document of a preset for a firm. */
export function settingsOf(preset: PresetName, facts: FirmFacts): Settings {
  const { languages, support, timeZone, letterhead, lateFees } = facts;
  return {
    ...presets[preset],
    languages,
    support,
    ...(timeZone !== undefined && { timeZone }),
    ...(letterhead !== undefined && { letterhead }),
    ...(lateFees !== undefined && { lateFees }),
  };
}
