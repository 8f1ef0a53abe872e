import { SCORING_ALGORITHM } from '../../../surveys/scoring/score.ts'
import { type Estimand, INTERCURRENT_EVENTS } from '../../../surveys/study/estimand.ts'
import { formatRational } from '../../../surveys/values/rational.ts'
import { createAttributeTest } from '../../analysis/cohort/filter-cohort.ts'
import {
  type CohortChanges,
  createChangeFinder,
  type MeanChangeQuestion,
  type ParticipantChange,
} from '../../analysis/mean-change/participant-changes.ts'
import { buildProfileQuestion } from './profile-question.ts'
import { type Lake, type LakeGroup, readParticipants } from './read-participants.ts'

/** Whatever happened meanwhile, the score counts. */
const WHATEVER_HAPPENED = Object.fromEntries(
  INTERCURRENT_EVENTS.map((kind) => [kind, 'treatment-policy']),
) as Estimand['events']

/**
 * Changes from the facts of the lake: those of `listChanges`, with participants counted together who are alike. Memory grows with
 * the number of different changes, and not of participants.
 *
 * @param stratum attribute by which they are told apart
 */
export async function readLakeChanges(
  lake: Lake,
  { filter = [], ...population }: LakeGroup,
  question: MeanChangeQuestion,
  stratum: string | undefined,
): Promise<CohortChanges> {
  const { study, sites, asOf, arms } = population
  const { measure, measures, timepoint } = question
  const [instrument = '', scale = ''] = measure.name.split('/')
  const attributes = [
    ...filter.map(({ attribute }) => attribute),
    ...(stratum === undefined ? [] : [stratum]),
  ]
  const inputs = {
    ...{ baseline: study.baseline, timepoint, scores: [{ instrument, scale }], algorithm: SCORING_ALGORITHM },
    ...{ attributes: [...new Set(attributes)], events: [], strategies: WHATEVER_HAPPENED },
    isOfWholeCourse: false,
  }
  const asked = buildProfileQuestion(study, inputs, measures, arms)
  const isKept = createAttributeTest(filter)
  const findChange = createChangeFinder(question, asOf)
  const found = new Map(
    sites.map((site) => [
      site,
      new Map<string, { -readonly [Key in keyof ParticipantChange]: ParticipantChange[Key] }>(),
    ]),
  )
  for await (const { site, participants } of readParticipants(lake, population, asked)) {
    const ofSite = found.get(site)
    if (!ofSite) throw new Error('the lake gave a clinic that was not asked for')
    for (const participant of participants) {
      const one = isKept(participant) ? findChange(participant) : undefined
      if (!one) continue
      const key = nameChange(one, stratum)
      const known = ofSite.get(key)
      if (known) known.count += one.count
      else ofSite.set(key, { ...one })
    }
  }
  return { asOf, sites: Array.from(found, ([site, alike]) => ({ site, ones: [...alike.values()] })) }
}

function nameChange({ arm, attributes, change }: ParticipantChange, stratum: string | undefined): string {
  const option = stratum === undefined ? null : (attributes.get(stratum) ?? null)
  return JSON.stringify([arm, option, change && formatRational(change)])
}
