import { designProfiles } from '../../../functions/analysis/consensus/profiles/profile-design.ts'
import type { ProfileVote } from '../../../functions/analysis/consensus/profiles/profile-votes.ts'
import { dealProfiles, type RaterSheet } from '../../../functions/analysis/consensus/profiles/rater-sheets.ts'
import { computeImprovements } from '../../../functions/analysis/consensus/profiles/shown-profile.ts'
import { createRandomStream } from '../../../functions/analysis/statistics/random.ts'
import { profileQuestionSchema } from '../../../surveys/consensus/profile-question.ts'

/** Panels of which the border is known: each rater says yes with logistic(intercept + pain·x₁ + function·x₂ + own). */
export type PanelScenario = {
  readonly id: string
  readonly what: string
  readonly groups: readonly {
    readonly id: string
    readonly raters: number
    readonly intercept: number
    readonly pain: number
    readonly ability: number
  }[]
  /** Standard deviation of raters’ own intercepts, on the logit scale. */
  readonly sigma: number
  /** Raters, counted from the first, who vote by a coin. */
  readonly careless?: number
}

export const SEED = 20261201

/** Where function is held when pain is asked about, in percent of improvement. */
export const HELD = 20

export const QUESTION = profileQuestionSchema.parse({
  ...{ id: 'profiles', type: 'profiles', title: { en: 'Adequate?' } },
  measures: [
    {
      ...{ score: 'pain/average', title: { en: 'Pain' }, range: [0, 100], step: 1, baseline: 80 },
      ...{ direction: 'higher-is-worse', followUps: [80, 72, 64, 56, 48, 40, 24], expectedBorder: 52 },
    },
    {
      ...{ score: 'function/total', title: { en: 'Function' }, range: [0, 100], step: 1, baseline: 60 },
      ...{ direction: 'higher-is-worse', followUps: [60, 54, 48, 42, 30], expectedBorder: 48 },
    },
  ],
  source: { kind: 'synthetic', profiles: 32 },
})
const PROFILES = designProfiles(QUESTION)
export const JUDGED = PROFILES.map((profile) => computeImprovements(profile, QUESTION.measures))

const line = (intercept: number) => ({ intercept, pain: 0.12, ability: 0.06 })

export const PANELS: readonly PanelScenario[] = [
  {
    ...{ id: 'one-group', what: '36 raters who differ as much as most panels do', sigma: 1 },
    groups: [{ id: 'a', raters: 36, ...line(-5) }],
  },
  {
    ...{ id: 'three-groups', what: 'three groups of 12 with borders of their own', sigma: 0.8 },
    groups: [
      { id: 'clinicians', raters: 12, intercept: -4.5, pain: 0.12, ability: 0.04 },
      { id: 'participants', raters: 12, intercept: -6.2, pain: 0.12, ability: 0.09 },
      { id: 'researchers', raters: 12, intercept: -5, pain: 0.15, ability: 0.05 },
    ],
  },
  {
    ...{ id: 'small-panel', what: '15 raters', sigma: 1 },
    groups: [{ id: 'a', raters: 15, ...line(-5) }],
  },
  {
    ...{ id: 'raters-apart', what: '36 raters who differ much', sigma: 2 },
    groups: [{ id: 'a', raters: 36, ...line(-5) }],
  },
  {
    ...{ id: 'raters-alike', what: '36 raters who do not differ', sigma: 0 },
    groups: [{ id: 'a', raters: 36, ...line(-5) }],
  },
]

const logistic = (value: number) => 1 / (1 + Math.exp(-value))

/** The votes of one panel on its sheets, with who was careless. */
export function drawPanel(
  scenario: PanelScenario,
  panel: number,
): { readonly votes: readonly ProfileVote[]; readonly sheets: readonly RaterSheet[] } {
  const random = createRandomStream(SEED, scenario.id, panel)
  const raters = scenario.groups.flatMap((group) =>
    Array.from({ length: group.raters }, (_, at) => ({
      ...{ id: `${group.id}-${String(at).padStart(2, '0')}`, group: group.id, line: group },
    })),
  )
  const sheets = dealProfiles({ ...QUESTION, seed: panel }, PROFILES, raters)
  const byId = new Map(JUDGED.map(({ id, values }) => [id, values]))
  const votes = sheets.flatMap(({ rater, shown }, place) => {
    const own = raters.find(({ id }) => id === rater)
    if (own === undefined) throw new Error(`no rater ${rater}`)
    const shift = scenario.sigma * random.normal()
    const isCareless = place < (scenario.careless ?? 0)
    return shown.map(({ profile, isRepeat }): ProfileVote => {
      const [x1 = 0, x2 = 0] = byId.get(profile) ?? []
      const { intercept, pain, ability } = own.line
      const p = isCareless ? 0.5 : logistic(intercept + pain * x1 + ability * x2 + shift)
      const adequate = random.uniform() < p ? 'yes' : 'no'
      return { rater, group: own.group, profile, adequate, isRepeat }
    })
  })
  return { votes, sheets }
}

/** Where a share of all possible raters says yes, each group counting alike: by bisection on sums over their intercepts. */
export function findTrueThreshold({ groups, sigma }: PanelScenario, share: number): number {
  const computeShare = (x: number) => {
    let total = 0
    for (const { intercept, pain, ability } of groups)
      for (let at = -4000; at <= 4000; at += 1) {
        const u = at / 500
        const density = Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI) / 500
        total += (density * logistic(intercept + pain * x + ability * HELD + sigma * u)) / groups.length
      }
    return total
  }
  let [low, high] = [-200, 300]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (computeShare(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
