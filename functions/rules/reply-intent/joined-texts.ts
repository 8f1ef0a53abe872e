import { MINUTE_MS } from '../../platform/core/clock.ts'
import { speaksOfSelfHarm } from './reply-intent.ts'

/** A text with the time of its receipt, ISO 8601. */
export type TimedText = { readonly id: string; readonly body: string; readonly at: string }

/** What somebody says in pieces comes within this time. */
export const JOINED_WITHIN_MS = 30 * MINUTE_MS
export const MAX_JOINED = 3
/** Parts of one long text reach us within this time, and in any order. */
const SPLIT_WITHIN_MS = 2 * MINUTE_MS
/** A sentence that goes on in the next text stands at the end of one and at the beginning of the other. */
const EDGE = 200

/**
 * The texts in which self-harm is spoken of only together with one of them, “I want to” and “die”: of those received within
 * 30 minutes, two or three next to each other, or the two around a third. They are read in the order of receipt; those within
 * two minutes also in any other, and as if a word had been cut in two, since carriers split long texts and reorder the parts.
 * A pair that nobody meant so is less bad than one that is missed.
 *
 * @param texts in the order of receipt, with the one of `id` among them
 * @returns ids in the order of receipt; none where that text speaks of it by itself, or they do without it
 */
export function findJoinedCry(texts: readonly TimedText[], id: string): readonly string[] {
  const place = texts.findIndex((one) => one.id === id)
  const own = texts[place]
  if (!own || speaksOfSelfHarm(own.body)) return []
  const around = texts.slice(Math.max(0, place - MAX_JOINED + 1), place + MAX_JOINED)
  // Each of the others has had its own alert.
  const silent = around.filter((one) => one === own || !speaksOfSelfHarm(one.body))
  const found = listGroups(silent)
    .filter((group) => group.includes(own) && isSpokenTogether(group))
    .find((group) => {
      const others = group.filter((one) => one !== own)
      return others.length < 2 || !isSpokenTogether(others)
    })
  return (found ?? []).map((one) => one.id)
}

/** Pairs before triples: of runs of three within the time, every pair and all of it. */
function listGroups(texts: readonly TimedText[]): readonly (readonly TimedText[])[] {
  const pairs = texts.flatMap((one, place) =>
    texts.slice(place + 1, place + MAX_JOINED).map((other) => [one, other]),
  )
  const triples = texts.flatMap((_, place) => {
    const run = texts.slice(place, place + MAX_JOINED)
    return run.length === MAX_JOINED ? [run] : []
  })
  return [...pairs, ...triples].filter((group) => computeSpan(group) <= JOINED_WITHIN_MS)
}

function computeSpan(group: readonly TimedText[]): number {
  return Date.parse(group.at(-1)?.at ?? '') - Date.parse(group[0]?.at ?? '')
}

function isSpokenTogether(group: readonly TimedText[]): boolean {
  const isSplit = computeSpan(group) <= SPLIT_WITHIN_MS
  const orders = isSplit ? listOrders(group) : [group]
  return orders.some((order) => {
    const edges = order.map(({ body }, place) => (place === 0 ? body.slice(-EDGE) : body.slice(0, EDGE)))
    return speaksOfSelfHarm(edges.join(' ')) || (isSplit && speaksOfSelfHarm(edges.join('')))
  })
}

function listOrders(group: readonly TimedText[]): readonly (readonly TimedText[])[] {
  if (group.length < 2) return [group]
  return group.flatMap((first) =>
    listOrders(group.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  )
}
