import { beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { instrumentImportConsole } from '../../../functions/console/study-office/instrument-import.routes.tsx'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { listMissingTexts } from '../../../surveys/publication/check-locales.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const PAGE = `/console/studies/${STUDY}/office/instruments`
const QUESTIONNAIRE = JSON.stringify({
  ...{ resourceType: 'Questionnaire', status: 'active', name: 'morning', title: 'How the morning went' },
  item: [
    { linkId: 'rest', type: 'integer', text: 'How many hours did you rest?' },
    {
      ...{ linkId: 'ease', type: 'choice', text: 'How easy was it to get up?' },
      answerOption: ['Easy', 'Hard'].map((display, at) => ({
        valueCoding: { code: String(at), display },
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: at }],
      })),
    },
  ],
})

const RULE = { op: 'sum', of: ['ease'], missing: { policy: 'all-required' } }

let clinic: Clinic
let pages: ReturnType<typeof instrumentImportConsole>

beforeEach(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  const library = createStoredLibrary(clinic.deps)
  pages = instrumentImportConsole({
    ...clinic.deps,
    ...{
      library,
      outlineStudy: createStudyOutlines({ library, drafts: clinic.deps.drafts }),
      openInstruments: library.openInstruments,
    },
    session: createSession(ORIGIN),
  })
})

const signIn = (who: string) => ({ cookie: `__Host-concord-session=${who}`, 'accept-language': 'en' })
async function send(body: FormData | URLSearchParams, who = 'lead') {
  const reply = await pages.request(PAGE, {
    method: 'POST',
    headers: { ...signIn(who), origin: ORIGIN },
    body,
  })
  return { status: reply.status, text: await reply.text() }
}
function buildForm(content: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new File([content], 'questionnaire.json'))
  const typed = { permission: 'Ours', id: '', version: '1.0.0', recallDays: '1', form: '', ...fields }
  for (const [name, value] of Object.entries({ ...typed, step: 'read' })) form.set(name, value)
  return form
}
const publish = (definition: unknown, who = 'lead') =>
  send(
    new URLSearchParams({
      step: 'publish',
      definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
    }),
    who,
  )
const readNames = async () =>
  (await createStoredLibrary(clinic.deps).openInstruments()).instruments.map(
    ({ definition }) => `${definition.id}@${definition.version}`,
  )
/** The definition as the page shows it, to be completed. */
const readShown = (text: string) =>
  JSON.parse(
    (/<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(text)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  ) as Record<string, unknown>

describe('a file is refused', () => {
  test('to who is no lead', async () => {
    expect((await send(buildForm(QUESTIONNAIRE), 'coordinator-harbor')).status).toBe(403)
    expect((await send(buildForm(QUESTIONNAIRE), 'somebody')).status).toBe(404)
  })

  test.each([
    ['without a permission', QUESTIONNAIRE, { permission: '' }, 'permission'],
    ['with a version that is none', QUESTIONNAIRE, { version: 'first' }, 'version'],
    ['with days that are no number', QUESTIONNAIRE, { recallDays: 'many' }, 'recallDays'],
    ['that is no questionnaire', '{"resourceType":"Patient"}', {}, 'Errors in the file'],
    ['that is nothing', '', {}, 'Errors in the file'],
  ])('%s', async (_, content, fields, said) => {
    const before = await readNames()
    const { status, text } = await send(buildForm(content, fields))
    expect(status).toBe(422)
    expect(text).toContain(said)
    expect(await readNames()).toEqual(before)
  })
})

test('a file is shown as it would be asked, and nothing is saved', async () => {
  const before = await readNames()
  const { status, text } = await send(buildForm(QUESTIONNAIRE))
  expect(status).toBe(200)
  for (const words of ['How many hours did you rest?', 'How easy was it to get up?', 'Easy · Hard'])
    expect(text).toContain(words)
  expect(readShown(text)).toMatchObject({
    id: 'morning',
    version: '1.0.0',
    permission: 'Ours',
    recallDays: 1,
  })
  expect(await readNames()).toEqual(before)
})

test('what was read is completed with a scale and published; a wrong example comes back with what was typed', async () => {
  const definition = readShown((await send(buildForm(QUESTIONNAIRE))).text)
  const scored = (expected: string) => ({
    ...definition,
    scales: [
      {
        ...{ id: 'ease', title: { en: 'Ease' }, domain: 'sleep', rule: RULE },
        ...{ range: [0, 1], unit: 'points', direction: 'higher-is-worse', source: 'this clinic' },
      },
    ],
    examples: [{ source: 'by hand', answers: { rest: '7', ease: '1' }, scores: { ease: expected } }],
  })
  const refused = await publish(scored('0'))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Worked example 1, Scale “')
  expect(readShown(refused.text)).toEqual(scored('0'))
  expect(await readNames()).not.toContain('morning@1.0.0')

  const published = await publish(scored('1'))
  expect(published.status).toBe(200)
  expect(published.text).toContain('morning@1.0.0 is published')
  expect(await readNames()).toContain('morning@1.0.0')
  expect((await publish(scored('1'))).text).toContain('Already published')
})

test('what was read is completed by the forms alone: languages, a scale, a worked example', async () => {
  const shown = async (body: Record<string, string>) => {
    const reply = await send(new URLSearchParams(body))
    return { ...reply, definition: JSON.stringify(readShown(reply.text)) }
  }
  const read = await send(buildForm(QUESTIONNAIRE))
  expect(read.text).toContain('No scale yet')
  const scale = {
    ...{ 'scale.title.en': 'Ease', 'scale.domain': 'sleep', 'scale.operation': 'sum', 'scale.of': 'ease' },
    ...{ 'scale.missing': 'all-required', 'scale.unit': 'points', 'scale.direction': 'higher-is-worse' },
  }
  const definition = JSON.stringify(readShown(read.text))
  const refused = await shown({ step: 'scale', definition, ...scale })
  expect([refused.status, refused.text.includes('Enter where the rule is from.')]).toEqual([422, true])
  const scored = await shown({ step: 'scale', definition, ...scale, 'scale.source': 'this clinic' })
  expect([scored.status, scored.text.includes('Scale “Ease” </strong>no worked example yet')]).toEqual([
    200,
    true,
  ])
  const answers = { 'example.answer.rest': '7', 'example.answer.ease': '1', 'example.source': 'by hand' }
  const wrong = await shown({
    step: 'example',
    definition: scored.definition,
    ...answers,
    'example.score.ease': '0',
  })
  expect(wrong.text).toContain('Worked example 1, Scale “Ease” </strong>expected 0, scored 1')
  const right = await shown({
    step: 'example',
    definition: scored.definition,
    ...answers,
    'example.score.ease': '1',
  })
  expect(right.text).toContain('Nothing stands in the way')
  expect((await publish(right.definition)).text).toContain('morning@1.0.0 is published')
})

test('another version begins from a published one, and a button that there is not does nothing', async () => {
  const begun = await send(new URLSearchParams({ step: 'begin', from: 'peg@1.0.0' }))
  expect([begun.status, readShown(begun.text)]).toMatchObject([200, { id: 'peg', version: '1.1.0' }])
  const later = await send(new URLSearchParams({ step: 'begin', from: 'csq-8@1.0.0' }))
  expect(readShown(later.text).version).toBe('2.1.0')
  expect((await send(new URLSearchParams({ step: 'begin', from: 'none@1.0.0' }))).status).toBe(404)
  const definition = JSON.stringify(readShown(begun.text))
  expect((await send(new URLSearchParams({ step: 'burn', definition }))).status).toBe(404)
})

test('a language is written beside the words that there are, and is published with them', async () => {
  const read = await send(buildForm(QUESTIONNAIRE))
  expect(read.text).toContain('Wording in Spanish (0 of 5 texts)')
  const words = ['Cómo fue la mañana', '¿Cuántas horas descansó?', '¿Le costó levantarse?', 'Poco', 'Mucho']
  const typed = Object.fromEntries(words.map((word, at) => [`wording.${at}`, word]))
  const definition = JSON.stringify(readShown(read.text))
  const step = 'wording:es'
  const some = await send(new URLSearchParams({ step, definition, ...typed, 'wording.4': ' ' }))
  expect(some.text).toContain('Wording in Spanish (4 of 5 texts)')
  const written = await send(new URLSearchParams({ step, definition, ...typed }))
  expect(written.text).toContain('Wording in Spanish (5 of 5 texts)')
  expect(written.text).toContain('Status: Spanish')
  const shown = readShown(written.text)
  expect(shown).toMatchObject({
    locales: { es: { status: 'unvalidated', source: 'Translated by this study' } },
  })
  expect((await publish(shown)).text).toContain('morning@1.0.0 is published')
  const library = await createStoredLibrary(clinic.deps).openInstruments()
  const published = library.findInstrument('morning@1.0.0')?.definition
  expect(published && listMissingTexts(published, 'es')).toEqual([])
  expect((await send(new URLSearchParams({ step: 'wording:en', definition, ...typed }))).status).toBe(404)
})

test('what the study published is retired with a reason, and nothing else is', async () => {
  const definition = readShown((await send(buildForm(QUESTIONNAIRE))).text)
  await publish(definition)
  const retire = (ref: string, reason: string) => send(new URLSearchParams({ step: 'retire', ref, reason }))
  expect((await retire('morning@1.0.0', ' ')).status).toBe(422)
  expect((await retire('peg@1.0.0', 'replaced')).text).toContain('Nothing was retired')
  expect((await retire('none@1.0.0', 'replaced')).status).toBe(422)
  expect((await retire('morning@1.0.0', 'replaced')).text).toContain('morning@1.0.0 is retired')
  const entries = await clinic.deps.definitions.listEntries('instrument')
  expect(entries.find(({ id }) => id === 'morning')?.retired).toMatchObject({ reason: 'replaced' })
})

test('what is no JSON comes back as it was typed', async () => {
  const { status, text } = await publish('{ "id": ')
  expect(status).toBe(422)
  expect(text).toContain('not JSON')
  expect(text).toContain('{ &quot;id&quot;: ')
})

describe('a file that was refused', () => {
  const readKept = (text: string) => ({
    kept: /name="kept" value="([^"]*)"/.exec(text)?.[1] ?? '',
    keptName: /name="keptName" value="([^"]*)"/.exec(text)?.[1] ?? '',
  })
  /** As a browser sends a form in which no file is chosen. */
  const buildWithoutFile = (fields: Record<string, string>) => {
    const form = buildForm('', fields)
    form.set('file', new File([], ''))
    return form
  }

  test('is asked for where there is none, also none that was kept', async () => {
    for (const fields of [{}, { keptName: 'questionnaire.json' }, { kept: 'e30=' }]) {
      const { status, text } = await send(buildWithoutFile(fields))
      expect([status, text.includes('Choose a file.')]).toEqual([422, true])
    }
  })

  test('is named and kept with what was typed, so that only what was wrong is typed again', async () => {
    const typed = { permission: 'Our own words', id: 'morning', version: 'one', recallDays: '3' }
    const refused = await send(buildForm(QUESTIONNAIRE, typed))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('questionnaire.json is kept.')
    for (const value of Object.values(typed)) expect(refused.text).toContain(`value="${value}"`)
    const again = await send(buildWithoutFile({ ...typed, version: '1.0.0', ...readKept(refused.text) }))
    expect(again.text).toContain('How easy was it to get up?')
    expect(again.text).toContain('morning@1.0.0')
  })

  test('gives way to another one that is chosen', async () => {
    const refused = await send(buildForm('{}', { version: 'one' }))
    const other = await send(buildForm(QUESTIONNAIRE, readKept(refused.text)))
    expect(other.text).toContain('How easy was it to get up?')
  })

  test('is to be chosen again where it is too large to be kept, and is named', async () => {
    const { status, text } = await send(buildForm(`{"resourceType": "${'x'.repeat(400_000)}"}`))
    expect(status).toBe(422)
    expect(text).toContain('It was questionnaire.json. Choose it again')
    expect(readKept(text)).toEqual({ kept: '', keptName: '' })
  })
})
