import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { buildAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { buildAssessmentKey } from '../../../functions/records/assessment/assessment-keys.ts'
import { MAX_CHANGES } from '../../../functions/workflows/schedule/change-schedule.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const GIVEN = {
  ...{ kind: 'ketamine-infusion', givenAt: '2026-03-02T14:30:00.000Z' },
}
let clinic: Clinic
let of: string

/** As if the first window had been moved so often. */
async function changed(times: number): Promise<void> {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  const participant = await clinic.enrol()
  of = `/api/studies/${STUDY}/participants/${participant}`
  const scope = buildAssessmentScope(clinic.participantScope('harbor', participant), 'baseline')
  await clinic.tables.dynamo.send(
    new UpdateItemCommand({
      TableName: clinic.tables.study,
      Key: toItem(buildAssessmentKey(scope)),
      UpdateExpression: 'SET earlierPlans = :plans',
      ExpressionAttributeValues: toItem({
        ':plans': Array.from({ length: times }, () => ({
          since: '2026-03-02T15:00:00.000Z',
          cancelled: true,
        })),
      }),
    }),
  )
}
const call = (method: string, path: string, body?: unknown) =>
  clinic.apiConfirmed('coordinator-harbor', method, `${of}${path}`, body)

describe('a history without room for more', () => {
  beforeEach(() => changed(MAX_CHANGES))

  test('refuses treatments and moves to another zone', async () => {
    for (const [method, path, body] of [
      ['POST', '/treatments', GIVEN],
      ['PATCH', '', { timeZone: 'Asia/Kolkata' }],
    ] as const) {
      const reply = await call(method, path, body)
      expect(reply.status, path).toBe(409)
      expect(await reply.json()).toMatchObject({ type: expect.stringMatching(/schedule-changed-too-often$/) })
    }
  })

  test('never refuses that a participation has ended; that it goes on is one change more', async () => {
    const died = { how: 'died', at: '2026-03-02T14:00:00Z' }
    expect((await call('PUT', '/disposition', died)).status).toBe(200)
    expect((await call('DELETE', '/disposition')).status).toBe(409)
  })
})

test('with room for one more, it is recorded, and once', async () => {
  await changed(MAX_CHANGES - 1)
  expect((await call('POST', '/treatments', GIVEN)).status).toBe(201)
  expect((await call('POST', '/treatments', GIVEN)).status).toBe(200)
})
