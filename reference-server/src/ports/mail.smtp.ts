/** Mail by SMTP. Node only; composed by node.ts where SMTP_URL is set. */
import { createTransport } from 'nodemailer';
import type { Mailer } from './mail.js';

export interface SmtpOptions {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS where the server offers it. */
  readonly url: string;
  /** Address that messages come from; its domain's SPF and DKIM must allow the server. */
  readonly from: string;
}

export interface SmtpMailer extends Mailer {
  /** Closes the connections that are kept open. */
  close(): void;
}

export function createSmtpMailer({ url, from }: SmtpOptions): SmtpMailer {
  const transport = createTransport({
    ...partsOf(url),
    pool: true,
    maxConnections: 5,
    // Together shorter than the relay's lease, so that no message is sent by two relays at once.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A message never needs a file or an address of this machine.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    async send(mail) {
      await transport.sendMail({
        from: { name: mail.from, address: from },
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${mail.id}@${domain}>`,
        // RFC 3834: answering machines stay quiet.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
      });
    },
    close: () => transport.close(),
  };
}

function partsOf(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw new Error('SMTP_URL must begin with smtp:// or smtps://');
  const secure = protocol === 'smtps:';
  return {
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    requireTLS: searchParams.get('requireTLS') === 'true',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
