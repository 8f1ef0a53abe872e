import { html } from 'hono/html'
import type { Html } from './layout.ts'

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g

/** Text of a message, with its links to be followed. */
export function renderLinks(body: string): Html {
  const links = [...body.matchAll(LINK)]
  const parts: (string | Html)[] = []
  let at = 0
  for (const link of links) {
    parts.push(body.slice(at, link.index), html`<a href="${link[0]}">${link[0]}</a>`)
    at = link.index + link[0].length
  }
  return html`${[...parts, body.slice(at)]}`
}
