import { html } from 'hono/html'
import type { CarrierFaults } from '../runtime/carrier.ts'
import { type Html, renderLayout } from './layout.ts'

const TEXTS = {
  accept: 'Accepts every text',
  throttle: 'Is busy (ThrottlingException)',
  'out-of-spend': 'The month’s spend limit is reached',
  refuse: 'Refuses, for the reason below',
  'lose-replies': 'Sends the text, but its reply is lost',
} as const
const RECEIPTS = {
  'on-time': 'Delivery reports arrive at once',
  lost: 'Delivery reports are lost',
  late: 'Delivery reports arrive late',
} as const

/** What the simulated carrier does wrong, and a form to change it. */
export function renderCarrierPage(url: string, faults: CarrierFaults, refused?: string): Html {
  return renderLayout({
    title: 'Carrier',
    narrow: true,
    content: html`
      <h1>Carrier</h1>
      <p class="quiet">Try what happens when texts do not go out. Faults stay until you clear them.</p>
      <form method="post" action="/local/carrier">
        ${renderChoices('texts', 'Texts', TEXTS, faults.texts)}
        <p><label for="reason">Reason of a refusal</label>
        <input id="reason" name="reason" value="${faults.reason}" autocomplete="off"></p>
        <p><label for="numbers">Only for these numbers</label>
        <input id="numbers" name="numbers" value="${faults.numbers.join(' ')}" placeholder="all" autocomplete="off"></p>
        ${renderChoices('receipts', 'Delivery reports', RECEIPTS, faults.receipts)}
        <p><label for="lateBy">Late by</label>
        <input id="lateBy" name="lateBy" value="${faults.lateBy}" autocomplete="off"></p>
        <p><label for="optedOut">Numbers on the carrier’s opt-out list</label>
        <input id="optedOut" name="optedOut" value="${faults.optedOut.join(' ')}" placeholder="none" autocomplete="off"></p>
        ${refused === undefined ? '' : html`<p class="error" role="alert">${refused}</p>`}
        <p><button>Save</button> <button class="second" name="clear" value="yes">Clear all faults</button></p>
      </form>
      <pre><code>curl -X PUT ${url}/local/carrier/faults \\
  -H 'content-type: application/json' -d '{"texts":"out-of-spend"}'
curl ${url}/local/carrier/faults
curl -X PUT ${url}/local/carrier/faults \\
  -H 'content-type: application/json' -d '{}'</code></pre>`,
  })
}

function renderChoices(
  name: string,
  legend: string,
  choices: Readonly<Record<string, string>>,
  chosen: string,
): Html {
  return html`<fieldset><legend>${legend}</legend>${Object.entries(choices).map(
    ([value, label]) =>
      html`<label class="choice"><input type="radio" name="${name}" value="${value}"${value === chosen ? html` checked` : ''}> ${label}</label>`,
  )}</fieldset>`
}
