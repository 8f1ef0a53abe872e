import { describe, expect, test } from 'vitest'
import type { CatalogueEntry } from '../../../functions/records/library/catalogue.ts'
import { checkStudyDraft } from '../../../functions/workflows/library/check-study-draft.ts'
import type { NamedDefinitions } from '../../../functions/workflows/library/named-definitions.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDefinition } from '../../../surveys/library/list-definitions.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'

const library = openShippedLibrary()
/** The library's responder definitions, one of them retired. */
const named: NamedDefinitions = new Map(
  shippedDefinitions.responderDefinitions.map((source) => {
    const { kind, id, version, hash, title } = readDefinition('responder-definition', source)
    const entry = {
      kind,
      id,
      version,
      hash,
      title,
      origin: 'built-in',
      publishedAt: '2026-01-01T00:00:00.000Z',
    }
    const retired = id === 'own-goal-reached' && {
      retired: { at: '2026-02-01T00:00:00.000Z', reason: 'Replaced by another.' },
    }
    return [`${id}@${version}`, { entry: { ...entry, ...retired } as CatalogueEntry, source }] as const
  }),
)
const REGISTRY = 'ketamine-infusion-registry'
type Source = Record<string, unknown> & {
  sites: Record<string, unknown>[]
  anchors: Record<string, unknown>[]
  timepoints: (Record<string, unknown> & { battery: string[] })[]
  texts: Record<string, Record<string, unknown> & { replies: Record<string, unknown> }>
}
/** The version 1.3.0, which is published, under the number of a further one. */
const build = (): Source => ({
  ...(structuredClone(
    shippedDefinitions.studies.find((one) => {
      const { id, version } = one as { id: string; version: string }
      return id === REGISTRY && version === '1.3.0'
    }),
  ) as Source),
  version: '9.0.0',
})
const check = (source: unknown) =>
  checkStudyDraft(
    { study: REGISTRY, source: source as Source, basedOn: '1.3.0' },
    {
      ...{ study: REGISTRY, sites: [], timepoints: [], instruments: [] },
      versions: [{ version: '1.3.0', hash: 'published' }],
    },
    library,
    named,
  ).problems

test('the version that ships has no problem', () => {
  expect(check(build())).toEqual([])
})

test('an instrument that is retired is refused where the study does not ask it yet, at each place that names it', () => {
  const retired = new Map([['peg@1.0.0', 'replaced by another']])
  const find = (asked: readonly { ref: string; hash: string }[]) =>
    checkStudyDraft(
      { study: REGISTRY, source: build(), basedOn: '1.3.0' },
      {
        ...{ study: REGISTRY, sites: [], timepoints: [], instruments: [...asked] },
        versions: [{ version: '1.3.0', hash: 'published' }],
      },
      ...([library, named, retired] as const),
    ).problems
  const places = build().timepoints.flatMap(({ battery }, at) =>
    battery.flatMap((ref, place) => (ref === 'peg@1.0.0' ? [`/timepoints/${at}/battery/${place}`] : [])),
  )
  expect(places.length).toBeGreaterThan(0)
  expect(find([]).map(({ pointer, detail }) => [pointer, detail])).toEqual(
    places.map((pointer) => [pointer, 'peg@1.0.0 is retired: replaced by another']),
  )
  expect(find([{ ref: 'peg@1.0.0', hash: 'asked' }])).toEqual([])
})

/** What is done to it, and where the problem is. */
const WRONG: readonly [what: string, change: (study: Source) => unknown, pointer: string][] = [
  ['another study’s id', (study) => Object.assign(study, { id: 'another' }), '/id'],
  ['an id that is none', (study) => Object.assign(study, { id: 'Not An Id' }), '/id'],
  ['a version that is published', (study) => Object.assign(study, { version: '1.3.0' }), '/version'],
  ['an older version', (study) => Object.assign(study, { version: '1.2.9' }), '/version'],
  ['a version that is none', (study) => Object.assign(study, { version: 'next' }), '/version'],
  ['no title', (study) => Reflect.deleteProperty(study, 'title'), '/title'],
  ['a member that there is not', (study) => Object.assign(study, { colour: 'blue' }), ''],
  ['no language', (study) => Object.assign(study, { locales: [] }), '/locales'],
  ['a language that is none', (study) => Object.assign(study, { locales: ['english'] }), '/locales/0'],
  ['a language without texts', (study) => Object.assign(study, { locales: ['en', 'es'] }), '/texts'],
  ['no clinic', (study) => Object.assign(study, { sites: [] }), '/sites'],
  ['two clinics of one id', (study) => void study.sites.push({ ...study.sites[0] }), '/sites'],
  ['a clinic without a name', (study) => Object.assign(must(study.sites[0]), { name: '' }), '/sites/0/name'],
  [
    'a telephone that is none',
    (study) => Object.assign(must(study.sites[0]), { phone: 'call us' }),
    '/sites/0/phone',
  ],
  [
    'a time zone that there is not',
    (study) => Object.assign(must(study.sites[0]), { timeZone: 'America/Nowhere' }),
    '/sites/0/timeZone',
  ],
  [
    'a country of three letters',
    (study) => Object.assign(must(study.sites[0]), { country: 'USA' }),
    '/sites/0/country',
  ],
  ['no anchor', (study) => Object.assign(study, { anchors: [] }), '/anchors'],
  ['two anchors of one id', (study) => void study.anchors.push({ ...study.anchors[0] }), '/anchors'],
  [
    'an anchor of no kind',
    (study) => Object.assign(must(study.anchors[0]), { id: 'enrolment', kind: 'moon' }),
    '/anchors/0/kind',
  ],
  ['no timepoint', (study) => Object.assign(study, { timepoints: [] }), '/timepoints'],
  [
    'two timepoints of one id',
    (study) => void study.timepoints.push({ ...must(study.timepoints[0]) }),
    '/timepoints',
  ],
  [
    'a timepoint of an anchor that there is not',
    (study) => Object.assign(must(study.timepoints[1]), { anchor: 'elsewhere' }),
    '/timepoints/1/anchor',
  ],
  [
    'an offset that is none',
    (study) => Object.assign(must(study.timepoints[1]), { offset: 'a week' }),
    '/timepoints/1/offset',
  ],
  [
    'a window that is due after it closes',
    (study) => Object.assign(must(study.timepoints[1]), { due: 'P30D' }),
    '/timepoints/1',
  ],
  [
    'a time that is none',
    (study) => Object.assign(must(study.timepoints[1]), { at: '25:00' }),
    '/timepoints/1/at',
  ],
  [
    'an invitation of no kind',
    (study) => Object.assign(must(study.timepoints[1]), { invite: 'never' }),
    '/timepoints/1/invite',
  ],
  [
    'a reminder that is none',
    (study) => Object.assign(must(study.timepoints[1]), { reminders: ['soon'] }),
    '/timepoints/1/reminders/0',
  ],
  [
    'more reminders than there may be',
    (study) => Object.assign(must(study.timepoints[1]), { reminders: Array(7).fill('P1D') }),
    '/timepoints/1/reminders',
  ],
  [
    'no questionnaire',
    (study) => Object.assign(must(study.timepoints[1]), { battery: [] }),
    '/timepoints/1/battery',
  ],
  [
    'a questionnaire that nobody published',
    (study) => void must(study.timepoints[1]).battery.push('nothing@1.0.0'),
    '/timepoints/1/battery',
  ],
  [
    'a questionnaire without a version',
    (study) => void must(study.timepoints[1]).battery.push('peg'),
    '/timepoints/1/battery',
  ],
  [
    'a questionnaire that was withdrawn',
    (study) => void must(study.timepoints[1]).battery.push('rmdq@1.0.0'),
    '/timepoints/1/battery',
  ],
  ['a baseline that there is not', (study) => Object.assign(study, { baseline: 'before' }), '/baseline'],
  [
    'an invitation without its link',
    (study) => Object.assign(en(study), { invitation: 'Your clinic has questions.' }),
    '/texts/en/invitation',
  ],
  [
    'a text that is too long',
    (study) => Object.assign(en(study), { reminder: `{link} ${'x'.repeat(480)}` }),
    '/texts/en/reminder',
  ],
  [
    'a text that gives the study away',
    (study) => Object.assign(en(study), { reminder: 'About your ketamine: {link} Reply STOP to end texts.' }),
    '/texts/en/reminder',
  ],
  [
    'no answer to words of self-harm',
    (study) => Reflect.deleteProperty(en(study).replies, 'crisis'),
    '/texts/en/replies/crisis',
  ],
  ['no help', (study) => Reflect.deleteProperty(en(study), 'help'), '/texts/en/help'],
  [
    'texting hours that end before they begin',
    (study) => Object.assign(study, { textingHours: { from: '20:00', until: '09:00' } }),
    '/textingHours',
  ],
  [
    'no country that may be texted',
    (study) => Object.assign(study, { textingCountries: [] }),
    '/textingCountries',
  ],
  [
    'a domain that nothing measures',
    (study) => Object.assign(study, { domains: { fatigue: 'nothing/score' } }),
    '/domains/fatigue',
  ],
  [
    'a domain that there is not',
    (study) => Object.assign(study, { domains: { happiness: 'peg/peg' } }),
    '/domains',
  ],
  [
    'a responder definition that there is not',
    (study) => Object.assign(study, { responderDefinitions: ['nothing@1.0.0'] }),
    '/responderDefinitions/0',
  ],
  [
    'a responder definition that is retired',
    (study) => Object.assign(study, { responderDefinitions: ['own-goal-reached@1.0.0'] }),
    '/responderDefinitions/0',
  ],
  [
    'a named responder definition that counts percent where percent means nothing',
    (study) => void (study.responderDefinitions as unknown[]).splice(5, 1, 'omeract-oarsi@1.0.0'),
    '/responderDefinitions/5',
  ],
  [
    'two versions of one responder definition',
    (study) => void (study.responderDefinitions as unknown[]).push('omeract-oarsi@1.0.0'),
    '/responderDefinitions/10',
  ],
  [
    'a definition of its own over a domain that nothing measures',
    (study) => {
      const own = (study.responderDefinitions as { rule?: object }[]).find((one) => one.rule)
      Object.assign(must(own), { rule: { op: 'level', score: 'fatigue', atMost: 3 } })
    },
    '/responderDefinitions/3/rule/score',
  ],
  [
    'an endpoint at which its scores are not asked',
    (study) => Object.assign(must(study.timepoints[2]), { battery: ['pgic@1.0.0'] }),
    '/endpoints/primary',
  ],
  [
    'an endpoint of an estimand that there is not',
    (study) => Object.assign(endpoints(study).primary, { estimand: 'nothing' }),
    '/endpoints/primary',
  ],
  ['a cell of nobody', (study) => Object.assign(study, { minimumCellSize: 0 }), '/minimumCellSize'],
  [
    'a number that is a word',
    (study) => Object.assign(study, { textsPerSitePerDay: 'many' }),
    '/textsPerSitePerDay',
  ],
  [
    'an approval of no kind',
    (study) => Object.assign(study, { publication: { approval: 'nobody' } }),
    '/publication/approval',
  ],
  [
    'a release that is never made',
    (study) => Object.assign(study, { releases: { every: 'P0M', from: '2026-01-01' } }),
    '/releases/every',
  ],
  [
    'an erasure that takes a year',
    (study) => Object.assign(study, { erasure: { dueDays: 365 } }),
    '/erasure/dueDays',
  ],
]

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the study has no such timepoint')
  return value
}
const endpoints = (study: Source) => study.endpoints as { primary: { estimand: string } }
const en = (study: Source) => must(study.texts.en)

describe('a draft with', () => {
  test('so many kinds of fault is enough', () => {
    expect(new Set(WRONG.map(([what]) => what)).size).toBeGreaterThanOrEqual(40)
  })

  test.each(WRONG)('%s is refused at its field', (_, change, pointer) => {
    const study = build()
    change(study)
    const problems = check(study)
    expect(
      problems.map((one) => one.pointer).some((one) => one === pointer || one.startsWith(`${pointer}/`)),
    ).toBe(true)
    for (const { detail } of problems) expect(detail).not.toBe('')
  })

  test('several faults at once is refused with each of them', () => {
    const study = build()
    for (const [, change] of WRONG.filter(([what]) => /telephone|cell of nobody|erasure/.test(what)))
      change(study)
    expect(check(study).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/sites/0/phone', '/minimumCellSize', '/erasure/dueDays']),
    )
  })
})

test.each([null, 'text', 7, [], {}])('what is no study at all is refused: %j', (source) => {
  expect(check(source)).not.toEqual([])
})
