import { describe, expect, test } from 'vitest'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkStudy } from '../../../surveys/publication/check-study.ts'
import { listScoreRefs } from '../../../surveys/responder/rule.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { parseDays } from '../../../surveys/study/duration.ts'

const library = openShippedLibrary()
const instruments = library.instruments.map(({ definition }) => definition)
const SHIPPED = library.findStudy('ketamine-infusion-registry')?.definition

/** The shipped study with one fault put in. */
function faulty(change: (study: StudyDefinition) => unknown): StudyDefinition {
  const study = studyDefinitionSchema.parse(structuredClone(SHIPPED))
  change(study)
  return study
}
const first = <T>(list: readonly T[]): T => {
  const [one] = list
  if (one === undefined) throw new Error('nothing there')
  return one
}
const VERSIONS: string = expect.stringContaining(
  'promis-physical-function-4a@2.0.0 cannot be compared with 1.0.0',
)
const AFTER = {
  ...{ id: 'bad-after-infusion', op: 'after-treatment' as const, item: 'peg/pain', codes: ['10'] },
  ...{ treatment: 'ketamine-infusion', within: 'PT24H' },
}
const MONTH_1 = { id: 'month-1', title: { en: 'Month 1' }, from: 14, target: 28, until: 42 }
const RELIABILITY = { standardDeviation: 2, coefficient: 0.8, evidence: 'unconfirmed', source: 'Made up' }
const CAP = { treatment: 'ketamine-infusion', most: 12, evidence: 'unconfirmed', source: 'Made up' }
const WINDOW = 'a window must open before it is due and be due by its close'

describe('a study is refused, with its place, for', () => {
  test.each<[string, (study: StudyDefinition) => unknown, string, string]>([
    [
      'a text that names a treatment in another language',
      ({ treatments, texts }) => {
        Object.assign(first(treatments), { title: { en: 'Study visit', es: 'Gotero azul' } })
        Object.assign(texts.en ?? {}, { reminder: 'Gotero azul: {link} STOP' })
      },
      '/texts/en/reminder',
      'at Harbor Clinic it gives away: Gotero azul',
    ],
    [
      'a site that stands twice',
      ({ sites }) => void sites.push(first(sites)),
      '/sites',
      'an id stands twice',
    ],
    [
      'a site with a language that the study does not have',
      ({ sites }) => Object.assign(first(sites), { languages: ['es'] }),
      '/sites/0/languages',
      'the study has no language es',
    ],
    [
      'quiet hours over all the texting hours',
      ({ sites }) => Object.assign(first(sites), { quietHours: { from: '08:00', until: '20:00' } }),
      '/sites/0/quietHours/until',
      'no text could go out from 09:00 until 20:00',
    ],
    [
      'quiet hours over midnight that leave none of the texting hours',
      ({ sites }) => Object.assign(first(sites), { quietHours: { from: '20:00', until: '20:00' } }),
      '/sites/0/quietHours/until',
      'no text could go out from 09:00 until 20:00',
    ],
    [
      'a timepoint that stands twice',
      ({ timepoints }) => void timepoints.push(first(timepoints)),
      '/timepoints',
      'an id stands twice',
    ],
    [
      'an anchor that stands twice',
      ({ anchors }) => void anchors.push(first(anchors)),
      '/anchors',
      'an id stands twice',
    ],
    [
      'a timepoint that counts from nothing',
      ({ timepoints }) => Object.assign(first(timepoints), { anchor: 'surgery' }),
      '/timepoints/0/anchor',
      'no anchor surgery',
    ],
    [
      'a window due when it opens',
      ({ timepoints }) => Object.assign(first(timepoints), { due: 'P0D' }),
      '/timepoints/0/due',
      WINDOW,
    ],
    [
      'a window that closes before it is due',
      ({ timepoints }) => Object.assign(first(timepoints), { closes: 'P2D' }),
      '/timepoints/0/due',
      WINDOW,
    ],
    [
      'a closing time before the time at which it is due that day',
      ({ timepoints }) =>
        Object.assign(first(timepoints), { due: 'P1W', closes: 'P7D', closingTime: '08:59' }),
      '/timepoints/0/closingTime',
      WINDOW,
    ],
    [
      'a closing time where the window is counted in hours',
      ({ timepoints }) => Object.assign(first(timepoints), { closes: 'PT200H', closingTime: '20:00' }),
      '/timepoints/0/closingTime',
      'a window that closes after hours has no closing time',
    ],
    [
      'a battery with an instrument that does not exist',
      ({ timepoints }) => void first(timepoints).battery.push('sf-36@1.0.0'),
      '/timepoints/0/battery',
      'no instrument sf-36@1.0.0',
    ],
    [
      'a battery with a version that does not exist',
      ({ timepoints }) => void first(timepoints).battery.push('peg@2.0.0'),
      '/timepoints/0/battery',
      'no instrument peg@2.0.0',
    ],
    [
      'a battery with a withdrawn version',
      ({ timepoints }) => void first(timepoints).battery.push('csq-8@1.0.0'),
      '/timepoints/0/battery',
      expect.stringContaining('csq-8@1.0.0 was withdrawn, ask csq-8@2.0.0'),
    ],
    [
      'a baseline that is no timepoint',
      (study) => Object.assign(study, { baseline: 'week-0' }),
      '/baseline',
      'no timepoint week-0',
    ],
    [
      'an anchor on a treatment that is not given',
      (study) => Object.assign(study, { treatments: [] }),
      '/anchors/1',
      'no treatment ketamine-infusion',
    ],
    [
      'a language without texts',
      ({ locales }) => void locales.push('fr'),
      '/texts/fr',
      'the texts are missing',
    ],
    [
      'a responder definition over a score that nothing measures',
      ({ responderDefinitions }) =>
        Object.assign(first(responderDefinitions), {
          rule: {
            op: 'all',
            rules: [{ op: 'not', rule: { op: 'level', score: 'bpi/worst', atMost: 3 } }],
          },
        }),
      '/responderDefinitions/0/rule/rules/0/rule/score',
      'nothing measures bpi/worst',
    ],
    [
      'questions asked again too soon',
      ({ timepoints, spacing }) => {
        spacing.length = 0
        Object.assign(timepoints[2] ?? {}, { offset: 'P77D' })
      },
      '/timepoints/3/battery',
      'phq-9@1.0.0 asks about 14 days and would be asked again after 7',
    ],
    [
      'a baseline that counts from the treatment before which it is answered',
      (study) => Object.assign(study.timepoints[0] ?? {}, { anchor: 'infusion-series', opens: '-P7D' }),
      '/baseline',
      'baseline counts from a treatment',
    ],
    [
      'a baseline that is asked more than once',
      ({ timepoints }) =>
        Object.assign(first(timepoints), { opens: 'P0D', repeat: { every: 'P30D', times: 2 } }),
      '/baseline',
      'baseline is asked more than once',
    ],
    [
      'a repetition that opens with its anchor',
      ({ timepoints }) => Object.assign(first(timepoints), { repeat: { every: 'P30D', times: 2 } }),
      '/timepoints/0/opens',
      'only one of its repetitions could open with the anchor',
    ],
    [
      'a submission that waits for itself',
      ({ anchors, timepoints }) => {
        anchors.push({ id: 'done', kind: 'completion', timepoint: 'week-24' })
        Object.assign(timepoints.at(-1) ?? {}, { anchor: 'done' })
      },
      '/anchors/2',
      'it waits for itself',
    ],
    [
      'a submission of what is not asked',
      ({ anchors }) => void anchors.push({ id: 'done', kind: 'completion', timepoint: 'week-2' }),
      '/anchors/2',
      'no timepoint week-2',
    ],
    [
      'more from one anchor than can be written at once',
      ({ timepoints }) => Object.assign(timepoints.at(-1) ?? {}, { repeat: { every: 'P30D', times: 60 } }),
      '/anchors/1',
      'at most 45 assessments count from one anchor',
    ],
    [
      'days between questions that are not asked',
      ({ spacing }) => void spacing.push({ instrument: 'gad-7', days: 14 }),
      '/spacing/1',
      'gad-7 is not asked',
    ],
    [
      'a language that the pages are not there in',
      ({ locales, texts }) => {
        locales.push('fr')
        texts.fr = first(Object.values(texts))
      },
      '/locales/1',
      'there are no pages in fr',
    ],
    [
      'a language that an instrument is not there in',
      ({ locales, texts }) => {
        locales.push('es')
        texts.es = first(Object.values(texts))
      },
      '/locales/1',
      'peg@1.0.0 is not complete in es: pain, enjoyment, activity',
    ],
    [
      'an equivalence of a version that nobody published',
      ({ equivalences }) =>
        void equivalences.push({
          ...{ instrument: 'peg', scale: 'total', versions: ['1.0.0', '2.0.0'] },
          ...{ evidence: 'established', source: 'a study of both' },
        }),
      '/equivalences/0',
      'no scale total in peg@2.0.0',
    ],
    [
      'an instrument asked in two versions that cannot be compared',
      ({ timepoints }) =>
        void timepoints
          .at(-1)
          ?.battery.push('promis-physical-function-4a@1.0.0', 'promis-physical-function-4a@2.0.0'),
      '/timepoints/4/battery',
      VERSIONS,
    ],
    [
      'a text with a placeholder that nothing fills in',
      ({ texts }) => Object.assign(texts.en ?? {}, { reminder: '{name}: {link}' }),
      '/texts/en/reminder',
      '{name} is none of {link}, {duration}, {clinic}, {phone}',
    ],
    [
      'a reply with a link, which only questions have',
      ({ texts }) => Object.assign(texts.en?.replies ?? {}, { received: 'Thanks. {link}' }),
      '/texts/en/replies/received',
      '{link} is none of {clinic}, {phone}',
    ],
    [
      'a text that names what nobody else must know',
      ({ texts }) =>
        Object.assign(texts.en ?? {}, {
          invitation: 'About your Ketamine infusion: {link} STOP ends texts.',
        }),
      '/texts/en/invitation',
      'at Harbor Clinic it gives away: ketamine',
    ],
    [
      'a clinic whose name says it, in a text that names the clinic',
      ({ sites }) => Object.assign(sites[1] ?? {}, { name: 'Lakeside Pain Clinic' }),
      '/texts/en/replies/help',
      'at Lakeside Pain Clinic it gives away: pain',
    ],
    [
      'a text in more than two parts',
      ({ texts }) => Object.assign(texts.en ?? {}, { reminder: `{link} ${'a'.repeat(306 - 60)}` }),
      '/texts/en/reminder',
      'at Harbor Clinic, Lakeside Clinic, Mesa Clinic, Summit Clinic it is sent in 3 parts (GSM-7); at most 2',
    ],
    [
      'a text that one character makes longer',
      ({ texts }) => Object.assign(texts.en ?? {}, { reminder: `{link} ${'a'.repeat(73)}ó` }),
      '/texts/en/reminder',
      'at Harbor Clinic, Lakeside Clinic, Mesa Clinic, Summit Clinic it is sent in 3 parts (UCS-2, since it holds ó); at most 2',
    ],
    [
      'an invitation that does not say how texts are ended',
      ({ texts }) => Object.assign(texts.en ?? {}, { invitation: 'Some questions: {link}' }),
      '/texts/en/invitation',
      'it must say how texts are ended: STOP',
    ],
    [
      'a safety rule that stands twice',
      ({ safety }) => void safety.rules.push(first(safety.rules)),
      '/safety/rules/2',
      'severe-depression stands twice',
    ],
    [
      'a safety rule over a score that nothing measures',
      ({ safety }) => void safety.rules.push({ id: 'x', op: 'worsening', score: 'bpi/worst', atLeast: 2 }),
      '/safety/rules/2',
      'nothing measures bpi/worst',
    ],
    [
      'a safety rule after a treatment that is not given',
      ({ safety }) => void safety.rules.push({ ...AFTER, treatment: 'tms' }),
      '/safety/rules/2',
      'no treatment tms',
    ],
    [
      'a safety rule over a question that nobody asks',
      ({ safety }) => void safety.rules.push({ ...AFTER, item: 'peg/nausea' }),
      '/safety/rules/2',
      'nothing asks peg/nausea',
    ],
    [
      'a safety rule over an answer that cannot be given',
      ({ safety }) => void safety.rules.push({ ...AFTER, codes: ['10', '11'] }),
      '/safety/rules/2',
      'peg/pain has no answer 11',
    ],
    [
      'questions about mood by text',
      ({ byText }) => void byText?.instruments.push('phq-9'),
      '/byText/instruments/6',
      'phq-9 asks about mood or the like',
    ],
    [
      'questions by text whose answers must bring up help',
      ({ byText }) => void byText?.instruments.push('phq-9'),
      '/byText/instruments/6',
      'phq-9 has answers that must bring up help at once',
    ],
    [
      'questions by text that are not asked',
      ({ byText }) => void byText?.instruments.push('gad-7'),
      '/byText/instruments/6',
      'gad-7 is not asked',
    ],
    [
      'reliability of a score that is not measured',
      ({ reliability }) => Object.assign(reliability, { 'gad-7/total': RELIABILITY }),
      '/reliability/gad-7~1total',
      'nothing measures gad-7/total',
    ],
    [
      // Two scores, 0 and 10: the deviation is 10/√2 = 7.07, and no sample has a larger one.
      'a deviation that no scores between 0 and 10 can have',
      ({ reliability }) =>
        Object.assign(reliability, { 'peg/total': { ...RELIABILITY, standardDeviation: 7.08 } }),
      '/reliability/peg~1total',
      'peg/total cannot deviate by 7.08',
    ],
    [
      'an analysis window that reaches into the one before',
      (study) => Object.assign(study, { analysisWindows: [MONTH_1, { ...MONTH_1, id: 'next', from: 41 }] }),
      '/analysisWindows/1',
      'reaches into month-1',
    ],
    [
      'an analysis window that stands twice',
      (study) => Object.assign(study, { analysisWindows: [MONTH_1, { ...MONTH_1, from: 42, until: 60 }] }),
      '/analysisWindows/1/id',
      'month-1 stands twice',
    ],
    [
      'a cap on a treatment that is not given',
      (study) => Object.assign(study, { treatmentCap: { ...CAP, withinDays: 365, treatment: 'surgery' } }),
      '/treatmentCap/treatment',
      'no treatment surgery',
    ],
    [
      'a baseline before a treatment where none is given',
      (study) => Object.assign(study, { treatments: [], baselineRule: 'last-before-treatment' }),
      '/baselineRule',
      'there is no treatment that a score could stand before',
    ],
    [
      'questions by text without the texts for it',
      ({ texts }) => Object.assign(texts.en ?? {}, { byText: undefined }),
      '/texts/en',
      'the texts for answering by text are missing',
    ],
  ])('%s', (_, change, pointer, detail) => {
    expect(checkStudy(faulty(change), instruments)).toContainEqual({ pointer, detail })
  })

  test('every fault at once, not the first alone', () => {
    const study = faulty((one) => {
      one.baseline = 'week-0'
      one.locales.push('fr')
    })
    const pointers = checkStudy(study, instruments).map(({ pointer }) => pointer)
    // Of each word of an attribute that is missing in French too.
    const [attributes, others] = [true, false].map((isOfAttribute) =>
      pointers.filter((pointer) => pointer.startsWith('/attributes/') === isOfAttribute),
    )
    expect(attributes).toContain('/attributes/1/options/3/title')
    expect(new Set(others)).toEqual(new Set(['/baseline', '/texts/fr', '/locales/1']))
  })
})

describe('the schema refuses', () => {
  test.each<[string, object, PropertyKey[]]>([
    [
      'a zone that is an offset',
      { sites: [{ id: 'a', name: 'A', timeZone: '+02:00', phone: '+1 202-555-0100' }] },
      ['sites', 0, 'timeZone'],
    ],
    [
      'a zone that does not exist',
      { sites: [{ id: 'a', name: 'A', timeZone: 'Mars/Base', phone: '+1 202-555-0100' }] },
      ['sites', 0, 'timeZone'],
    ],
    ['an hour that is none', { textingHours: { from: '24:00', until: '20:00' } }, ['textingHours', 'from']],
    ['a country that is none', { textingCountries: ['usa'] }, ['textingCountries', 0]],
    ['a smallest cell of 0', { minimumCellSize: 0 }, ['minimumCellSize']],
    ['a member that it does not know', { colour: 'red' }, []],
  ])('%s', (_, change, path) => {
    const read = studyDefinitionSchema.safeParse({ ...SHIPPED, ...change })
    expect(read.error?.issues.map((issue) => issue.path)).toEqual([path])
  })

  test('a text message without its link', () => {
    const study = structuredClone(SHIPPED)
    const texts = study?.texts.en
    if (texts) texts.invitation = 'Please answer.'
    expect(studyDefinitionSchema.safeParse(study).error?.issues.map(({ path }) => path)).toEqual([
      ['texts', 'en', 'invitation'],
    ])
  })
})

describe('days', () => {
  test.each(['P1Y', 'PT24H', 'P1.5D', '7', 'P7', '+P7D', ''])('are refused as “%s”', (text) => {
    expect(() => parseDays(text)).toThrow(RangeError)
  })

  test.each([
    ['P7D', 7],
    ['-P1D', -1],
    ['P0D', 0],
    ['-P0D', 0],
  ])('%s is %d', (text, days) => expect(parseDays(text)).toBe(days))
})

test('a sound study has no fault; a rule names every score that it looks at', () => {
  expect(
    checkStudy(
      faulty(() => undefined),
      instruments,
    ),
  ).toEqual([])
  const lasting = SHIPPED?.responderDefinitions.find(({ id }) => id === 'lasting-pain-relief-candidate')
  expect(lasting && listScoreRefs(lasting.rule)).toEqual([
    'worst-pain-nrs/worst',
    'pgic/change',
    'peg/interference',
  ])
})

describe('analysis windows', () => {
  const read = (window: object) =>
    studyDefinitionSchema.safeParse({ ...SHIPPED, analysisWindows: [{ ...MONTH_1, ...window }] }).success

  test.each([
    ['that end where they begin', { from: 28, until: 28 }],
    ['whose target is their end, which is no part of them', { target: 42 }],
    ['whose target lies before them', { target: 13 }],
    ['of part of a day', { from: 13.5 }],
  ])('%s are refused', (_, window) => {
    expect(read(window)).toBe(false)
  })

  test('may have their target on their first day, and lie before the treatment', () => {
    expect(read({ target: 14 })).toBe(true)
    expect(read({ from: -14, target: -7, until: 0 })).toBe(true)
  })
})

describe('how far a score can be trusted, and how many treatments there may be', () => {
  const refused = (part: object) => studyDefinitionSchema.safeParse({ ...SHIPPED, ...part }).success === false
  const reliability = (change: object) => ({ reliability: { 'peg/total': { ...RELIABILITY, ...change } } })
  const cap = (change: object) => ({
    treatmentCap: {
      treatment: 'ketamine-infusion',
      most: 12,
      evidence: 'unconfirmed',
      source: 'x',
      ...change,
    },
  })

  test.each<[string, object]>([
    ['no deviation', reliability({ standardDeviation: 0 })],
    ['a deviation below 0', reliability({ standardDeviation: -1 })],
    ['a reliability of 1: no error at all', reliability({ coefficient: 1 })],
    ['a reliability below 0', reliability({ coefficient: -0.1 })],
    ['no source', reliability({ source: '' })],
    ['evidence of another kind', reliability({ evidence: 'unvalidated' })],
    ['a domain in place of a score', { reliability: { pain: RELIABILITY } }],
    ['a cap of none', cap({ most: 0 })],
    ['a cap of a part', cap({ most: 1.5 })],
    ['a cap within no days', cap({ withinDays: 0 })],
    ['a baseline of another rule', { baselineRule: 'best-of-three' }],
  ])('%s is refused', (_, part) => {
    expect(refused(part)).toBe(true)
  })

  test('a reliability of 0, and a year where no days are said, are taken', () => {
    expect(refused(reliability({ coefficient: 0 }))).toBe(false)
    expect(studyDefinitionSchema.parse({ ...SHIPPED, ...cap({}) }).treatmentCap?.withinDays).toBe(365)
  })

  test('the study as it ships knows of no reliability, and of a cap that is unconfirmed', () => {
    expect(SHIPPED?.reliability).toEqual({})
    expect(SHIPPED?.baselineRule).toBe('baseline-timepoint')
    expect(SHIPPED?.treatmentCap).toMatchObject({ most: 12, withinDays: 365, evidence: 'unconfirmed' })
  })
})
