import type { ProfileQuestion } from '../../../../surveys/consensus/profile-question.ts'
import { createRandomStream, type Random } from '../../statistics/random.ts'
import { isDominated, type ShownProfile } from './shown-profile.ts'

export type SheetRater = {
  readonly id: string
  readonly group: string
  /** Profiles that they must not see, such as those of their own clinic’s participants. */
  readonly excluded?: ReadonlySet<string>
}

/** What one rater is shown, in order. */
export type RaterSheet = {
  readonly rater: string
  readonly shown: readonly { readonly profile: string; readonly isRepeat: boolean }[]
  /** Pairs of which the first is worse in everything; both are shown. */
  readonly dominatedPairs: readonly (readonly [worse: string, better: string])[]
}

type SheetQuestion = Pick<ProfileQuestion, 'id' | 'measures' | 'perRater' | 'repeats' | 'dominated' | 'seed'>

/**
 * Deals profiles to raters. Within a group the profiles that were dealt the least often come first, so that each is rated about
 * equally often by each group. Repeats stand in the last third and come from the first; a dominated profile is one more where
 * there is one, worse in everything than another one on the sheet.
 */
export function dealProfiles(
  question: SheetQuestion,
  profiles: readonly ShownProfile[],
  raters: readonly SheetRater[],
): readonly RaterSheet[] {
  const counts = new Map<string, number>()
  return [...raters]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rater) => {
      const random = createRandomStream(question.seed, 'sheet', question.id, rater.id)
      const allowed = shuffle(
        profiles.filter(({ id }) => !rater.excluded?.has(id)),
        random,
      )
      const countOf = ({ id }: ShownProfile) => counts.get(`${rater.group}\0${id}`) ?? 0
      const own = allowed.toSorted((a, b) => countOf(a) - countOf(b)).slice(0, question.perRater)
      for (const profile of own) counts.set(`${rater.group}\0${profile.id}`, countOf(profile) + 1)
      const pairs = findDominatedPairs(question, allowed, own)
      const order = shuffle([...new Set([...own, ...pairs.map(([worse]) => worse)])], random).map(
        ({ id }) => id,
      )
      const third = Math.floor(order.length / 3)
      const shown = order.map((profile) => ({ profile, isRepeat: false }))
      for (const profile of order.slice(0, Math.min(third, question.repeats))) {
        const at = shown.length - random.drawInteger(Math.max(1, third))
        shown.splice(at, 0, { profile, isRepeat: true })
      }
      return {
        ...{ rater: rater.id, shown },
        dominatedPairs: pairs.map(([worse, better]) => [worse.id, better.id] as const),
      }
    })
}

/**
 * Profiles that are worse in everything than one on the sheet, each beside another one: further profiles where there are any, else
 * two that are both on the sheet.
 */
function findDominatedPairs(
  { measures, dominated }: SheetQuestion,
  allowed: readonly ShownProfile[],
  own: readonly ShownProfile[],
): readonly (readonly [worse: ShownProfile, better: ShownProfile])[] {
  const pairs: (readonly [ShownProfile, ShownProfile])[] = []
  const isTaken = (one: ShownProfile) => pairs.some((pair) => pair.includes(one))
  for (const worse of [...allowed.filter((one) => !own.includes(one)), ...own]) {
    if (pairs.length === dominated) break
    const better = own.find((one) => !isTaken(one) && isDominated(worse, one, measures))
    if (better !== undefined && !isTaken(worse)) pairs.push([worse, better])
  }
  return pairs
}

/** Fisher and Yates. */
function shuffle<One>(list: readonly One[], random: Random): readonly One[] {
  const result = [...list]
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = random.drawInteger(at + 1)
    ;[result[at], result[other]] = [result[other] as One, result[at] as One]
  }
  return result
}
