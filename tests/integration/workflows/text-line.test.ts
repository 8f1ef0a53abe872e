import { beforeEach, describe, expect, test } from 'vitest'
import type { TextSender } from '../../../functions/platform/aws/sms.ts'
import { watchTextLine } from '../../../functions/workflows/texting/watched-texts.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/** Ten o'clock in the morning at Harbor Clinic. */
const START = '2026-03-02T15:00:00.000Z'
const SPENT = 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'
const PHONES = Array.from({ length: 6 }, (_, n) => `+1202555012${n}`)

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic(START)
  for (const phone of PHONES) await clinic.enrol('harbor', phone)
})

const spendOut = () => clinic.setTextService(async () => ({ kind: 'refused', cause: 'account', code: SPENT }))
const lift = () => clinic.setTextService(async () => ({ kind: 'sent', messageId: 'm' }))
const alarms = () => clinic.log.filter(({ message }) => message === 'texts are stopped by the account')
const readBanner = async () => {
  const reply = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/worklist`)
  return ((await reply.json()) as { textsStopped: unknown }).textsStopped
}
async function tickFor(minutes: number): Promise<readonly string[]> {
  const results: string[] = []
  for (let minute = 0; minute < minutes; minute += 1) {
    clinic.advance('PT1M')
    results.push(...(await clinic.tick()))
  }
  return results
}
const count = (results: readonly string[], wanted: string) => results.filter((one) => one === wanted).length

describe('texts that the account may not send', () => {
  test('stop with one alarm and a banner on Today, and wait', async () => {
    expect(await readBanner()).toBeNull()
    spendOut()
    await clinic.tick()
    await tickFor(10)
    expect(alarms()).toEqual([{ message: 'texts are stopped by the account', fields: { code: SPENT } }])
    expect(await readBanner()).toEqual({ since: START, code: SPENT })
    expect(clinic.texts).toEqual([])
  })

  test('are tried one at a time, every 15 minutes, at no cost to any plan', async () => {
    spendOut()
    await clinic.tick()
    const results = await tickFor(6 * 60)
    expect(count(results, 'refused')).toBeLessThanOrEqual(6 * 4 + PHONES.length)
    expect(count(results, 'refused')).toBeGreaterThanOrEqual(6 * 3)
    const entries = await clinic.tables.everything(clinic.tables.audit)
    const deferred = entries.filter(({ action }) => action === 'text.deferred')
    // Why each waits is said once, however often it is put off.
    expect(deferred.length).toBeLessThanOrEqual(2 * PHONES.length + 6 * 4)
    expect(alarms()).toHaveLength(1)
  })

  test('go on by themselves when it is lifted: everybody is invited, and nobody twice', async () => {
    spendOut()
    await clinic.tick()
    await tickFor(4 * 60)
    lift()
    await tickFor(25)
    expect(clinic.texts.map(({ to }) => to).toSorted()).toEqual(PHONES)
    expect(clinic.texts.every(({ body }) => body.includes('some short questions'))).toBe(true)
    expect(await readBanner()).toBeNull()
    expect(clinic.log.filter(({ message }) => message === 'texts go out again')).toHaveLength(1)
    await tickFor(60)
    expect(clinic.texts).toHaveLength(PHONES.length)
  })

  test('are invitations still when their reminder has come meanwhile', async () => {
    spendOut()
    await clinic.tick()
    clinic.advance('P2DT1H')
    await clinic.tick()
    lift()
    await tickFor(30)
    expect(clinic.texts.map(({ to }) => to).toSorted()).toEqual(PHONES)
    expect(clinic.texts.every(({ body }) => body.includes('some short questions'))).toBe(true)
  })

  test('ring again when they stop again', async () => {
    spendOut()
    await clinic.tick()
    lift()
    await tickFor(25)
    spendOut()
    await clinic.receive(PHONES[0] ?? '', 'HELP')
    expect(alarms()).toHaveLength(2)
  })

  test('go on with any text that goes out, such as an answer', async () => {
    spendOut()
    await clinic.tick()
    lift()
    await clinic.receive(PHONES[0] ?? '', 'HELP')
    expect(await readBanner()).toBeNull()
  })
})

describe('a watched sender', () => {
  const text = { to: PHONES[0] ?? '', body: 'Hello', context: {} }

  test('does not take a text that was begun before the stop for the end of it', async () => {
    const refused: TextSender = { send: async () => ({ kind: 'refused', cause: 'account', code: SPENT }) }
    const slow: TextSender = {
      async send() {
        clinic.advance('PT2S')
        await watchTextLine(clinic.deps, refused).send(text)
        return { kind: 'sent', messageId: 'm' }
      },
    }
    expect(await watchTextLine(clinic.deps, slow).send(text)).toMatchObject({ kind: 'sent' })
    expect(await readBanner()).toMatchObject({ code: SPENT })
  })

  test('reports what became of the text though it cannot be written', async () => {
    const failing = { ...clinic.deps.textLine, find: () => Promise.reject(new Error('throttled')) }
    const sender = watchTextLine(
      { ...clinic.deps, textLine: failing },
      {
        send: async () => ({ kind: 'sent', messageId: 'm' }),
      },
    )
    expect(await sender.send(text)).toEqual({ kind: 'sent', messageId: 'm' })
  })
})
