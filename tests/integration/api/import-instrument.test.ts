import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Clinic, openClinic } from '../../support/clinic.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../../support/instrument-files/${name}`, import.meta.url), 'utf8')
const EVENING = fixture('odm/evening-questions.xml')
let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

const send = (body: unknown, user: string | undefined = 'coordinator-harbor') =>
  clinic.api(user, 'POST', '/api/instruments/import', body)
type Answered = {
  type: string
  errors?: { pointer: string; detail: string }[]
  definition?: { id: string; version: string; items: unknown[] }
  warnings?: unknown[]
}
const answered = async (reply: Response) => (await reply.json()) as Answered

describe('a file is not imported', () => {
  test('for someone who is not signed in', async () => {
    expect((await send({ file: EVENING, permission: 'x' }, '')).status).toBe(401)
  })

  test.each([
    ['without a permission', { file: EVENING }, 422, '/problems/invalid-input'],
    [
      'of an unknown format',
      { file: EVENING, permission: 'x', format: 'pdf' },
      422,
      '/problems/invalid-input',
    ],
    [
      'as what is not published',
      { file: EVENING, permission: 'x', as: 'isi@9.0.0' },
      422,
      '/problems/invalid-input',
    ],
    ['when nothing is in it', { file: '{}', permission: 'x' }, 422, '/problems/instrument-file-faulty'],
    [
      'as a form that it does not have',
      { file: EVENING, permission: 'x', form: 'F.X' },
      422,
      '/problems/instrument-file-has-several-forms',
    ],
    [
      'as what it does not word',
      { file: EVENING, permission: 'x', as: 'isi@1.0.0' },
      422,
      '/problems/instrument-file-faulty',
    ],
    [
      'that is larger than 2 MB',
      { file: 'x'.repeat(2_100_000), permission: 'x' },
      413,
      '/problems/body-too-large',
    ],
  ])('%s', async (_, body, status, type) => {
    const reply = await send(body)
    expect(reply.status).toBe(status)
    expect((await answered(reply)).type).toBe(type)
  })

  test('with faults, all of which are named with their places', async () => {
    const file = EVENING.replace('DataType="time"', 'DataType="datetime"').replace(
      'ItemOID="I.PAIN"',
      'ItemOID="I.X"',
    )
    const { errors } = await answered(await send({ file, permission: 'x' }))
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['ItemGroupDef IG.DAY', 'ItemDef I.BED'])
  })
})

test.each(['odm/evening-questions.xml', 'fhir/evening-questions.json'])(
  '%s becomes a definition',
  async (name) => {
    const reply = await send({
      file: fixture(name),
      permission: 'Written for this test.',
      id: 'evening',
      recallDays: 1,
    })
    expect(reply.status).toBe(200)
    expect(await answered(reply)).toMatchObject({ definition: { id: 'evening', version: '1.0.0' } })
  },
)

test('a larger file than other bodies may be', async () => {
  const file = EVENING.replace('</ODM>', `<!--${'x'.repeat(200_000)}--></ODM>`)
  expect((await send({ file, permission: 'x' })).status).toBe(200)
})
