import type { ProfileMeasure, ProfileQuestion } from '../../../../surveys/consensus/profile-question.ts'
import { createRandomStream } from '../../statistics/random.ts'
import { createShownProfile, type ShownProfile } from './shown-profile.ts'

/** A participant’s scores before and after treatment, with the clinic that must not rate them. */
export type ParticipantScores = {
  readonly site: string
  /** By score; where one is missing the participant is left out. */
  readonly scores: ReadonlyMap<string, { readonly baseline: number; readonly followUp: number }>
}

export type ParticipantProfiles = {
  /** What may be shown: no clinic, no arm, no date. */
  readonly profiles: readonly ShownProfile[]
  /** Clinics with a participant behind a profile, by its id; for the dealing alone, and shown to nobody. */
  readonly sites: ReadonlyMap<string, ReadonlySet<string>>
  readonly leftOut: { readonly incomplete: number; readonly tooFewAlike: number }
}

/**
 * Profiles of real participants, rounded to each measure’s step, and only those that at least `minimumAlike` participants share after
 * rounding: anyone who knows one of them cannot recognize them.
 *
 * @param atMost profiles; more are drawn from, by the seed
 */
export function buildParticipantProfiles(
  participants: readonly ParticipantScores[],
  { measures, id, seed }: Pick<ProfileQuestion, 'measures' | 'id' | 'seed'>,
  { minimumAlike, atMost }: { readonly minimumAlike: number; readonly atMost: number },
): ParticipantProfiles {
  const whole = participants.flatMap(({ site, scores }) => {
    const rounded = measures.flatMap((measure) => {
      const own = scores.get(measure.score)
      return own === undefined
        ? []
        : [
            {
              score: measure.score,
              baseline: roundToStep(own.baseline, measure),
              followUp: roundToStep(own.followUp, measure),
            },
          ]
    })
    return rounded.length === measures.length ? [{ site, profile: createShownProfile(rounded) }] : []
  })
  const alike = [...Map.groupBy(whole, ({ profile }) => profile.id).values()]
  const shown = alike.filter(({ length }) => length >= minimumAlike)
  const random = createRandomStream(seed, 'participants', id)
  const chosen = shown
    .map((people) => ({ people, profile: (people[0] as (typeof people)[0]).profile }))
    .sort((a, b) => (a.profile.id < b.profile.id ? -1 : 1))
    .map((one) => ({ ...one, order: random.uniform() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, atMost)
    .sort((a, b) => (a.profile.id < b.profile.id ? -1 : 1))
  return {
    profiles: chosen.map(({ profile }) => profile),
    sites: new Map(
      chosen.map(({ profile, people }) => [profile.id, new Set(people.map(({ site }) => site))]),
    ),
    leftOut: {
      incomplete: participants.length - whole.length,
      tooFewAlike: whole.length - shown.reduce((sum, { length }) => sum + length, 0),
    },
  }
}

function roundToStep(value: number, { step, range: [low, high] }: ProfileMeasure): number {
  const steps = Math.round((value - low) / step)
  // As written: 0.1 + 0.2 would stand on the page.
  return Number(Math.min(high, low + steps * step).toFixed(6))
}
