import { describe, expect, test } from 'vitest'
import { cutText } from '../../../functions/interchange/cdisc/cdisc-dataset.ts'
import { createHeldText } from '../../../functions/interchange/cdisc/held-text.ts'
import { createTestNames } from '../../../functions/interchange/cdisc/test-codes.ts'
import { findVisitNumber, formatEvaluationInterval } from '../../../functions/interchange/cdisc/visit.ts'
import { escapeXml, formatElement } from '../../../functions/interchange/cdisc/xml.ts'
import type { TidyPerson, TidySetting } from '../../../functions/interchange/tidy/tidy-person.ts'
import { buildBattery } from '../../../functions/records/response/response.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDataset, writeCdisc, writeOdm } from '../../support/cdisc-export.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'

const BATTERY = ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0']
const setting = buildTidySetting()
const people = [
  ...drawTidyPeople(setting, { count: 40, battery: BATTERY, timepoints: ['baseline', 'week-1'] }),
]
const files = await writeCdisc(setting, people)
const read = (name: string) => readDataset(files.get(`${name}.ndjson`))

const trial = openShippedLibrary().findStudy('ketamine-magnesium-trial')
const library = openShippedLibrary()

/** The subject of CDISC's public SDTM example (SDTM MSG 2.0, dataset QSPH, CDISC001 at BASELINE), answered in our form. */
function buildExampleSubject(): TidyPerson {
  const [person] = drawTidyPeople(setting, { count: 1, battery: ['phq-9@1.1.0'] })
  const [response] = person?.responses ?? []
  const asked = library.findInstrument('phq-9@1.1.0')
  if (!person || !response || !asked) throw new Error('no example')
  const codes = ['1', '0', '1', '0', '0', '1', '2', '0', '0', '0']
  const answers = Object.fromEntries(
    asked.definition.items.map(({ id }, at) => [`phq-9/${id}`, codes[at] ?? null]),
  )
  const at = '2012-11-30T15:00:00.000Z'
  return {
    ...{ ...person, enrolledAt: at, treatments: [], timeline: null, assessments: [] },
    responses: [{ ...response, answers, submittedAt: at, startedAt: at, savedAt: at }],
    sheets: [
      {
        ...{ study: response.study, site: response.site, participant: response.participant },
        ...{
          timepoint: response.timepoint,
          answeredAt: at,
          scores: scoreBattery(buildBattery([asked]), answers),
        },
      },
    ],
  }
}

describe('QS of the PHQ-9', () => {
  test('is CDISC’s own public example again', async () => {
    const { rows } = readDataset((await writeCdisc(setting, [buildExampleSubject()])).get('qs.ndjson'))
    const columns = [
      'QSTESTCD',
      'QSTEST',
      'QSCAT',
      'QSORRES',
      'QSSTRESC',
      'QSSTRESN',
      'QSDTC',
      'QSDY',
      'QSEVLINT',
    ]
    expect(rows.map((row) => columns.map((name) => row[name]))).toEqual(
      [
        ['PHQ0101', 'PHQ01-Little Interest/Pleasure in Things', 'PHQ-9', 'Several days', '1', 1],
        ['PHQ0102', 'PHQ01-Feeling Down Depressed or Hopeless', 'PHQ-9', 'Not at all', '0', 0],
        ['PHQ0103', 'PHQ01-Trouble Falling or Staying Asleep', 'PHQ-9', 'Several days', '1', 1],
        ['PHQ0104', 'PHQ01-Feeling Tired or Little Energy', 'PHQ-9', 'Not at all', '0', 0],
        ['PHQ0105', 'PHQ01-Poor Appetite or Overeating', 'PHQ-9', 'Not at all', '0', 0],
        ['PHQ0106', 'PHQ01-Feeling Bad About Yourself', 'PHQ-9', 'Several days', '1', 1],
        ['PHQ0107', 'PHQ01-Trouble Concentrating on Things', 'PHQ-9', 'More than half the days', '2', 2],
        ['PHQ0108', 'PHQ01-Moving Slowly or Fidgety/Restless', 'PHQ-9', 'Not at all', '0', 0],
        ['PHQ0109', 'PHQ01-Thoughts You Be Better Off Dead', 'PHQ-9', 'Not at all', '0', 0],
        [
          ...['PHQ0110', 'PHQ01-Difficult to Work/Take Care Things', 'PHQ-9'],
          ...['Not difficult at all', 'Not difficult at all', null],
        ],
        ['PHQ0111', 'PHQ01-Total Score', 'PHQ-9', '5', '5', 5],
      ].map((row) => [...row, '2012-11-30', 1, '-P2W']),
    )
    expect(rows.map(({ QSSEQ }) => QSSEQ)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  test('flags the last answers before the first treatment, and none of somebody who was never treated', async () => {
    const untreated = readDataset((await writeCdisc(setting, [buildExampleSubject()])).get('qs.ndjson')).rows
    expect(untreated.filter(({ QSLOBXFL }) => QSLOBXFL === 'Y')).toEqual([])
    const [person] = people
    const own = read('qs').rows.filter(
      ({ USUBJID }) => USUBJID === `${setting.study.id}-${person?.participant}`,
    )
    const flagged = own.filter(({ QSLOBXFL }) => QSLOBXFL === 'Y')
    expect(flagged.length).toBeGreaterThan(5)
    expect(new Set(flagged.map(({ QSTESTCD }) => QSTESTCD)).size).toBe(flagged.length)
  })
})

describe('Dataset-JSON', () => {
  test('says what CDISC’s schema of 1.1 requires, and counts its rows', () => {
    for (const [path, text] of files) {
      if (!path.endsWith('.ndjson')) continue
      const { head, rows } = readDataset(text)
      expect(head).toMatchObject({
        ...{ datasetJSONCreationDateTime: setting.asOf, datasetJSONVersion: '1.1.0', records: rows.length },
        ...{ itemGroupOID: `IG.${head.name}`, metaDataRef: 'define.xml' },
      })
      for (const { name, dataType } of head.columns) {
        expect(name).toMatch(/^[A-Z][A-Z0-9]{0,7}$/)
        expect(['string', 'integer', 'float', 'date']).toContain(dataType)
      }
      for (const line of text.trimEnd().split('\n').slice(1))
        expect(JSON.parse(line)).toHaveLength(head.columns.length)
    }
  })

  test('has everybody once in DM, and every answer of theirs in QS', () => {
    expect(read('dm').rows.map(({ SUBJID }) => SUBJID)).toEqual(people.map(({ participant }) => participant))
    const answers = people.flatMap(({ responses }) =>
      responses.flatMap((response) => Object.values(response.answers).filter((code) => code !== null)),
    )
    const items = read('qs').rows.filter(
      ({ QSSTAT, QSTEST }) => QSSTAT === null && !/score|total/i.test(`${QSTEST}`),
    )
    expect(items.length).toBeGreaterThan(answers.length * 0.8)
  })

  test('says why an answer has no result, and never in the place of the result', () => {
    const missing = read('qs').rows.filter(({ QSSTAT }) => QSSTAT === 'NOT DONE')
    expect(missing.length).toBeGreaterThan(10)
    for (const row of missing) {
      expect(row).toMatchObject({ QSORRES: null, QSSTRESC: null, QSSTRESN: null })
      expect(row.QSREASND).toMatch(/\w/)
    }
  })

  test('has no free text, no matter who wrote it', async () => {
    expect(people.some(({ responses }) => JSON.stringify(responses).includes('Juno'))).toBe(true)
    for (const text of [...files.values(), await writeOdm(setting, people)])
      expect(text).not.toMatch(/Juno|202 555/)
  })

  test('in study days has no date and no name of a clinic', async () => {
    const days = { ...setting, variant: 'study-days' as const }
    const texts = await writeCdisc(days, people)
    for (const [path, text] of texts) {
      const body = path.endsWith('.ndjson') ? text.split('\n').slice(1).join('\n') : ''
      expect(body).not.toMatch(/\d{4}-\d{2}-\d{2}/)
      for (const { name } of setting.study.sites) expect(text).not.toContain(name)
    }
    expect(readDataset(texts.get('qs.ndjson')).rows.every(({ QSDY }) => typeof QSDY === 'number')).toBe(true)
  })

  test('is the same bytes for the same records', async () => {
    expect([...(await writeCdisc(setting, people))]).toEqual([...files])
    expect(await writeOdm(setting, people)).toBe(await writeOdm(setting, people))
  })
})

describe('ADQS', () => {
  const { rows } = read('adqs')

  test('has change from baseline, and none at baseline itself', () => {
    const scores = rows.filter(({ PARCAT1 }) => PARCAT1 === 'SCORE')
    expect(scores.filter(({ ABLFL, CHG }) => ABLFL === 'Y' && CHG !== null)).toEqual([])
    const later = scores.filter(({ ABLFL, CHG }) => ABLFL === null && CHG !== null)
    expect(later.length).toBeGreaterThan(20)
    for (const { AVAL, BASE, CHG } of later) expect(Number(AVAL) - Number(BASE)).toBeCloseTo(Number(CHG), 9)
  })

  test('has each responder definition as a parameter with its rule and its flag', () => {
    const responders = rows.filter(({ PARCAT1 }) => PARCAT1 === 'RESPONDER DEFINITION')
    expect(new Set(responders.map(({ PARAMCD }) => PARAMCD)).size).toBe(
      setting.study.responderDefinitions.length,
    )
    for (const { AVAL, AVALC, CRIT1, CRIT1FL } of responders) {
      expect(CRIT1).toMatch(/\w+/)
      expect(AVALC).toBe(CRIT1FL)
      expect(AVAL).toBe(CRIT1FL === null ? null : CRIT1FL === 'Y' ? 1 : 0)
    }
    expect(new Set(responders.map(({ CRIT1FL }) => CRIT1FL)).size).toBeGreaterThan(1)
  })
})

test('for a reader who is blinded no format has an arm, a dose or a route', async () => {
  if (!trial) throw new Error('the shipped library lost its trial')
  // Words that stand nowhere else, as those of real arms may.
  const arms = trial.definition.arms.map((arm, at) => ({ ...arm, title: `Marigold ${at}` }))
  const own: TidySetting = { ...setting, study: { ...setting.study, arms: [...arms] } }
  const allocated = people.map((person, at) => ({ ...person, arm: arms[at % arms.length]?.id ?? null }))
  const search = (texts: readonly string[]) =>
    texts.flatMap((text) =>
      [...arms.map(({ title }) => title), 'INTRAVENOUS', 'mg/kg'].filter((word) => text.includes(word)),
    )
  expect(search([...(await writeCdisc(own, allocated)).values()]).length).toBeGreaterThan(2)
  const blinded: TidySetting = { ...own, study: { ...own.study, arms: [] }, isBlinded: true }
  const unseen = allocated.map((person) => ({ ...person, arm: null }))
  expect(search([...(await writeCdisc(blinded, unseen)).values(), await writeOdm(blinded, unseen)])).toEqual(
    [],
  )
})

test('no two items or scales of all instruments have one code or one name, and every code is one that SAS takes', () => {
  const codes = new Map<string, string>()
  const codeOf = new Map<string, string>()
  const names = createTestNames(library)
  for (const { definition } of library.instruments.values()) {
    const tests = [
      ...definition.items.map((item) => [item.id, names.findItem(definition, item)] as const),
      ...definition.scales.map((scale) => [`scale ${scale.id}`, names.findScale(definition, scale)] as const),
    ]
    for (const [id, { code, name }] of tests) {
      expect(code).toMatch(/^[A-Z][A-Z0-9]{3,7}$/)
      expect(name.length).toBeLessThanOrEqual(40)
      const before = codes.get(code)
      if (before !== undefined) expect(before).toBe(`${definition.id}/${id}`)
      codes.set(code, `${definition.id}/${id}`)
      // CDISC: a test has one code, and a code one test.
      expect(codeOf.get(name) ?? code).toBe(code)
      codeOf.set(name, code)
    }
  }
  expect(codes.size).toBeGreaterThan(200)
  expect(codeOf.size).toBe(codes.size)
})

test.each([
  [0, null],
  [7, '-P1W'],
  [14, '-P2W'],
  [30, '-P30D'],
])('an instrument that asks %i days back has the evaluation interval %s', (days, interval) => {
  expect(formatEvaluationInterval(days)).toBe(interval)
})

test('a visit’s number says which time of a repeated timepoint it was, and is none of one that is gone', () => {
  const [first] = setting.study.timepoints
  expect(findVisitNumber(setting.study, first?.id ?? '')).toBe(1)
  expect(findVisitNumber(setting.study, `${first?.id}.3`)).toBe(1.003)
  expect(findVisitNumber(setting.study, `${first?.id}.3.2`)).toBe(1.003002)
  expect(findVisitNumber(setting.study, 'gone')).toBeNull()
})

test('a text that is too long is cut between characters', () => {
  expect(cutText(`${'a'.repeat(38)}😀 and on`, 40)).toBe(`${'a'.repeat(38)}…`)
  expect(cutText(`${'a'.repeat(37)}😀 and on`, 40)).toBe(`${'a'.repeat(37)}😀…`)
})

test('text in XML is escaped, and what XML cannot write is left out', () => {
  expect(escapeXml('a < b & "c"\u0000\uFFFE\n')).toBe('a &lt; b &amp; &quot;c&quot;&#10;')
  expect(escapeXml('pain 😀 \uD83D end')).toBe('pain 😀  end')
  expect(formatElement('Item', { Name: '<x>', Rank: null }, '')).toBe('<Item Name="&lt;x&gt;"/>')
})

test.each([0, 1, 70_000, 400_000])(
  'text of %i characters that was held comes out as it went in',
  (length) => {
    const held = createHeldText()
    const text = Array.from({ length }, (_, at) => String.fromCharCode(97 + ((at * at) % 26))).join('')
    for (let at = 0; at < length; at += 999) held.add(text.slice(at, at + 999))
    const chunks: Uint8Array[] = []
    held.drain((bytes) => chunks.push(bytes.slice()))
    expect(Buffer.concat(chunks).toString()).toBe(text)
  },
)
