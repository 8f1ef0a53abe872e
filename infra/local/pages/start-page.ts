import { html } from 'hono/html'
import type { DemoProgress } from '../runtime/demo-progress.ts'
import { type DemoUser, groupByStudy, ORGANISATION_USER } from '../runtime/demo-users.ts'
import { formatTime, type Html, renderLayout } from './layout.ts'

interface StartView {
  readonly url: string
  readonly now: number
  readonly users: readonly DemoUser[]
  readonly phones: number
  readonly mails: number
  readonly demo: DemoProgress
}

const FOLLOW_PROGRESS = `
const bar = document.querySelector('progress'), line = document.querySelector('#demo-line')
const follow = async () => {
  const demo = await (await fetch('/local/demo')).json()
  line.textContent = demo.line
  bar.value = demo.done
  bar.max = demo.total
  if (demo.kind === 'answering') setTimeout(follow, 1000)
  else location.reload()
}
setTimeout(follow, 1000)`

/** The first page after \`npm start\`: what is here, and where to go. */
export function renderStartPage({ url, now, users, phones, mails, demo }: StartView): Html {
  return renderLayout({
    title: 'Start',
    ...(demo.kind === 'answering' ? { script: FOLLOW_PROGRESS } : {}),
    content: html`
      <h1>Concord is running on this computer</h1>
      <p>The same functions as in AWS run here. The clock and the phones are simulated. No data leaves this computer.</p>
      ${renderDemoCard(demo)}
      <div class="grid">
        <section class="card">
          <h2><a href="/console">Console</a></h2>
          <p>Sign in as a coordinator of one clinic or as a study lead; in the trial, blinded or not.</p>
          <h3>Organization</h3><ul class="plain"><li><a href="/local/console-as/${ORGANISATION_USER.sub}">${ORGANISATION_USER.name}</a></li></ul>
          ${groupByStudy(users).map(
            ([title, own]) =>
              html`<h3>${title}</h3><ul class="plain">${own.map(
                ({ sub, name }) => html`<li><a href="/local/console-as/${sub}">${name}</a></li>`,
              )}</ul>`,
          )}
        </section>
        <section class="card">
          <h2><a href="/local/phone">Phones</a></h2>
          <p>${phones === 0 ? 'No texts sent yet.' : `Texts went to ${phones} ${phones === 1 ? 'phone' : 'phones'}.`} Open the link in a text to answer as that participant.</p>
        </section>
        <section class="card">
          <h2><a href="/local/mail">Mail</a></h2>
          <p>${mails === 0 ? 'No mail sent yet.' : `${mails} ${mails === 1 ? 'mail' : 'mails'} so far.`} Invitations to a study arrive here, and safety alerts to the mail addresses of an on-call list.</p>
        </section>
        <section class="card">
          <h2><a href="/local/clock">Clock</a></h2>
          <p><strong>${formatTime(now)} UTC</strong></p>
          <p>Move the clock forward by hours or weeks. Everything due in that time happens.</p>
        </section>
        <section class="card">
          <h2><a href="/docs">Documentation</a></h2>
          <p>Guides for coordinators, leads and operators, methods, and the <a href="/docs/api">API reference</a>, also as <a href="/openapi.json">OpenAPI 3.1</a>. Get a bearer token for a demo user:</p>
          <pre><code>curl -X POST ${url}/local/token \\
 -H 'content-type: application/json' \\
 -d '{"user":"coordinator-harbor"}'</code></pre>
        </section>
        <section class="card">
          <h2><a href="/instruments">Instruments</a></h2>
          <p>Try each questionnaire and see its wording, scoring, license and sources.</p>
        </section>
      </div>`,
  })
}

function renderDemoCard(demo: DemoProgress): Html | string {
  switch (demo.kind) {
    case 'none':
      return html`<section class="card"><h2>No demo cohort</h2><p class="quiet">${demo.line}</p></section>`
    case 'answering':
      return html`<section class="card" aria-live="polite"><h2>The demo cohort is answering</h2>
        <p id="demo-line">${demo.line}</p>
        <progress value="${demo.done}" max="${demo.total}" aria-labelledby="demo-line"></progress>
        <p class="quiet">Two studies, six clinics, 24 weeks. You can use everything now. The cohort appears when it is complete.</p></section>`
    case 'complete':
      return html`<section class="card"><h2>Demo cohort</h2><p class="quiet">${demo.line}</p></section>`
    case 'failed':
      return html`<section class="card" role="alert"><h2>The demo cohort could not be created</h2><p>${demo.line}</p></section>`
  }
}
