import { createRandom } from './random.ts'

/*
 * What participants of the demo are. Made up, as everything of the cohort is: in the demo people with neuropathic pain respond
 * more often, so that a breakdown shows something. Rates over everybody are what they were.
 */

type Shares = Readonly<Record<string, number>>

/** Of those who respond most readily, and of the others: a life's disposition is below one half in the first. */
const MECHANISMS: readonly [Shares, Shares] = [
  { neuropathic: 0.5, nociceptive: 0.2, nociplastic: 0.1, mixed: 0.15, unknown: 0.05 },
  { neuropathic: 0.25, nociceptive: 0.25, nociplastic: 0.3, mixed: 0.15, unknown: 0.05 },
]

const AGE_GROUPS: Shares = { '18-29': 0.1, '30-44': 0.27, '45-64': 0.41, '65-and-over': 0.22 }

/** Share of those of whom an attribute is not recorded. */
const SHARE_MISSING = 0.04

/**
 * The attributes that a participant is enrolled with, from a stream of their own, so that no other draw depends on them.
 *
 * @param disposition see `Life`
 */
export function drawAttributes(
  disposition: number,
  ...name: (string | number)[]
): { attribute: string; option: string }[] {
  const random = createRandom(...name, 'attributes')
  const draw = (attribute: string, shares: Shares) => {
    const isMissing = random.drawChance(SHARE_MISSING)
    const option = pickOption(shares, random.drawUniform())
    return isMissing ? [] : [{ attribute, option }]
  }
  return [...draw('mechanism', MECHANISMS[disposition < 0.5 ? 0 : 1]), ...draw('age-group', AGE_GROUPS)]
}

/** @param at in [0, 1) */
function pickOption(shares: Shares, at: number): string {
  let until = 0
  const found = Object.entries(shares).find(([, share]) => {
    until += share
    return at < until
  })
  // Shares that sum up to a little less than one.
  return found?.[0] ?? (Object.keys(shares).at(-1) as string)
}
