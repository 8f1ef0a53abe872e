/**
 * What is true of the demo trial, so that what Concord reports can be held against it. Made up, and not the result of any
 * trial. tests/simulation/trial-truth.test.ts draws the trial again and again and compares.
 */

export const TRIAL_ARMS = ['placebo', 'magnesium', 'ketamine'] as const
export type TrialArm = (typeof TRIAL_ARMS)[number]

type ByFollowUp = Readonly<Record<'week-1' | 'week-4' | 'week-12', number>>

export interface ArmTruth {
  /**
   * Share whose worst pain is at least 30 % lower than before the infusion, if everybody stayed and answered. Who responds at
   * a follow-up has responded at every one before it.
   */
  readonly responderRate: ByFollowUp
  /** Mean change of worst pain from before the infusion, in points of 0 to 10, if everybody stayed and answered. */
  readonly meanChange: ByFollowUp
  /**
   * Share of everybody allocated whose participation ends. For lack of benefit: of those who have not responded in week 1,
   * between day 12 and 20. For side effects: anybody, between day 1 and 5.
   */
  readonly withdrawal: { readonly 'no-benefit': number; readonly 'side-effects': number }
  /** Share of participants with an adverse event after the infusion, by term. */
  readonly adverseEvents: Readonly<Record<string, number>>
}

export const TRIAL_TRUTH: Readonly<Record<TrialArm, ArmTruth>> = {
  placebo: {
    responderRate: { 'week-1': 0.3, 'week-4': 0.22, 'week-12': 0.18 },
    meanChange: { 'week-1': -1.5125, 'week-4': -1.2092, 'week-12': -1.0575 },
    withdrawal: { 'no-benefit': 0.1, 'side-effects': 0.01 },
    adverseEvents: { dissociation: 0.03, nausea: 0.06, dizziness: 0.05 },
  },
  magnesium: {
    responderRate: { 'week-1': 0.42, 'week-4': 0.35, 'week-12': 0.26 },
    meanChange: { 'week-1': -1.9675, 'week-4': -1.7021, 'week-12': -1.3608 },
    withdrawal: { 'no-benefit': 0.07, 'side-effects': 0.02 },
    adverseEvents: { dissociation: 0.03, nausea: 0.1, dizziness: 0.12 },
  },
  ketamine: {
    responderRate: { 'week-1': 0.62, 'week-4': 0.52, 'week-12': 0.36 },
    meanChange: { 'week-1': -2.7258, 'week-4': -2.3467, 'week-12': -1.74 },
    withdrawal: { 'no-benefit': 0.04, 'side-effects': 0.05 },
    adverseEvents: { dissociation: 0.4, nausea: 0.2, dizziness: 0.25 },
  },
}

/** The same at both clinics and in every arm: what is missing beyond withdrawal is missing completely at random. */
export const TRIAL_COMPLETION_RATE = 0.97

export interface ResponderTruth {
  /** Under the primary estimand, if everybody who stayed answered: leaving for side effects is no response. */
  readonly response: number
  /** What the primary rate counts: who did not answer before the infusion, or at the follow-up, is not met either. */
  readonly counted: number
}

/**
 * The true rate of the definition of 30 % less worst pain among everybody allocated. Leaving for lack of benefit lowers it no
 * further: nobody who leaves for that would have responded.
 */
export function computeResponderTruth(arm: TrialArm, followUp: keyof ByFollowUp): ResponderTruth {
  const { responderRate, withdrawal } = TRIAL_TRUTH[arm]
  const response = responderRate[followUp] * (1 - withdrawal['side-effects'])
  return { response, counted: response * TRIAL_COMPLETION_RATE ** 2 }
}
