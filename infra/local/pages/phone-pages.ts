import { html } from 'hono/html'
import { UNREACHABLE_ENDING } from '../aws-endpoints.ts'
import type { PhoneText } from '../phone.ts'
import { type Html, layout, readableTime } from './layout.ts'

const MOST_SHOWN = 200
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g

/** Every number that was texted, the newest text first. */
export function phoneListPage(conversations: readonly PhoneText[], search: string): Html {
  const digits = search.replaceAll(/[^\d]/g, '')
  const found = conversations.filter(({ to }) => to.includes(digits))
  return layout({
    title: 'Phones',
    narrow: true,
    content: html`
      <h1>Phones</h1>
      <p class="quiet">Texts that Concord sent arrive here instead of at a carrier. Times are simulated, in UTC.</p>
      <form class="row" method="get" action="/local/phone" role="search">
        <div><label for="number">Phone number</label>
        <input id="number" name="number" type="search" inputmode="tel" autocomplete="off" value="${search}"></div>
        <button>Find</button>
      </form>
      ${found.length === 0 ? nothingFound(conversations.length, search) : numbers(found)}`,
  })
}

/** One phone, oldest text first, like any messaging app. */
export function phonePage(number: string, texts: readonly PhoneText[], refused?: string): Html {
  return layout({
    title: number,
    narrow: true,
    content: html`
      <p><a href="/local/phone">← All phones</a></p>
      <h1 class="number">${number}</h1>
      ${number.endsWith(UNREACHABLE_ENDING) ? html`<p class="quiet">A number that ends in ${UNREACHABLE_ENDING} is nobody’s: texts to it cannot be delivered.</p>` : ''}
      <section class="phone" aria-label="Texts to and from ${number}">
        ${
          texts.length === 0
            ? html`<p class="empty">No text has reached this phone. It rings when an assignment opens; <a href="/local/clock">the clock</a> can be moved on.</p>`
            : html`<ol>${texts.map(
                ({ body, sentAt, isOwn }, at) =>
                  html`<li${isOwn === true ? html` class="own"` : ''}${at === texts.length - 1 ? html` id="newest"` : ''}><time datetime="${sentAt}">${readableTime(sentAt)} UTC</time><p class="text">${withLinks(body)}</p></li>`,
              )}</ol>`
        }
      </section>
      ${refused === undefined ? '' : html`<p class="error" role="alert">${refused}</p>`}
      <form class="row" method="post" action="/local/phone/${encodeURIComponent(number)}/messages">
        <div><label for="body">Text back</label>
        <input id="body" name="body" required maxlength="1600" autocomplete="off" placeholder="STOP, HELP, or anything"></div>
        <button>Send</button>
      </form>`,
  })
}

function numbers(found: readonly PhoneText[]): Html {
  return html`<ul class="list">${found.slice(0, MOST_SHOWN).map(
    ({ to, body, sentAt }) => html`<li><a href="/local/phone/${encodeURIComponent(to)}">
      <span class="top"><span class="number">${to}</span><time class="quiet" datetime="${sentAt}">${readableTime(sentAt)}</time></span>
      <span class="last">${body}</span></a></li>`,
  )}</ul>
  ${found.length > MOST_SHOWN ? html`<p class="quiet">The newest ${MOST_SHOWN} of ${found.length}. Search for the others.</p>` : ''}`
}

function nothingFound(known: number, search: string): Html {
  if (known > 0) return html`<p class="empty">No phone has a number with “${search}” in it.</p>`
  return html`<p class="empty">No text has been sent yet. Enrol a participant, and their first text appears here.</p>`
}

function withLinks(body: string): Html {
  const links = [...body.matchAll(LINK)]
  const parts: (string | Html)[] = []
  let at = 0
  for (const link of links) {
    parts.push(body.slice(at, link.index), html`<a href="${link[0]}">${link[0]}</a>`)
    at = link.index + link[0].length
  }
  return html`${[...parts, body.slice(at)]}`
}
