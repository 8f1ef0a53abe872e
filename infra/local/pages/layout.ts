import { html, raw } from 'hono/html'
import { STYLE } from './style.ts'

/** Text that is HTML already: everything put into an `html` template is escaped on the way in. */
export type Html = ReturnType<typeof html>

interface Layout {
  readonly title: string
  readonly content: Html
  /** For one column of reading: the phone, the sign-in. */
  readonly narrow?: boolean
  readonly script?: string
}

/** A complete local page. */
export function renderLayout({ title, content, narrow = false, script }: Layout): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Concord on this computer</title>
    <link rel="icon" href="data:,">
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <header class="bar">
      <nav aria-label="Local mode">
        <strong>Concord <span class="quiet">on this computer</span></strong>
        <a href="/">Start</a>
        <a href="/local/phone">Phones</a>
        <a href="/local/carrier">Carrier</a>
        <a href="/local/clock">Clock</a>
        <a href="/console">Console</a>
        <a href="/docs">Docs</a>
      </nav>
    </header>
    <main class="${narrow ? 'narrow' : ''}">${content}</main>
    ${script === undefined ? '' : html`<script>${raw(script)}</script>`}
  </body>
</html>`
}

/** A simulated instant as people read it. UTC throughout, since the clinics are in several time zones. */
export function formatTime(instant: string | number): string {
  return new Intl.DateTimeFormat('en-US', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(instant))
}
