import { html } from 'hono/html'
import { formatTime, type Html, renderLayout } from './layout.ts'

const STEPS = [
  ['PT1H', '1 hour'],
  ['P1D', '1 day'],
  ['P7D', '1 week'],
  ['P28D', '4 weeks'],
  ['P84D', '12 weeks'],
] as const

export interface ClockView {
  readonly url: string
  readonly now: number
  readonly offsetMs: number
  readonly nextDueAt: number | undefined
  readonly refused?: string
}

export function renderClockPage({ url, now, offsetMs, nextDueAt, refused }: ClockView): Html {
  const days = Math.round(offsetMs / 86_400_000)
  return renderLayout({
    title: 'Clock',
    narrow: true,
    content: html`
      <h1>Clock</h1>
      <section class="card">
        <p class="quiet">Simulated time</p>
        <p class="big"><time datetime="${new Date(now).toISOString()}">${formatTime(now)} UTC</time></p>
        <dl>
          <dt>Ahead of real time</dt><dd>${days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`}</dd>
          <dt>Next due</dt><dd>${nextDueAt === undefined ? 'nothing scheduled' : `${formatTime(nextDueAt)} UTC`}</dd>
        </dl>
      </section>
      <form method="post" action="/local/clock" class="row" style="margin-block: 1.5rem">
        ${STEPS.map(([value, label]) => html`<button class="second" name="advance" value="${value}">+ ${label}</button>`)}
      </form>
      <form method="post" action="/local/clock" class="row">
        <div><label for="advance">Another duration</label>
        <input id="advance" name="advance" placeholder="P2DT12H" autocomplete="off" aria-describedby="rule"></div>
        <button>Advance</button>
      </form>
      <p class="quiet" id="rule">${refused ?? 'ISO 8601 duration, up to ten years. Time only moves forward.'}</p>
      <h2>How it works</h2>
      <p>The clock stops at each minute when something is due, opens assessments, sends texts, and moves on. The page returns when everything has run.</p>
      <p>In AWS, the schedule runs once a minute. Here it also runs within a second of an API change, so the first text arrives right away. Texts due at night still wait until morning.</p>
      <pre><code>curl -X POST ${url}/local/clock \\
  -H 'content-type: application/json' -d '{"advance":"P7D"}'</code></pre>`,
  })
}
