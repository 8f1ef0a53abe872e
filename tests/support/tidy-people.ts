import { createBaselineSpread } from '../../functions/analysis/responder/baseline-spread.ts'
import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import { buildTimeline } from '../../functions/analysis/timeline/timeline.ts'
import type { TidyPerson, TidySetting } from '../../functions/interchange/tidy/tidy-person.ts'
import type { AskedResponse } from '../../functions/records/assessment/survey.store.ts'
import { buildBattery, hashDefinitions } from '../../functions/records/response/response.ts'
import { scoreBattery } from '../../functions/records/score/score.ts'
import { listOptions } from '../../surveys/instrument/item.ts'
import type { PublishedInstrument } from '../../surveys/library/library.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'
import type { TidyVariant } from '../../web/api/exports/tidy-export.ts'

/* People with answers that nobody gave, as a tidy export reads them: the same for the same seed. */

const STUDY = 'ketamine-infusion-registry'
const START = Date.UTC(2026, 2, 2, 15)
const DAY = 86_400_000
export const TIDY_AS_OF = '2026-12-01T00:00:00.000Z'

export function buildTidySetting(
  variant: TidyVariant = 'dates',
  part: Partial<TidySetting> = {},
): TidySetting {
  const library = openShippedLibrary()
  const found = library.findStudy(STUDY)
  if (!found) throw new Error('the shipped library lost its registry')
  const measures = buildStudyMeasures(found.definition, library)
  return {
    ...{ study: found.definition, studyHash: found.hash, isBlinded: false, variant, asOf: TIDY_AS_OF },
    ...{ sites: found.definition.sites.map(({ id }) => id), instruments: library, measures },
    instrumentsUrl: 'https://concord.example/api/instruments',
    spread: createBaselineSpread(() => [], measures),
    ...part,
  }
}

/**
 * So many people of one clinic, each with a set of answers at every timepoint that is named. One in twelve answers is declined,
 * and one in forty sets of answers stops halfway.
 */
export function* drawTidyPeople(
  { instruments, study, asOf }: TidySetting,
  {
    count,
    site = 'harbor',
    battery,
    timepoints = ['baseline'],
  }: {
    readonly count: number
    readonly site?: string
    readonly battery: readonly string[]
    readonly timepoints?: readonly string[]
  },
): Generator<TidyPerson> {
  const asked = battery.map((ref) => {
    const found = instruments.findInstrument(ref)
    if (!found) throw new Error(`no ${ref}`)
    return found
  })
  const definitionsHash = hashDefinitions(asked)
  const random = createRandomStream(1, site)
  for (let at = 0; at < count; at += 1) {
    const participant = `${site}-${String(at).padStart(8, '0')}`
    const enrolledAt = START + (at % 90) * DAY
    const of = { study: STUDY, site, participant }
    const givenAt = iso(enrolledAt + DAY)
    const assessments = timepoints.map((timepoint, visit) => ({
      ...{ participant, timepoint, progress: 'completed' as const },
      ...{ opensAt: iso(enrolledAt + visit * DAY), dueAt: iso(enrolledAt + (visit + 1) * DAY) },
      ...{ closesAt: iso(enrolledAt + (visit + 3) * DAY), completedAt: iso(enrolledAt + visit * DAY) },
    }))
    const responses = timepoints.map((timepoint, visit): AskedResponse => {
      const stopsAt = random.drawInteger(40) === 0 ? 0.5 : 1
      const submittedAt = iso(enrolledAt + visit * DAY)
      return {
        ...{ ...of, timepoint, battery, definitionsHash, locale: 'en', claimed: {} },
        ...{ state: 'submitted', startedAt: submittedAt, savedAt: submittedAt, submittedAt },
        ...{ provenances: new Set(['self/web']), answers: drawAnswers(asked, random, stopsAt) },
      }
    })
    const sheets = responses.map(({ timepoint, submittedAt = '', answers }) => ({
      ...{ ...of, timepoint, answeredAt: submittedAt, scores: scoreBattery(buildBattery(asked), answers) },
    }))
    const exposure = {
      recordedAt: givenAt,
      dose: { value: 0.5, unit: 'mg/kg' as const },
      route: 'iv' as const,
    }
    const treatments = [
      { ...of, kind: 'ketamine-infusion', givenAt, recordedAt: givenAt, exposures: [exposure] },
    ]
    const timeZone = 'America/New_York'
    yield {
      ...{ participant, site, timeZone, enrolledAt: iso(enrolledAt), language: 'en', arm: null },
      ended: at % 7 === 0 ? { how: 'withdrawn', at: givenAt, recordedAt: givenAt, reason: 'own-wish' } : null,
      attributes: [
        { attribute: 'mechanism', code: at % 3 === 0 ? 'neuropathic' : 'mixed', recordedAt: iso(enrolledAt) },
      ],
      ...{ assessments, responses, sheets, treatments },
      timeline: buildTimeline(study, { assessments, sheets, treatments }, asOf, timeZone),
      events: at % 5 === 0 ? [{ participant, at: givenAt, event: NAUSEA }] : [],
      alerts: at % 9 === 0 ? [{ instrument: 'phq-9', rule: 'self-harm', state: 'closed' }] : [],
    }
  }
}

const NAUSEA = {
  ...({ kind: 'adverse-event', term: 'nausea', severity: 'mild', relation: 'possible' } as const),
  serious: false,
}

function drawAnswers(
  asked: readonly PublishedInstrument[],
  random: ReturnType<typeof createRandomStream>,
  stopsAt: number,
): AskedResponse['answers'] {
  const answers: Record<string, string | null> = {}
  for (const { definition } of asked)
    for (const item of definition.items.slice(0, Math.ceil(definition.items.length * stopsAt))) {
      const options = listOptions(definition, item)
      const chosen = options[random.drawInteger(Math.max(options.length, 1))]
      const written = item.type === 'text' ? 'to walk with "Juno", +1 202 555 0199' : '2026-03-05'
      answers[`${definition.id}/${item.id}`] = random.drawInteger(12) === 0 ? null : (chosen?.code ?? written)
    }
  return answers
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
