import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* What staff type: names, notes, words of a call. One rule for all of them, wherever they are sent. */

const PARTICIPANTS = `/api/studies/${STUDY}/participants`
const ENROLMENT = { site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true }

let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol('harbor', '+12025550166')
})

const send = (method: string, path: string, body: unknown) =>
  clinic.api('coordinator-harbor', method, `${PARTICIPANTS}/${participant}${path}`, body)

/** Every place in the API into which staff type a name or a sentence, with the pointer to it. */
const PLACES: readonly [string, string, (text: string) => Promise<Response>][] = [
  ['the name of an enrolment', '/name', (name) => clinic.postEnrolment({ ...ENROLMENT, name })],
  ['the name of a contact', '/name', (name) => send('PATCH', '/contact', { name })],
  [
    'the words of a call',
    '/text',
    (text) => send('POST', '/contact-log', { kind: 'call', outcome: 'no-answer', text }),
  ],
  ['a note', '/text', (text) => send('POST', '/contact-log', { kind: 'note', text })],
  ['the note of a message', '/note', (note) => send('POST', '/messages/none/handle', { note })],
  [
    'the note of an alert',
    '/note',
    (note) => send('POST', '/alerts/none/close', { revision: 1, reason: 'duplicate', note }),
  ],
]

describe.each(PLACES)('%s is refused at its field', (_, pointer, post) => {
  test.each([
    ['with NUL', 'Ana\u0000', 'control-character'],
    ['with an override of direction', 'Ana \u202e555', 'direction-control'],
    ['with an isolate of direction', '\u2067Ana\u2069', 'direction-control'],
    ['with half of a character', 'Ana \ud800', 'invalid-unicode'],
    ['with what stands for bytes that are no UTF-8', 'P\ufffdrez', 'invalid-unicode'],
    ['of spaces', '   ', 'too-small'],
    ['of characters without width', '\u200b\u200d\u2060', 'too-small'],
  ])('%s', async (_, text, code) => {
    const reply = await post(text)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer, code }] })
  })
})

test.each(['José Ángel Núñez', 'שרה כהן', 'علی\u200cرضا', 'महर्षि क्\u200dष'])(
  'a name is kept as it is written, without the spaces around it: %s',
  async (name) => {
    expect((await send('PATCH', '/contact', { name: ` ${name} ` })).status).toBe(200)
    const contact = await clinic.api('coordinator-harbor', 'GET', `${PARTICIPANTS}/${participant}/contact`)
    expect(await contact.json()).toMatchObject({ name })
  },
)

test('a character without width inside a name hides nobody who is enrolled already', async () => {
  await clinic.enrol('harbor', '+12025550155', { name: 'Ana Pérez', birthYear: 1970 })
  const reply = await clinic.postEnrolment({ ...ENROLMENT, name: 'A\u200bna Pérez', birthYear: 1970 })
  expect(reply.status).toBe(409)
})
