/** The templates of a one-time link: pure functions of a visit and the reader's words. The inside of the request is the panel's. */
import type { LocalizedText } from '@portico/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { strings as faceStrings } from '../core/faces.strings.js';
import type { Formats } from '../core/formats.js';
import type { Localized } from '../core/localized.js';
import { supportFooter } from '../core/support-footer.js';
import { supportContact } from '../core/support.js';
import type { Translate } from '../core/translate.js';
import { doneIcon, lockedIcon } from '../icons.js';
import { endedIcon, messageIcon } from '../link-icons.js';
import type { LinkVisit } from './link-visit.js';
import type { strings } from './upload.strings.js';

/** What the templates need to speak to the reader. */
export interface UploadFacesView {
  readonly words: Translate<typeof strings>;
  readonly faces: Translate<typeof faceStrings>;
  readonly formats: Formats;
  readonly localized: (texts: LocalizedText) => Localized;
}

/** The request, with a place for its panel. @param busy while files are chosen or on their way */
export function open(view: UploadFacesView, visit: LinkVisit, busy: boolean): TemplateResult | typeof nothing {
  const { words, formats, localized } = view;
  const { request } = visit;
  if (!request || !visit.view) return nothing;
  const { firm, expiresAt } = visit.view;
  const title = localized(request.title);
  return html`<div class="link">
    <header part="header">
      <p class="asks">${words('asks', { firm: firm.name })}</p>
      <h2 lang=${title.language} dir="auto">${title.text}</h2>
      <ul class="facts small muted">
        ${request.dueOn ? html`<li>${words('due', { day: formats.day(request.dueOn) })}</li>` : nothing}
        <li>${words('until', { moment: formats.moment(expiresAt) })}</li>
      </ul>
    </header>
    ${visit.arrived.length ? receipt(view, visit, busy) : nothing}
    <section class="request" part="request" data-request=${request.id}>
      <div class="panel" data-panel=${request.id}></div>
    </section>
    ${
      visit.arrived.length
        ? nothing
        : html`<p class="private small muted">${lockedIcon}<span>${words('private', { firm: firm.name })}</span></p>`
    }
    ${help(view, visit)}
  </div>`;
}

/** What has arrived, while the link takes more. */
function receipt({ words }: UploadFacesView, visit: LinkVisit, busy: boolean): TemplateResult {
  const { arrived, left, view } = visit;
  return html`<section class="receipt" part="receipt">
    ${doneIcon}
    <div>
      <h3 tabindex="-1" data-news>${words('sentTitle', { count: arrived.length })}</h3>
      ${names(arrived)}
      <p>${words('sentText', { firm: view?.firm.name ?? '' })} ${busy ? nothing : words('more', { count: left })}</p>
    </div>
  </section>`;
}

/** Everything has arrived, in this visit or before. */
export function full(view: UploadFacesView, visit: LinkVisit): TemplateResult {
  const { words, localized } = view;
  const { arrived } = visit;
  const title = visit.request && localized(visit.request.title);
  const firm = visit.view?.firm.name ?? '';
  return html`<div class="link">
    <div class="face" part="sent">
      ${doneIcon} ${title ? html`<p lang=${title.language}>${title.text}</p>` : nothing}
      ${
        arrived.length
          ? html`<h2 tabindex="-1" data-news>${words('thanks', { count: arrived.length })}</h2>
              ${names(arrived)}
              <p>${words('sentText', { firm })}</p>
              <p>${words('close')}</p>`
          : html`<h2 tabindex="-1" data-news>${words('nothingTitle')}</h2>
              <p>${words('nothingText', { firm })}</p>`
      }
    </div>
    ${help(view, visit)}
  </div>`;
}

/** The link has ended: whom to ask, and what of this visit has not arrived. */
export function gone({ words }: UploadFacesView, visit: LinkVisit, unsent: readonly string[]): TemplateResult {
  const { support, arrived } = visit;
  return html`<div class="face" part="gone">
    ${endedIcon}
    <h2 tabindex="-1" data-news>${words('goneTitle')}</h2>
    <p>${words('goneText')}</p>
    ${
      arrived.length
        ? html`<p>${words('sentTitle', { count: arrived.length })}:</p>
            ${names(arrived)}`
        : nothing
    }
    ${
      unsent.length
        ? html`<p>${words('unsent', { count: unsent.length })}</p>
            ${names(unsent)}`
        : nothing
    }
    ${
      support
        ? html`<p>${words('goneAsk')}</p>
            <p class="contact">${supportContact(support)}</p>`
        : html`<p>${words('goneAskSender')}</p>`
    }
  </div>`;
}

/** The page was opened without a link. */
export function noLink({ words }: UploadFacesView): TemplateResult {
  return html`<div class="face" part="no-link">
    ${messageIcon}
    <h2>${words('noLinkTitle')}</h2>
    <p>${words('noLinkText')}</p>
  </div>`;
}

/** Of the final heights, so that nothing jumps. */
export function skeleton(): TemplateResult {
  return html`<div class="link">
    <div class="bone bone-title"></div>
    <div class="bone bone-request"></div>
  </div>`;
}

function names(files: readonly string[]): TemplateResult {
  return html`<ul class="names">
    ${files.map((name) => html`<li><bdi>${name}</bdi></li>`)}
  </ul>`;
}

function help({ faces }: UploadFacesView, { support }: LinkVisit): TemplateResult | typeof nothing {
  if (!support) return nothing;
  return supportFooter(
    faces,
    support,
    html`<p><button type="button" class="button quiet" data-questions>${faces('questions')}</button></p>`,
  );
}
