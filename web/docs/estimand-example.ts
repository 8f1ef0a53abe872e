/*
 * Ten participants whose rates a reader recounts by hand. The same rows are counted by the program in
 * tests/unit/analysis/estimand/worked-example.test.ts; the rates here are counted from the table, not by the program.
 */

export type ExampleParticipant = {
  readonly id: string
  readonly baseline: number
  /** Pain on day 7 and day 28; `null` where it was not answered. */
  readonly week1: number | null
  readonly week4: number | null
  readonly isTreated: boolean
  readonly event:
    | {
        readonly kind: 'withdrawn'
        readonly day: number
        readonly reason: 'no-benefit' | 'moved' | 'own-wish'
      }
    | { readonly kind: 'died'; readonly day: number }
    | null
}

const treated = { baseline: 8, isTreated: true, event: null }

export const EXAMPLE_PARTICIPANTS: readonly ExampleParticipant[] = [
  { ...treated, id: 'A', week1: 6, week4: 4 },
  { ...treated, id: 'B', week1: 5, week4: 5 },
  { ...treated, id: 'C', week1: 7, week4: 3 },
  { ...treated, id: 'D', week1: 6, week4: 7 },
  { ...treated, id: 'E', week1: 7, week4: 8 },
  { ...treated, id: 'F', week1: 4, week4: null, event: { kind: 'withdrawn', day: 14, reason: 'no-benefit' } },
  { ...treated, id: 'G', week1: 3, week4: null, event: { kind: 'withdrawn', day: 10, reason: 'moved' } },
  { ...treated, id: 'H', week1: null, week4: null },
  { ...treated, id: 'I', week1: 4, week4: null, event: { kind: 'died', day: 20 } },
  {
    ...{ id: 'J', baseline: 8, week1: null, week4: null, isTreated: false },
    event: { kind: 'withdrawn', day: -1, reason: 'own-wish' },
  },
]

/** Met and of how many, in the order: everyone (main rate), observed cases, worst case, best case. */
export type ExampleRates = readonly (readonly [met: number, of: number])[]

export type ExampleEstimand = {
  readonly title: string
  readonly population: 'enrolled' | 'treated' | 'assessed'
  readonly withdrawal: 'composite-not-met' | 'treatment-policy' | 'while-on-treatment' | 'hypothetical'
  readonly death: 'composite-not-met' | 'treatment-policy'
  readonly rates: ExampleRates
  /** How a reader gets there. */
  readonly why: string
}

export const EXAMPLE_ESTIMANDS: readonly ExampleEstimand[] = [
  {
    title: 'Everyone treated; withdrawal and death are failures',
    ...{ population: 'treated', withdrawal: 'composite-not-met', death: 'composite-not-met' },
    rates: [
      [3, 9],
      [3, 5],
      [3, 9],
      [7, 9],
    ],
    why: 'A, B and C met. F, G and I failed by an event, H is missing. The best case takes F, G, H and I as met.',
  },
  {
    title: 'Everyone treated; events change nothing',
    ...{ population: 'treated', withdrawal: 'treatment-policy', death: 'treatment-policy' },
    rates: [
      [3, 9],
      [3, 5],
      [3, 9],
      [7, 9],
    ],
    why: 'The same counts, but F, G, H and I are missing answers now: multiple imputation gives them scores.',
  },
  {
    title: 'Everyone treated; last answers before a withdrawal',
    ...{ population: 'treated', withdrawal: 'while-on-treatment', death: 'composite-not-met' },
    rates: [
      [5, 9],
      [5, 7],
      [5, 9],
      [7, 9],
    ],
    why: 'F and G count with their week 1, when both had met. H is missing and I failed.',
  },
  {
    title: 'Everyone treated; as if no one had withdrawn',
    ...{ population: 'treated', withdrawal: 'hypothetical', death: 'composite-not-met' },
    rates: [
      [3, 9],
      [3, 5],
      [3, 9],
      [7, 9],
    ],
    why: 'F and G are missing: not met in the main rate, imputed beside it.',
  },
  {
    title: 'Everyone enrolled; withdrawal and death are failures',
    ...{ population: 'enrolled', withdrawal: 'composite-not-met', death: 'composite-not-met' },
    rates: [
      [3, 10],
      [3, 5],
      [3, 10],
      [8, 10],
    ],
    why: 'J was never treated and counts too.',
  },
  {
    title: 'Those assessed; withdrawal and death are failures',
    ...{ population: 'assessed', withdrawal: 'composite-not-met', death: 'composite-not-met' },
    rates: [
      [3, 8],
      [3, 5],
      [3, 8],
      [6, 8],
    ],
    why: 'H and J have no follow-up answer and are left out. The population is chosen by what came after treatment.',
  },
]
