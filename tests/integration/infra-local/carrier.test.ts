import { beforeEach, describe, expect, test } from 'vitest'
import { Carrier, carrierFaultsSchema } from '../../../infra/local/runtime/carrier.ts'
import { StateFile } from '../../../infra/local/runtime/state-file.ts'
import { createCarrierRoutes } from '../../../infra/local/server/carrier-routes.ts'

const PHONE = '+12025550123'
const OTHER = '+12025550124'
let carrier: Carrier
beforeEach(() => {
  carrier = new Carrier(new StateFile(undefined, (value) => carrierFaultsSchema.parse(value)))
})
const ask = (method: string, path: string, body?: unknown) =>
  createCarrierRoutes({ url: 'http://localhost', carrier }).request(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

describe('the faults of the carrier', () => {
  test.each([{ texts: 'explode' }, { numbers: ['555'] }, { lateBy: 'soon' }, { reason: 'a b' }, 'busy'])(
    'are not set to %j',
    async (faults) => {
      expect((await ask('PUT', '/faults', faults)).status).toBe(422)
      expect(carrier.findRefusal(PHONE)).toBeUndefined()
    },
  )

  test.each([
    [{ texts: 'throttle' }, { status: 429, type: 'ThrottlingException' }],
    [{ texts: 'out-of-spend' }, { type: 'ServiceQuotaExceededException' }],
    [{ texts: 'refuse', reason: 'ACCOUNT_DISABLED' }, { type: 'AccessDeniedException' }],
    [{ texts: 'refuse', reason: 'NO_ORIGINATION_IDENTITIES_FOUND' }, { type: 'ConflictException' }],
    [{ texts: 'refuse' }, { type: 'ValidationException', reason: 'INVALID_PARAMETER' }],
    [{ texts: 'refuse', reason: 'BrandNewException' }, { type: 'BrandNewException' }],
    [{ optedOut: [PHONE] }, { reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }],
  ])('%j refuse a text as AWS does, until they are cleared', async (faults, refusal) => {
    expect((await ask('PUT', '/faults', faults)).status).toBe(200)
    expect(carrier.findRefusal(PHONE)).toMatchObject(refusal)
    await ask('PUT', '/faults', {})
    expect(carrier.findRefusal(PHONE)).toBeUndefined()
  })

  test('are of the numbers that are named', async () => {
    await ask('PUT', '/faults', { texts: 'throttle', numbers: [PHONE] })
    expect(carrier.findRefusal(OTHER)).toBeUndefined()
    expect(carrier.findRefusal(PHONE)).toBeDefined()
  })

  test('are shown and set on a page', async () => {
    const routes = createCarrierRoutes({ url: 'http://localhost', carrier })
    const form = (fields: Record<string, string>) =>
      routes.request('/', { method: 'POST', body: new URLSearchParams(fields) })
    const set = {
      texts: 'refuse',
      reason: 'X_Y',
      numbers: `${PHONE}, ${OTHER}`,
      receipts: 'late',
      lateBy: 'PT2H',
    }
    expect((await form({ ...set, texts: 'explode' })).status).toBe(422)
    expect((await form(set)).status).toBe(303)
    expect(await (await routes.request('/')).text()).toContain(`${PHONE} ${OTHER}`)
    expect((await form({ clear: 'yes' })).status).toBe(303)
    expect(carrier.faults.texts).toBe('accept')
  })
})

test('a number is taken off the opt-out list once', () => {
  carrier.faults = carrierFaultsSchema.parse({ optedOut: [PHONE, OTHER] })
  expect(carrier.liftOptOut(PHONE)).toBe(true)
  expect(carrier.liftOptOut(PHONE)).toBe(false)
  expect(carrier.faults.optedOut).toEqual([OTHER])
})

test('a report that is lost never comes; one that is late comes once, at its time', () => {
  const event = { messageId: 'm' }
  carrier.faults = carrierFaultsSchema.parse({ receipts: 'lost' })
  expect(carrier.report(event, 0)).toBeUndefined()
  expect(carrier.nextReportAt).toBeUndefined()
  carrier.faults = carrierFaultsSchema.parse({ receipts: 'late', lateBy: 'PT1M' })
  expect(carrier.report(event, 0)).toBeUndefined()
  expect(carrier.nextReportAt).toBe(60_000)
  expect(carrier.takeDueReports(59_999)).toEqual([])
  expect(carrier.takeDueReports(60_000)).toEqual([event])
  expect(carrier.takeDueReports(60_000)).toEqual([])
})
