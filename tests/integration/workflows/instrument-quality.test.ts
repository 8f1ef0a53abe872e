import { describe, expect, test } from 'vitest'
import type { AskedResponse } from '../../../functions/records/assessment/survey.store.ts'
import type { Membership } from '../../../functions/records/membership/membership.ts'
import { formatMode, SELF_BY_TEXT, SELF_ON_WEB } from '../../../functions/records/response/provenance.ts'
import {
  type InstrumentQualityDeps,
  readInstrumentQuality,
} from '../../../functions/workflows/analyses/read-instrument-quality.ts'
import { type Library, openShippedLibrary } from '../../../surveys/library/library.ts'
import { STUDY } from '../../support/clinic.ts'

const library = openShippedLibrary()
const [AS_OF, BEFORE, AFTER] = [
  '2026-06-01T00:00:00.000Z',
  '2026-05-01T00:00:00.000Z',
  '2026-07-01T00:00:00.000Z',
]

/** The same library, as if the PEG were there in Spanish too. */
const bilingual: Library = {
  ...library,
  findInstrument(ref) {
    const found = library.findInstrument(ref)
    if (found?.definition.id !== 'peg') return found
    const { locales } = found.definition
    return {
      ...found,
      definition: { ...found.definition, locales: { ...locales, es: { status: 'unvalidated', source: '' } } },
    }
  },
}

function buildResponse(at: number, of: Partial<AskedResponse> = {}): AskedResponse {
  const site = of.site ?? 'harbor'
  return {
    ...{ study: STUDY, site, participant: `${site}-${at}`, timepoint: 'week-4', state: 'submitted' },
    ...{ battery: ['peg@1.0.0'], definitionsHash: '', claimed: {}, startedAt: BEFORE, savedAt: BEFORE },
    answers: {
      'peg/pain': String(at % 11),
      'peg/enjoyment': String((at * 3) % 11),
      'peg/activity': String((at * 7 + 2) % 10),
    },
    ...{ submittedAt: BEFORE, locale: 'en', provenances: new Set([formatMode(SELF_ON_WEB)]) },
    ...of,
  }
}

const many = (count: number, of?: Partial<AskedResponse>) =>
  Array.from({ length: count }, (_, at) => buildResponse(at, of))

/** Each response on a page of its own, so that none but the last ends the reading. */
async function readQuality(
  responses: readonly AskedResponse[],
  member: Partial<Membership> = { role: 'lead', sites: [] },
  using = library,
) {
  const study = using.findStudy(STUDY)
  if (!study) throw new Error('shipped')
  const deps = {
    clock: { now: () => ({ epochMilliseconds: Date.parse(AS_OF) }) },
    assessments: { listBySite: async () => [] },
    participantRecords: {
      readSite: async () => ({ participants: [], sheets: [], treatments: [], events: [] }),
    },
    surveys: {
      readResponsePage: async ({ site }: { site: string }, after: { timepoint: string } | null) => {
        const own = responses.filter((one) => one.site === site)
        const at = after === null ? 0 : Number(after.timepoint)
        const next = at + 1 < own.length ? { participant: site, timepoint: String(at + 1) } : null
        return { responses: own.slice(at, at + 1), next }
      },
    },
  } as unknown as InstrumentQualityDeps
  return readInstrumentQuality(
    deps,
    {
      ...{ study: study.definition, published: study.definition, studyHash: study.hash, library: using },
      member: { study: STUDY, ...member } as Membership,
    },
    { measure: 'peg/total', timepoint: 'week-4' },
  )
}

const listSizes = (of: Awaited<ReturnType<typeof readQuality>>['itemFunctioning']['mode']) =>
  of.kind === 'examined' ? of.groups.map(({ group, n }) => [group, n]) : of.reason

describe('answers by group', () => {
  test('by mode and clinic, each participant once', async () => {
    const byText = { provenances: new Set([formatMode(SELF_BY_TEXT)]) }
    const { itemFunctioning, consistency } = await readQuality([
      ...many(50),
      ...many(40, { ...byText, site: 'mesa' }),
    ])
    expect(consistency).toMatchObject({ kind: 'estimated', n: 90 })
    expect(listSizes(itemFunctioning.mode)).toEqual([
      ['web', 50],
      ['text', 40],
    ])
    expect(listSizes(itemFunctioning.site)).toEqual([
      ['harbor', 50],
      ['mesa', 40],
    ])
    expect(itemFunctioning.mode).toMatchObject({
      items: [{ item: 'pain' }, { item: 'enjoyment' }, { item: 'activity' }],
    })
  })

  test('a language is the one in which the questions were shown, English where there are none in theirs', async () => {
    const both = [...many(50), ...many(40, { locale: 'es-US' })]
    expect(listSizes((await readQuality(both)).itemFunctioning.language)).toBe('fewer-than-two-groups')
    expect(listSizes((await readQuality(both, undefined, bilingual)).itemFunctioning.language)).toEqual([
      ['en', 50],
      ['es', 40],
    ])
  })

  test('a coordinator has those of their own clinics alone', async () => {
    const both = [...many(50), ...many(40, { site: 'mesa' })]
    const own = await readQuality(both, { role: 'coordinator', sites: ['harbor'] })
    expect(own.consistency).toMatchObject({ n: 50 })
    expect(own.itemFunctioning.site).toEqual({ kind: 'not-examined', reason: 'fewer-than-two-groups' })
  })

  test('what was sent later, asked at another timepoint, or skipped in part is not in it', async () => {
    const skipped = many(5, { answers: { 'peg/pain': '3', 'peg/enjoyment': null } })
    const { consistency } = await readQuality([
      ...many(50),
      ...many(5, { submittedAt: AFTER }),
      ...many(5, { state: 'draft', submittedAt: undefined }),
      ...many(5, { timepoint: 'week-12' }),
      ...skipped,
    ])
    expect(consistency).toMatchObject({ kind: 'estimated', n: 50 })
  })
})
