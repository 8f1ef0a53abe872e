import { html } from 'hono/html'
import type { PhoneText } from '../runtime/phone.ts'
import { isReachable, UNREACHABLE_ENDING } from '../runtime/texting.ts'
import { formatTime, type Html, renderLayout } from './layout.ts'
import { renderLinks } from './links.ts'

const MAX_SHOWN = 200

/** Every number that was texted, the newest text first. */
export function renderPhoneListPage(conversations: readonly PhoneText[], search: string): Html {
  const digits = search.replaceAll(/[^\d]/g, '')
  const found = conversations.filter(({ to }) => to.includes(digits))
  return renderLayout({
    title: 'Phones',
    narrow: true,
    content: html`
      <h1>Phones</h1>
      <p class="quiet">Texts from Concord arrive here. No carrier is involved. Numbers ending in ${UNREACHABLE_ENDING} cannot be reached. Times are simulated, in UTC.</p>
      <form class="row" method="get" action="/local/phone" role="search">
        <div><label for="number">Phone number</label>
        <input id="number" name="number" type="search" inputmode="tel" autocomplete="off" value="${search}"></div>
        <button>Find</button>
      </form>
      ${found.length === 0 ? renderNothingFound(conversations.length, search) : renderNumbers(found)}`,
  })
}

/** A text that was not taken, to be put right, and what must be right about it. */
interface RefusedReply {
  readonly body: string
  readonly rule: string
}

/** One phone, oldest text first, like any messaging app: what reached it on one side, its own on the other. */
export function renderPhonePage(number: string, texts: readonly PhoneText[], refused?: RefusedReply): Html {
  return renderLayout({
    title: number,
    narrow: true,
    content: html`
      <p><a href="/local/phone">← All phones</a></p>
      <h1 class="number">${number}</h1>
      ${!isReachable(number) ? html`<p class="quiet">Numbers ending in ${UNREACHABLE_ENDING} cannot be reached. Texts to them are accepted, then reported as undeliverable. They do not appear here.</p>` : ''}
      <section class="phone" aria-label="Texts to and from ${number}">
        ${
          texts.length === 0
            ? html`<p class="empty">No texts yet. The first text arrives when an assessment opens. You can <a href="/local/clock">move the clock forward</a>.</p>`
            : html`<ol>${texts.map(
                ({ body, sentAt, isOwn }, at) =>
                  html`<li${isOwn === true ? html` class="own"` : ''}${at === texts.length - 1 ? html` id="newest"` : ''}><p class="when">${isOwn === true ? 'This phone' : 'Concord'}, <time datetime="${sentAt}">${formatTime(sentAt)} UTC</time></p><p class="text">${renderLinks(body)}</p></li>`,
              )}</ol>`
        }
      </section>
      <form class="row reply" method="post" action="/local/phone/${encodeURIComponent(number)}/messages">
        <div><label for="body">Reply</label>
        <input id="body" name="body" required maxlength="1600" autocomplete="off" aria-describedby="rule"${refused === undefined ? '' : html` aria-invalid="true" autofocus value="${refused.body}"`}></div>
        <button>Send</button>
      </form>
      <p class="${refused === undefined ? 'quiet' : 'error'}" id="rule"${refused === undefined ? '' : html` role="alert"`}>${refused?.rule ?? 'Send STOP, START, HELP or any other text. It goes to the study’s number.'}</p>`,
  })
}

function renderNumbers(found: readonly PhoneText[]): Html {
  return html`<ul class="list">${found.slice(0, MAX_SHOWN).map(
    ({ to, body, sentAt }) => html`<li><a href="/local/phone/${encodeURIComponent(to)}">
      <span class="top"><span class="number">${to}</span><time class="quiet" datetime="${sentAt}">${formatTime(sentAt)}</time></span>
      <span class="last">${body}</span></a></li>`,
  )}</ul>
  ${found.length > MAX_SHOWN ? html`<p class="quiet">Showing the newest ${MAX_SHOWN} of ${found.length}. Search to find others.</p>` : ''}`
}

function renderNothingFound(known: number, search: string): Html {
  if (known > 0) return html`<p class="empty">No phone number contains “${search}”.</p>`
  return html`<p class="empty">No texts sent yet. Enroll a participant to see the first text here.</p>`
}
