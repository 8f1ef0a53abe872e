import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createDueQueue } from '../../../functions/records/due/due-queue.store.ts'

const mock = mockClient(SQSClient)
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

const queue = createDueQueue('https://queue.example/due.fifo')
const due = (at: number) => ({
  kind: 'text' as const,
  study: 'study',
  site: 'harbor',
  participant: `harbor-${String(at).padStart(8, '0')}`,
  timepoint: 'baseline',
  dueAt: '2026-03-02T15:00:00.000Z',
})
const batches = () =>
  mock.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries ?? [])

describe('the queue of due texts', () => {
  test('throws when it did not take every message', async () => {
    mock
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '3', Code: 'InternalError', SenderFault: false }], Successful: [] })
    await expect(queue.add(Array.from({ length: 25 }, (_, at) => due(at)))).rejects.toThrow('1 messages')
    expect(batches()).toHaveLength(3)
  })

  test('sends nothing when nothing is due', async () => {
    await queue.add([])
    expect(mock.calls()).toHaveLength(0)
  })

  test('sends batches of ten, each text once, with its participant as the group', async () => {
    mock.on(SendMessageBatchCommand).resolves({ Failed: [], Successful: [] })
    const texts = Array.from({ length: 25 }, (_, at) => due(at))
    await queue.add(texts)
    expect(batches().map(({ length }) => length)).toEqual([10, 10, 5])
    const entries = batches().flat()
    expect(entries.map(({ MessageBody }) => JSON.parse(MessageBody ?? ''))).toEqual(texts)
    expect(entries.map(({ MessageGroupId }) => MessageGroupId)).toEqual(
      texts.map(({ participant }) => participant),
    )
    for (const batch of batches()) expect(new Set(batch.map(({ Id }) => Id)).size).toBe(batch.length)
  })

  test('the same due text has the same deduplication id, another time or participant another', async () => {
    mock.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] })
    const { kind, study, site, participant, timepoint, dueAt } = due(1)
    const later = { ...due(1), dueAt: '2026-03-04T15:00:00.000Z' }
    await queue.add([due(1), { dueAt, timepoint, participant, site, study, kind }, later, due(2)])
    const [one, again, other, third] = batches()
      .flat()
      .map(({ MessageDeduplicationId }) => MessageDeduplicationId)
    expect(one).toMatch(/^[0-9a-f]{64}$/)
    expect(again).toBe(one)
    expect(new Set([one, other, third]).size).toBe(3)
  })
})
