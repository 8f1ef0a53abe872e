import { html } from 'hono/html'
import type { Mail } from '../runtime/mailbox.ts'
import { formatTime, type Html, renderLayout } from './layout.ts'
import { renderLinks } from './links.ts'

const MAX_SHOWN = 200

/** Every mail that was sent, the newest first. */
export function renderMailPage(mails: readonly Mail[]): Html {
  const shown = mails.toReversed().slice(0, MAX_SHOWN)
  return renderLayout({
    title: 'Mail',
    narrow: true,
    content: html`
      <h1>Mail</h1>
      <p class="quiet">Mail from Concord arrives here. None leaves this computer. Times are simulated, in UTC.</p>
      ${
        shown.length === 0
          ? html`<p class="empty">No mail sent yet. Safety alerts go to the mail addresses of an on-call list, and invitations to whom a study’s administrator invites.</p>`
          : html`<ul class="list mails">${shown.map(
              ({ to, subject, body, sentAt }) => html`<li>
      <span class="top"><span>${to}</span><time class="quiet" datetime="${sentAt}">${formatTime(sentAt)}</time></span>
      <strong>${subject}</strong>
      <p class="mail">${renderLinks(body)}</p></li>`,
            )}</ul>`
      }
      ${mails.length > MAX_SHOWN ? html`<p class="quiet">Showing the newest ${MAX_SHOWN} of ${mails.length}.</p>` : ''}`,
  })
}
