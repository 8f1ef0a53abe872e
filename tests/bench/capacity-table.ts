import type { Units } from './counting-proxy.ts'

/**
 * The table "On paper, for 10 million participants" of the documentation for operators, from measured units. Pure.
 *
 * Limits: Amazon DynamoDB, SQS, Lambda and AWS End User Messaging developer guides, quotas.
 */

export interface Capacity {
  /** Of one text, by the sender and by the delivery report. */
  readonly text: { readonly sender: Units; readonly delivery: Units }
  /** Of one survey by screens. */
  readonly survey: Units
}

/** One row: the part, its load, and the limit of AWS. */
export type CapacityRow = readonly [part: string, load: string, limit: string]

export const PARTICIPANTS = 10_000_000
export const TEXTS_PER_SECOND = 1_000

/** Partitions of the due index. */
const DUE_SHARDS = 32
/** A text leaves its place in the index and takes the next one. */
const INDEX_WRITES_PER_TEXT = 2
/** Bytes of a key as the index lists it, and of one page. */
const KEY_BYTES = 150
const KEYS_PER_PAGE = 1_000
const READ_UNIT_BYTES = 4_096
/** An index reads with eventual consistency, at half the price. */
const INDEX_READ_SHARE = 0.5
/** As a sender takes for one text, most of it the text service, and how many it sends at once. */
const SECONDS_PER_TEXT = 0.15
const TEXTS_AT_ONCE = 10
/** On-demand default of a table, for reads and for writes, which AWS raises on request. */
const TABLE_LIMIT = '40,000 units/s and table by default, more on request'

export function computeCapacityRows({ text, survey }: Capacity): CapacityRow[] {
  const perShard = TEXTS_PER_SECOND / DUE_SHARDS
  const keys = TEXTS_PER_SECOND * 60
  const tickUnits = Math.ceil((keys * KEY_BYTES * INDEX_READ_SHARE) / READ_UNIT_BYTES)
  return [
    [
      'a partition of the due index',
      `${format(perShard)} texts/s, about ${format(perShard * INDEX_WRITES_PER_TEXT)} write units/s`,
      '1,000 write units/s',
    ],
    [
      'a tick, each minute',
      `${format(keys)} keys in ${format(keys / KEYS_PER_PAGE)} pages, about ${format(tickUnits)} read units`,
      '3,000 read units/s and partition',
    ],
    [
      'the queue',
      `${format(TEXTS_PER_SECOND)} messages/s in batches of ten`,
      '3,000/s, more in high-throughput mode, which it uses',
    ],
    [
      'the sender',
      `about ${format((TEXTS_PER_SECOND * SECONDS_PER_TEXT) / TEXTS_AT_ONCE)} functions at a time`,
      '1,000 by default',
    ],
    [
      'texts, in all tables',
      formatUnits(text.sender.read + text.delivery.read, text.sender.write + text.delivery.write),
      TABLE_LIMIT,
    ],
    ['surveys, if every text is answered at once', formatUnits(survey.read, survey.write), TABLE_LIMIT],
    [
      'one survey of everybody',
      `${formatMillions(PARTICIPANTS * survey.read)} read and ${formatMillions(PARTICIPANTS * survey.write)} write units`,
      'none',
    ],
    ['the audit chain', 'each participant alone', '1,000 write units/s each'],
    ['the text service', 'all texts', '75–100/s and number: a pool of a dozen short codes'],
  ]
}

function formatUnits(read: number, write: number): string {
  return `${format(TEXTS_PER_SECOND * read)} read and ${format(TEXTS_PER_SECOND * write)} write units/s`
}

function formatMillions(value: number): string {
  return `${format(value / 1_000_000)} million`
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
