import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireCounts } from '../../../functions/analysis/disclosure/whole-counts.ts'
import type { AttributeEntry } from '../../../functions/records/participant/participant-attributes.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { getAdverseEvents } from '../../../web/api/analyses/adverse-events.ts'
import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { getInstrumentQuality } from '../../../web/api/analyses/instrument-quality.ts'
import { getMeanChange } from '../../../web/api/analyses/mean-change.ts'
import { getMeaningfulChange } from '../../../web/api/analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../../../web/api/analyses/repeated-measures.ts'
import { getResponderRate, type ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { Contract } from '../../../web/api/schemas/contract.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const API = `/api/studies/${STUDY}`
const RATE = `${API}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12&imputations=0`
const CHANGE = `${API}/analyses/mean-change?measure=pain&timepoint=week-12`
const ROUTES: [Contract, string][] = [
  [getResponderRate, RATE],
  [getMeanChange, CHANGE],
  [getDefinitionComparison, `${API}/analyses/definition-comparison?timepoint=week-12`],
  [getRepeatedMeasures, `${API}/analyses/repeated-measures?measure=pain`],
  [getMeaningfulChange, `${API}/analyses/meaningful-change?measure=function&timepoint=week-12&replicates=20`],
  [getInstrumentQuality, `${API}/analyses/instrument-quality?measure=pain&timepoint=week-12`],
  [getAdverseEvents, `${API}/analyses/adverse-events?`],
]
const MECHANISMS = ['neuropathic', 'nociplastic', 'unknown', null] as const
const findMechanism = (at: number) => MECHANISMS[at % 4] ?? null
/** Of each fourth nothing was ever recorded. */
const recordAttributes = (at: number): AttributeEntry[] | undefined => {
  const code = findMechanism(at)
  const about = { recordedAt: '2026-01-01T00:00:00.000Z', by: 'coordinator-harbor' }
  return code === null ? undefined : [{ attribute: 'mechanism', code, ...about }]
}

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  for (const [site, count] of [
    ['harbor', 60],
    ['mesa', 60],
    ['lakeside', 9],
  ] as const)
    await storeMadeUpSite(
      clinic.tables,
      STUDY,
      site,
      count,
      ['baseline', 'week-4', 'week-12'],
      recordAttributes,
    )
})
afterAll(() => clinic.tables.drop())

async function read<T>(user: string, path: string): Promise<T> {
  const reply = await clinic.api(user, 'GET', path)
  expect(reply.status, path).toBe(200)
  return (await reply.json()) as T
}
const readText = async (user: string, path: string) => (await clinic.api(user, 'GET', path)).text()
const correct = (participant: string, option: string | null) =>
  clinic.api(`coordinator-${participant.split('-')[0]}`, 'PATCH', `${API}/participants/${participant}`, {
    attributes: [{ attribute: 'mechanism', option }],
  })
const buildId = (site: string, at: number) => `${site}-${String(at).padStart(8, '0')}`

describe('refused at its place is', () => {
  test.each(
    ROUTES.flatMap(([, path]) =>
      [
        'diagnosis:a',
        'mechanism:none',
        'mechanism:18-29',
        'mechanism',
        ':',
        'mechanism:unknown,',
        'Mechanism:a',
      ].map((filter) => [path, filter]),
    ),
  )('%s&attributes=%s', async (path, filter) => {
    const reply = await clinic.api('lead', 'GET', `${path}&attributes=${filter}`)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer: '?attributes' }] })
  })

  test.each([RATE, CHANGE])('%s by an attribute that there is not', async (path) => {
    for (const by of ['diagnosis', 'Mechanism'])
      expect(await (await clinic.api('lead', 'GET', `${path}&stratifyBy=${by}`)).json()).toMatchObject({
        ...{ status: 422, errors: [{ pointer: '?stratifyBy' }] },
      })
  })

  test('a filter twice, and a breakdown where there is none', async () => {
    const twice = `${RATE}&attributes=mechanism:unknown&attributes=mechanism:neuropathic`
    expect((await clinic.api('lead', 'GET', twice)).status).toBe(422)
    for (const [, path] of ROUTES.slice(2))
      expect((await clinic.api('lead', 'GET', `${path}&stratifyBy=mechanism`)).status).toBe(422)
  })
})

describe('every analysis', () => {
  test.each(ROUTES)('is of an option alone, and says so: $path', async (contract, path) => {
    const whole = await read<object>('lead', path)
    expect(whole).not.toHaveProperty('filter')
    const some = await read<object>('lead', `${path}&attributes=mechanism:neuropathic,age-group:missing`)
    expect(some).toMatchObject({
      filter: [
        { attribute: 'mechanism', option: 'neuropathic' },
        { attribute: 'age-group', option: null },
      ],
    })
    expect(contract.reply.safeParse(some).error?.issues).toBeUndefined()
    expect(JSON.stringify(some)).not.toBe(JSON.stringify({ ...whole, filter: undefined }))
    // In what order the attributes are named changes no number.
    const turned = await read<object>('lead', `${path}&attributes=age-group:missing,mechanism:neuropathic`)
    const dated = { asOf: undefined, filter: undefined }
    expect({ ...turned, ...dated }).toEqual({ ...some, ...dated })
  })

  test('of nobody is refused nothing: there is no rate, no mean and no item', async () => {
    const nobody = '&attributes=age-group:18-29'
    expect(await read('lead', RATE + nobody)).toMatchObject({ noRate: 'nobody-due' })
    expect(await read('lead', CHANGE + nobody)).toMatchObject({ overall: { kind: 'not-estimated', n: 0 } })
    for (const [contract, path] of ROUTES)
      expect(contract.reply.safeParse(await read('lead', path + nobody)).success).toBe(true)
  })
})

describe('the rate', () => {
  test('of an option is what its participants’ own results add up to', async () => {
    const definition = openShippedLibrary()
      .findStudy(STUDY)
      ?.definition.responderDefinitions.find(({ id }) => id === 'pain-relief-30')
    const ids = Array.from({ length: 60 }, (_, at) => at).filter((at) => findMechanism(at) === 'nociplastic')
    type Scores = { verdicts: { definition: string; timepoint: string; result: string }[] }
    const results = await Promise.all(
      ids.map(async (at) => {
        const path = `${API}/participants/${buildId('harbor', at)}/scores`
        const { verdicts } = await read<Scores>('coordinator-harbor', path)
        return verdicts.find(
          (one) =>
            one.timepoint === 'week-12' && one.definition === `${definition?.id}@${definition?.version}`,
        )?.result
      }),
    )
    const { counts } = await read<ResponderRateReply>(
      'coordinator-harbor',
      `${RATE}&attributes=mechanism:nociplastic`,
    )
    expect(requireCounts(counts).observedMet).toBe(results.filter((one) => one === 'met').length)
    expect(requireCounts(counts).observedMet).toBeGreaterThan(0)
    expect(requireCounts(counts).due).toBeLessThanOrEqual(ids.length)
  })

  test('broken down sums up, has missing apart from unknown, and each group is the filter’s', async () => {
    const { strata, counts } = await read<ResponderRateReply>('lead', `${RATE}&stratifyBy=mechanism`)
    const groups = strata?.groups ?? []
    expect(groups.map(({ option }) => option)).toEqual([
      ...['nociceptive', 'neuropathic', 'nociplastic', 'mixed', 'unknown'],
      null,
    ])
    const due = groups.map((one) => requireCounts(one.counts).due)
    expect(due.reduce((sum, one) => sum + one, 0)).toBe(counts.due)
    for (const group of groups) {
      const alone = await read<ResponderRateReply>(
        'lead',
        `${RATE}&attributes=mechanism:${group.option ?? 'missing'}`,
      )
      expect([group.counts, group.rates, group.pooled]).toEqual([alone.counts, alone.rates, alone.pooled])
    }
  })

  test('as CSV says whose it is, with a row for each group', async () => {
    const csv = await readText(
      'lead',
      `${RATE}&attributes=mechanism:neuropathic,mechanism:missing&stratifyBy=mechanism&format=csv`,
    )
    const [head = '', ...rows] = csv.trim().split('\r\n')
    const filter = head.split(',').indexOf('filter')
    expect(new Set(rows.map((one) => one.split(',')[filter]))).toEqual(
      new Set(['mechanism=neuropathic mechanism=missing']),
    )
    // Behind the words of the estimand, which hold commas.
    const groups = rows.flatMap((one) => /,(mechanism=[a-z]+),/.exec(one.replace(/",/, ','))?.[1] ?? [])
    expect(groups).toEqual(
      ['nociceptive', 'neuropathic', 'nociplastic', 'mixed', 'unknown', 'missing'].map(
        (option) => `mechanism=${option}`,
      ),
    )
  })
})

describe('small groups', () => {
  test('a coordinator’s filter and breakdown are of their own clinic, whatever is true of others', async () => {
    const asked = [
      `${RATE}&stratifyBy=mechanism`,
      `${CHANGE}&attributes=mechanism:neuropathic&stratifyBy=mechanism`,
    ]
    const at = `&asOf=${COHORT_ENDS}`
    const readBoth = () => Promise.all(asked.map((path) => readText('coordinator-harbor', path + at)))
    const before = await readBoth()
    const [rate] = before.map((text) => JSON.parse(text) as ResponderRateReply)
    expect(rate?.coverage).toBe('own-sites')
    expect(rate?.sites.map(({ site }) => site)).toEqual(['harbor'])
    clinic.advance('PT1H')
    expect((await correct(buildId('mesa', 0), 'mixed')).status).toBe(200)
    expect(await readBoth()).toEqual(before)
    const later = `&asOf=${new Date(Date.parse(COHORT_ENDS) + 3_600_000).toISOString()}`
    const [now] = await Promise.all(asked.map((path) => readText('coordinator-harbor', path + later)))
    expect({ ...(JSON.parse(now ?? '') as object), asOf: '' }).toEqual({ ...rate, asOf: '' })
  })

  test('a release is the same bytes whatever is recorded of anybody, and takes neither filter nor breakdown', async () => {
    const make = async (name: string) => {
      const reply = await clinic.api('lead', 'POST', `${API}/releases`, { name, asOf: COHORT_ENDS })
      expect(reply.status).toBe(201)
      return (await reply.json()) as { number: number }
    }
    const first = await make('before')
    for (const [at, option] of ['mixed', 'nociceptive', null].entries())
      expect((await correct(buildId('harbor', at), option)).status).toBe(200)
    const second = await make('after')
    const path = (number: number) =>
      `${API}/releases/${number}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12`
    const analyses = await Promise.all(
      [first, second].map(async ({ number }) => {
        const { release: _, ...analysis } = await read<object & { release: object }>(
          'coordinator-mesa',
          path(number),
        )
        return analysis
      }),
    )
    expect(analyses[1]).toEqual(analyses[0])
    expect(JSON.stringify(analyses)).not.toContain('neuropathic')
    for (const more of ['attributes=mechanism:neuropathic', 'stratifyBy=mechanism'])
      expect((await clinic.api('lead', 'GET', `${path(first.number)}&${more}`)).status).toBe(422)
  })
})

test('an earlier instant is of what was recorded by then', async () => {
  const asked = `${RATE}&stratifyBy=mechanism&asOf=${COHORT_ENDS}`
  const before = await readText('lead', asked)
  clinic.advance('PT1H')
  expect((await correct(buildId('harbor', 5), 'mixed')).status).toBe(200)
  expect(await readText('lead', asked)).toBe(before)
  const [was, is] = await Promise.all(
    [asked, RATE.concat('&stratifyBy=mechanism')].map((path) => read<ResponderRateReply>('lead', path)),
  )
  const findMixed = (of: ResponderRateReply | undefined) =>
    of?.strata?.groups.find(({ option }) => option === 'mixed')?.counts.due
  expect(findMixed(is)).toBeGreaterThan(findMixed(was) ?? 0)
})
