import type { Units } from './counting-proxy.ts'
import type { Price, Prices } from './prices.ts'

/** What AWS charges for 1,000 surveys, from measured units and a list of prices. Pure. */

export interface SurveyUse {
  /** Questions of the survey. */
  readonly items: number
  /** Of one survey by screens. */
  readonly survey: Units
  /** Of one text, by the sender and by the delivery report. */
  readonly text: { readonly sender: Units; readonly delivery: Units }
  /** CPU seconds of the functions for 1,000 surveys by screens, and for 1,000 texts. */
  readonly cpuSeconds: { readonly surveys: number; readonly texts: number }
  /** Of the page, as a phone receives it. */
  readonly pageBytes: number
}

/** Such as `['DynamoDB, writes', '33,000 write units', '$0.625 per million write units (2026-08-09)', '$0.0206']`. */
export type CostRow = readonly [part: string, used: string, price: string, dollars: string]

const SURVEYS = 1_000
const MILLION = 1_000_000
/** Functions have 1,024 MB, and Lambda gives a whole processor at 1,769 MB. */
const GB = 1
const PROCESSOR_SHARE = 1_024 / 1_769
/** A function waits as long for DynamoDB, and a sender for the text service. Assumed, not measured. */
const SECONDS_PER_DATABASE_REQUEST = 0.005
const SECONDS_PER_TEXT = 0.15
/** Of the reply to an answer, with its headers and the state of the page. Assumed, not measured. */
const ANSWER_REPLY_BYTES = 2_500
/** To send, to receive and to delete a message, each in a request of its own: in fact ten share one. */
const REQUESTS_PER_MESSAGE = 3
/** The carrier says that it took a text, and that it arrived. */
const EVENTS_PER_TEXT = 2

/** Each survey is invited by one text. */
export function computeCostRows(use: SurveyUse, prices: Prices): CostRow[] {
  const lines = listLines(use, prices)
  const texts = SURVEYS * prices.textPart.dollars
  const sum = lines.reduce((total, line) => total + line.dollars, 0)
  return [
    ...lines.map(
      ({ part, used, price, dollars }): CostRow => [part, used, formatPrice(price), formatDollars(dollars)],
    ),
    ['all of this', '', '', formatDollars(sum)],
    ['texts', '1,000 texts of one part', formatPrice(prices.textPart), formatDollars(texts)],
  ]
}

interface Line {
  readonly part: string
  readonly used: string
  readonly price: Price
  readonly dollars: number
}

function listLines(use: SurveyUse, prices: Prices): Line[] {
  const { items, survey, text, pageBytes } = use
  const read = SURVEYS * (survey.read + text.sender.read + text.delivery.read)
  const write = SURVEYS * (survey.write + text.sender.write + text.delivery.write)
  // The page, Start, each question, and the submission.
  const requests = SURVEYS * (items + 3)
  const messages = SURVEYS * REQUESTS_PER_MESSAGE
  const events = SURVEYS * EVENTS_PER_TEXT
  const bytes = SURVEYS * pageBytes + (requests - SURVEYS) * ANSWER_REPLY_BYTES
  const calls = requests + SURVEYS + events
  const perMillion = (part: string, count: number, unit: string, price: Price): Line => ({
    ...{ part, price, used: `${format(count)} ${unit}` },
    dollars: (count * price.dollars) / MILLION,
  })
  return [
    perMillion('DynamoDB, reads', read, 'read units', prices.dynamoRead),
    perMillion('DynamoDB, writes', write, 'write units', prices.dynamoWrite),
    perMillion('Lambda, time', computeGigabyteSeconds(use), 'GB-seconds', prices.lambdaTime),
    perMillion('Lambda, calls', calls, 'calls', prices.lambdaRequest),
    perMillion('API Gateway', requests, 'requests', prices.httpApi),
    perMillion('CloudFront, requests', requests, 'requests', prices.cloudFrontRequest),
    {
      ...{ part: 'CloudFront, data', price: prices.cloudFrontData, used: `${format(bytes / MILLION)} MB` },
      dollars: (bytes / 1e9) * prices.cloudFrontData.dollars,
    },
    perMillion('WAF', requests, 'requests', prices.firewallRequest),
    perMillion('SQS, texts that are due', messages, 'requests', prices.queueFifo),
    perMillion('SQS, delivery reports', events * REQUESTS_PER_MESSAGE, 'requests', prices.queue),
    perMillion('SNS', events, 'messages', prices.topic),
  ]
}

/** Of 1,000 surveys and their texts. */
export function computeGigabyteSeconds({ survey, text, cpuSeconds }: SurveyUse): number {
  const waits = SURVEYS * (survey.requests + text.sender.requests + text.delivery.requests)
  const computing = (cpuSeconds.surveys + cpuSeconds.texts) / PROCESSOR_SHARE
  return GB * (computing + waits * SECONDS_PER_DATABASE_REQUEST + SURVEYS * SECONDS_PER_TEXT)
}

/** What is there once, however many surveys are answered. */
export interface Fixtures {
  readonly alarms: number
  readonly keys: number
  readonly secrets: number
  readonly firewallRules: number
}

export function computeMonthlyRows(there: Fixtures, prices: Prices): CostRow[] {
  const row = (part: string, count: number, unit: string, price: Price, times = count): CostRow => [
    part,
    `${format(count)} ${unit}`,
    formatPrice(price),
    formatDollars(times * price.dollars),
  ]
  // A web ACL costs as much as five rules.
  const acl = there.firewallRules + 5
  return [
    row('CloudWatch', there.alarms, 'alarms', prices.alarm),
    row('KMS', there.keys, 'keys', prices.key),
    row('Secrets Manager', there.secrets, 'secrets', prices.secret),
    row('WAF', there.firewallRules, 'rules of one web ACL, which counts as five', prices.firewallRule, acl),
  ]
}

function formatPrice({ dollars, unit, quoted }: Price): string {
  const each = `$${dollars} per ${unit}`
  return quoted === null ? `${each} (*unconfirmed*)` : `${each} (${quoted})`
}

/** To the cent; below ten cents to the hundredth of one. */
function formatDollars(dollars: number): string {
  return `$${dollars.toFixed(dollars < 0.1 ? 4 : 2)}`
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
