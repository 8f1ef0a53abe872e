import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { formatReadsChain } from '../../../functions/records/audit/audit.store.ts'
import { requireMembership } from '../../../functions/workflows/access/staff-access.ts'
import { makeTidyExport } from '../../../functions/workflows/exports/make-tidy-export.ts'
import { TIDY_FORMATS, TIDY_VARIANTS, XLSX_TYPE } from '../../../web/api/exports/tidy-export.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { readExportTexts } from '../../support/export-texts.ts'
import { readCsv, readZip } from '../../support/zip.ts'

const PATH = `/api/studies/${STUDY}/exports/tidy`
const INSTRUMENTS = 'https://concord.example/api/instruments'
const DAY = '2026-03-02'
const NAME = 'Quillon Aldermoor'
const NUMBERS = ['+12025550123', '+12025550124', '+12025550125']
const TABLES = [
  ...['participants', 'treatments', 'events', 'assessments', 'responses', 'answers', 'scores'],
  ...['verdicts', 'alerts'],
]

type FhirResource = {
  readonly id: string
  readonly subject: { readonly reference?: string; readonly identifier: object }
}

let clinic: Clinic
/** Who answered everything but one item, who began, and who never opened the link, at one clinic; and one of another. */
let [answered, begun, silent, elsewhere] = ['', '', '', '']

beforeAll(async () => {
  clinic = await openClinic(`${DAY}T15:00:00.000Z`)
  const [first, second, third] = NUMBERS as [string, string, string]
  answered = await clinic.enrol('harbor', first, {
    ...{ name: NAME, birthYear: 1970, attributes: [{ attribute: 'mechanism', option: 'unknown' }] },
  })
  await clinic.tick()
  const given = { ...BASELINE_ANSWERS, 'sleep-quality/quality': null }
  expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: given })).status).toBe(200)
  begun = await clinic.enrol('harbor', second)
  await clinic.tick()
  await clinic.postJson(`${clinic.newestLink()}/1`, { answer: '4' })
  silent = await clinic.enrol('harbor', third)
  elsewhere = await clinic.enrol('mesa', '+12025550126')
  clinic.advance('P1D')
  const treatment = {
    kind: 'ketamine-infusion',
    givenAt: '2026-03-03T14:00:00Z',
    dose: { value: 40, unit: 'mg' },
    route: 'iv',
  }
  const path = `/api/studies/${STUDY}/participants/${answered}/treatments`
  expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', path, treatment)).status).toBeLessThan(300)
})
afterAll(() => clinic.tables.drop())

const get = (query = '', who: string | undefined = 'coordinator-harbor') =>
  clinic.api(who, 'GET', PATH + query)
const download = async (query = '', who = 'coordinator-harbor') => {
  const reply = await get(query, who)
  expect(reply.status).toBe(200)
  return new Uint8Array(await reply.arrayBuffer())
}
const read = async (query = '', who = 'coordinator-harbor') => readZip(await download(query, who))

describe('a tidy export is refused', () => {
  test('to somebody who is not signed in, and to whom the study is not theirs', async () => {
    expect((await get('', '')).status).toBe(401)
    expect((await get('', 'nobody')).status).toBe(404)
  })

  test.each([
    ['?site=nowhere', '?site'],
    ['?site=mesa', '?site'],
    ['?variant=hours', '?variant'],
    ['?format=odt', '?format'],
    ['?format=fhir&variant=study-days', '?variant'],
    ['?format=odm&variant=study-days', '?variant'],
    ['?sites=harbor', '?'],
  ])('for %s with the field', async (query, pointer) => {
    const reply = await get(query)
    expect(reply.status).toBe(422)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(await reply.json()).toMatchObject({ errors: [{ pointer: expect.stringContaining(pointer) }] })
  })

  test('of no clinic, to a lead who has none; another clinic and none that there is answer alike', async () => {
    expect((await get('', 'lead')).status).toBe(422)
    const readErrors = async (query: string) =>
      ((await (await get(query)).json()) as { errors: unknown }).errors
    expect(await readErrors('?site=mesa')).toEqual(await readErrors('?site=nowhere'))
  })
})

describe('the console', () => {
  const page = (path: string, who: string, language = 'en') =>
    createConsoleRoutes({ ...clinic.deps, session: createSession('https://concord.example') }).request(path, {
      headers: { cookie: `__Host-concord-session=${who}`, 'accept-language': language },
    })

  /** The path and query that the form sends, for each format and variant that it offers. */
  const readForm = (html: string) => {
    const form = /<form[^>]*action="([^"]+\/exports\/tidy)"[^>]*>(.*?)<\/form>/s.exec(html)
    const listOptions = (name: string) => {
      const select = new RegExp(`<select name="${name}">(.*?)</select>`, 's').exec(form?.[2] ?? '')
      return [...(select?.[1] ?? '').matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value)
    }
    const site = /<input type="hidden" name="site" value="([^"]+)"/.exec(form?.[2] ?? '')?.[1] ?? ''
    return { path: form?.[1] ?? '', site, formats: listOptions('format'), variants: listOptions('variant') }
  }

  test.each([
    ['en', 'Download data', 'Excel workbook', 'With dates'],
    ['es', 'Descargar datos', 'Libro de Excel', 'Con fechas'],
  ])('offers every format and variant in words, without a script: %s', async (language, ...words) => {
    const path = `/console/studies/${STUDY}/participants?site=harbor`
    const html = await (await page(path, 'coordinator-harbor', language)).text()
    for (const one of words) expect(html).toContain(one)
    expect(readForm(html)).toEqual({
      ...{ path: `/console/studies/${STUDY}/exports/tidy`, site: 'harbor' },
      ...{ formats: TIDY_FORMATS, variants: TIDY_VARIANTS },
    })
  })

  test.each(TIDY_FORMATS)('downloads what the API gives, and each leaves an entry: %s', async (format) => {
    const query = `?site=harbor&format=${format}&variant=dates`
    const reply = await page(`/console/studies/${STUDY}/exports/tidy${query}`, 'coordinator-harbor')
    const sent = new Uint8Array(await reply.arrayBuffer())
    expect(reply.headers.get('content-type')).toBe((await get(query)).headers.get('content-type'))
    expect(hash('sha256', sent)).toBe(hash('sha256', await download(query)))
    const chain = await clinic.audit.listChain(formatReadsChain(STUDY, 'coordinator-harbor', '2026-03-03'))
    expect(chain.slice(-3).map(({ action, about }) => [action, about?.format])).toEqual(
      Array(3).fill(['tidy-tables.exported', format]),
    )
  })

  test('says on a page that FHIR has no study days', async () => {
    const query = '?site=harbor&format=fhir&variant=study-days'
    const reply = await page(`/console/studies/${STUDY}/exports/tidy${query}`, 'coordinator-harbor')
    expect(reply.status).toBe(422)
    expect(reply.headers.get('content-type')).toContain('text/html')
  })

  test('downloads nothing of another clinic, and nothing without a session', async () => {
    const path = `/console/studies/${STUDY}/exports/tidy?site=mesa`
    expect((await page(path, 'coordinator-harbor')).status).toBe(422)
    expect((await page(path, '')).headers.get('content-type')).not.toBe('application/zip')
  })
})

test('what does not fit a reply is refused', async () => {
  const membership = await requireMembership(clinic.deps, { sub: 'coordinator-harbor' }, STUDY)
  const query = { site: 'harbor', variant: 'dates', format: 'csv' } as const
  const made = await makeTidyExport(clinic.deps, membership, query, INSTRUMENTS)
  await expect(
    makeTidyExport(clinic.deps, membership, query, INSTRUMENTS, { maxBytes: made.bytes.length - 1 }),
  ).rejects.toMatchObject({
    problem: { code: 'export-too-large' },
  })
  expect(
    (await makeTidyExport(clinic.deps, membership, query, INSTRUMENTS, { maxBytes: made.bytes.length }))
      .bytes,
  ).toEqual(made.bytes)
})

test.each(TIDY_FORMATS)(
  'what takes longer than a request may is refused, before the function ends: %s',
  async (format) => {
    const membership = await requireMembership(clinic.deps, { sub: 'coordinator-harbor' }, STUDY)
    const query = { site: 'harbor', variant: 'dates', format } as const
    const make = (milliseconds: number) => {
      let now = 0
      const readTicks = () => {
        now += milliseconds
        return now
      }
      return makeTidyExport(clinic.deps, membership, query, INSTRUMENTS, { readTicks })
    }
    // The second look is at the first person.
    await expect(make(20_001)).rejects.toMatchObject({ problem: { code: 'export-too-slow', status: 422 } })
    // At five seconds a look, time is over after a few people or files.
    await expect(make(5_001)).rejects.toMatchObject({ problem: { code: 'export-too-slow' } })
    expect((await make(0)).participants).toBe(3)
  },
)

describe('a tidy export', () => {
  test('is a ZIP with every table, codebook, syntax and hashes', async () => {
    const reply = await get()
    expect(reply.headers.get('content-type')).toBe('application/zip')
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="${STUDY}-csv-dates-2026-03-03.zip"`,
    )
    const files = readZip(new Uint8Array(await reply.arrayBuffer()))
    const expected = [
      ...[...TABLES, 'items', 'options', 'scales', 'codebook'].map((name) => `${name}.csv`),
      ...['load.R', 'load.do', 'load.sps', 'load.sas'],
      ...['datapackage.json', 'manifest.json', 'README.txt', 'CITATION.cff', 'datacite.json'],
    ]
    expect([...files.keys()]).toEqual(expect.arrayContaining(expected))
  })

  test.each([
    ['parquet', 'application/zip', 'zip'],
    ['fhir', 'application/zip', 'zip'],
    ['xlsx', XLSX_TYPE, 'xlsx'],
  ])('is sent as what it is: %s', async (format, type, extension) => {
    const reply = await get(`?format=${format}&site=harbor`)
    expect(reply.headers.get('content-type')).toBe(type)
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="${STUDY}-harbor-${format}-dates-2026-03-03.${extension}"`,
    )
  })

  test('has in FHIR what the bundle of a response has, under the same IDs', async () => {
    const path = `/api/studies/${STUDY}/participants/${answered}/responses/baseline/fhir`
    const reply = await clinic.api('coordinator-harbor', 'GET', path)
    const { entry } = (await reply.json()) as { entry: { resource: FhirResource }[] }
    const files = await read('?format=fhir')
    const exported = new Map(
      ['QuestionnaireResponse', 'Observation'].flatMap((type) =>
        (files.get(`${type}.ndjson`) ?? '')
          .trim()
          .split('\n')
          .map((line): FhirResource => JSON.parse(line))
          .map((one) => [one.id, one] as const),
      ),
    )
    expect(entry.length).toBeGreaterThan(8)
    for (const { resource } of entry) {
      const { reference, ...subject } = exported.get(resource.id)?.subject ?? {}
      expect(reference).toMatch(/^Patient\/[0-9a-f]{32}$/)
      expect({ ...exported.get(resource.id), subject }).toEqual(resource)
    }
  })

  test('leaves an entry with the hash of what left, before it leaves', async () => {
    const bytes = await download('?site=harbor&variant=study-days')
    const chain = await clinic.audit.listChain(formatReadsChain(STUDY, 'coordinator-harbor', '2026-03-03'))
    expect(chain.at(-1)).toMatchObject({
      action: 'tidy-tables.exported',
      actor: { kind: 'coordinator', sub: 'coordinator-harbor' },
      about: {
        ...{ site: 'harbor', format: 'csv', variant: 'study-days', rows: 3 },
        ...{ bytes: bytes.length, sha256: hash('sha256', bytes) },
      },
    })
  })

  test('holds everybody of the clinic and nobody of another', async () => {
    const files = await read()
    const participants = readCsv(files, 'participants.csv').map(({ participant }) => participant)
    expect(participants).toEqual([answered, begun, silent].sort())
    for (const [path, text] of files) expect(text, path).not.toContain(elsewhere)
  })

  test('says of each item its value, or why there is none', async () => {
    const answers = readCsv(await read(), 'answers.csv')
    const find = (participant: string, instrument: string, item: string) =>
      answers.find(
        (one) =>
          one.participant === participant && one.instrument?.startsWith(instrument) && one.item === item,
      )
    expect(find(answered, 'peg@', 'pain')).toMatchObject({
      state: 'answered',
      code: '7',
      value: '7',
      value_missing: '',
    })
    expect(find(answered, 'sleep-quality@', 'quality')).toMatchObject({
      ...{ state: 'declined', code: '', value: '', value_missing: 'declined' },
    })
    expect(find(begun, 'peg@', 'activity')).toMatchObject({ state: 'not-reached', value: '' })
    expect(answers.filter(({ participant }) => participant === silent)).toEqual([])
  })

  test('has the same values in the table of a questionnaire as in that of answers', async () => {
    const files = await read()
    const wide = [...files.keys()].filter((path) => path.startsWith('items_'))
    expect(wide.length).toBeGreaterThanOrEqual(5)
    const items = new Map(readCsv(files, 'items.csv').map((one) => [`${one.instrument} ${one.item}`, one]))
    const answers = readCsv(files, 'answers.csv')
    expect(answers.length).toBeGreaterThan(20)
    for (const { instrument = '', item = '', participant, value, value_missing } of answers) {
      expect(items.has(`${instrument} ${item}`)).toBe(true)
      const path = `items_${instrument.replaceAll(/\W/g, '_').replace(/_(\d+_\d+_\d+)$/, '_v$1')}.csv`
      const row = readCsv(files, path).find((one) => one.participant === participant)
      const name = item.replaceAll('-', '_')
      expect([row?.[name], row?.[`${name}_missing`]], `${path} ${item}`).toEqual([value, value_missing])
    }
  })

  test('counts assessments, treatments and scores', async () => {
    const files = await read()
    const states = readCsv(files, 'assessments.csv').filter(({ timepoint }) => timepoint === 'baseline')
    expect(new Map(states.map(({ participant, state }) => [participant, state]))).toEqual(
      new Map([
        [answered, 'completed'],
        [begun, 'started'],
        [silent, 'open'],
      ]),
    )
    expect(readCsv(files, 'treatments.csv')).toMatchObject([
      {
        ...{ participant: answered, treatment: '1', kind: 'ketamine-infusion', dose: '40', dose_unit: 'mg' },
        ...{ route: 'iv', given_at: '2026-03-03T14:00:00.000Z', given_on: '2026-03-03' },
      },
    ])
    const scores = readCsv(files, 'scores.csv')
    expect(scores.find(({ instrument }) => instrument?.startsWith('peg@'))).toMatchObject({
      ...{ participant: answered, value_exact: '20/3', value_missing: '', submitted: 'yes' },
      days_since_treatment: '',
    })
    expect(scores.find(({ instrument }) => instrument?.startsWith('sleep-quality@'))).toMatchObject({
      ...{ value: '', value_missing: 'items-missing' },
    })
    expect(files.get('README.txt')).toContain('assessments: ')
    expect(files.get('README.txt')).toMatch(/ {2}value_missing: declined 1, /)
  })

  test('in study days has no date, and no name of a clinic', async () => {
    const files = await read('?variant=study-days')
    for (const name of TABLES)
      expect(files.get(`${name}.csv`), name).not.toMatch(/\d{4}-\d{2}-\d{2}|_at\b|_on\b/)
    expect(readCsv(files, 'treatments.csv')).toMatchObject([{ given_day: '2' }])
    expect(readCsv(files, 'participants.csv').map(({ enrolled_day }) => enrolled_day)).toEqual([
      '1',
      '1',
      '1',
    ])
    expect(files.get('codebook.csv')).not.toContain('Harbor')
  })

  test('for a spreadsheet begins with a byte-order mark and has no syntax', async () => {
    const files = await read('?format=spreadsheet')
    for (const name of [...TABLES, 'codebook'])
      expect(files.get(`${name}.csv`)?.charCodeAt(0), name).toBe(0xfeff)
    expect([...files.keys()].filter((path) => path.startsWith('load.'))).toEqual([])
    expect((await read()).get('answers.csv')?.charCodeAt(0)).not.toBe(0xfeff)
  })

  test.each(['?variant=study-days', ...TIDY_FORMATS.map((format) => `?format=${format}`)])(
    'holds no name and no number, everybody of the clinic and nobody of another: %s',
    async (query) => {
      const texts = await readExportTexts(await download(query))
      for (const [path, text] of texts)
        for (const word of [...NAME.split(' '), ...NUMBERS.map((number) => number.slice(2)), elsewhere])
          expect(text.includes(word), `${path} ${word}`).toBe(false)
      const all = [...texts.values()].join()
      for (const participant of [answered, begun, silent]) expect(all).toContain(participant)
    },
  )

  test.each(TIDY_FORMATS)('is the same bytes for the same records and instant: %s', async (format) => {
    const [first, second] = [await download(`?format=${format}`), await download(`?format=${format}`)]
    expect(hash('sha256', first)).toBe(hash('sha256', second))
  })

  test('says of every file how long it is and its hash', async () => {
    const bytes = await download()
    const files = readZip(bytes)
    const manifest = JSON.parse(files.get('manifest.json') ?? '') as {
      files: { path: string; bytes: number; sha256: string }[]
    }
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(
      [...files.keys()].filter((path) => path !== 'manifest.json').sort(),
    )
    for (const { path, bytes: length, sha256 } of manifest.files) {
      const content = Buffer.from(files.get(path) ?? '')
      expect([content.length, hash('sha256', content)], path).toEqual([length, sha256])
    }
    const { resources } = JSON.parse(files.get('datapackage.json') ?? '') as {
      resources: {
        path: string
        hash: string
        schema: { fields: { name: string; constraints?: { required: boolean } }[]; primaryKey: string[] }
      }[]
    }
    for (const { path, hash: said, schema } of resources) {
      expect(said).toBe(`sha256:${hash('sha256', files.get(path) ?? '')}`)
      const rows = readCsv(files, path)
      const header = files.get(path)?.split('\n')[0]
      expect(header, path).toBe(schema.fields.map(({ name }) => name).join(','))
      const keys = rows.map((row) => schema.primaryKey.map((name) => row[name]).join(' '))
      expect(new Set(keys).size, path).toBe(rows.length)
      for (const { name, constraints } of schema.fields)
        if (constraints?.required)
          expect(
            rows.filter((row) => row[name] === ''),
            `${path} ${name}`,
          ).toEqual([])
    }
  })
})
