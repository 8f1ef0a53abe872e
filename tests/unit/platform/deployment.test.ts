import { expect, test, vi } from 'vitest'
import { createDeploymentHandler } from '../../../functions/platform/aws/deployment.ts'

const REQUEST = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example/reply?signature=only-cloudformation-knows',
  StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Concord/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Seeded',
}
const CONTEXT = { functionName: 'seed-library', awsRequestId: '1' } as never

function open(run: () => Promise<object>, explain: (error: unknown) => string | undefined = () => undefined) {
  const replies: { url: string; body: Record<string, unknown> }[] = []
  const waits: number[] = []
  const lines: unknown[] = []
  const log = {
    info: (...line: unknown[]) => lines.push(line),
    error: (...line: unknown[]) => lines.push(line),
  }
  const handler = createDeploymentHandler(log, run, explain, {
    sendReply: async (url, body) => void replies.push({ url, body: JSON.parse(body) }),
    wait: async (milliseconds) => waits.push(milliseconds),
  })
  const call = (event: object) => handler(event, CONTEXT, undefined as never)
  return { call, replies, waits, lines }
}

const refuse = (name: string, message: string) => async () => {
  throw Object.assign(new Error(message), { name })
}

test('a failure is answered, with the reason where it may be shown and without it else', async () => {
  const shown = open(refuse('PublishedOtherwiseError', 'peg@1.0.0'), (error) => (error as Error).message)
  await shown.call(REQUEST)
  expect(shown.replies[0]?.body).toMatchObject({ Status: 'FAILED', Reason: 'peg@1.0.0' })
  const hidden = open(refuse('Error', 'what nobody may see'))
  await hidden.call(REQUEST)
  expect(hidden.replies[0]?.body).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('its log'),
  })
  expect(JSON.stringify([hidden.replies, hidden.lines])).not.toContain('nobody may see')
})

test('a long reason is cut to what CloudFormation takes', async () => {
  const { call, replies } = open(refuse('Error', 'x'.repeat(10_000)), (error) => (error as Error).message)
  await call(REQUEST)
  expect(JSON.stringify(replies[0]?.body).length).toBeLessThan(4_096)
})

test('a permission that is not in force yet is waited for, and not for ever', async () => {
  const run = vi
    .fn(async () => ({ published: 3 }))
    .mockImplementationOnce(refuse('AccessDeniedException', 'not yet') as never)
  const soon = open(run)
  await soon.call(REQUEST)
  expect([soon.waits.length, soon.replies[0]?.body.Status]).toEqual([1, 'SUCCESS'])
  const never = open(refuse('AccessDeniedException', 'never'))
  await never.call(REQUEST)
  expect([never.waits.length, never.replies[0]?.body.Status]).toEqual([3, 'FAILED'])
})

test('what was done is answered under the names of the request, the resource keeping its own', async () => {
  const { call, replies, lines } = open(async () => ({ published: 3 }))
  await call(REQUEST)
  await call({ ...REQUEST, RequestType: 'Update', PhysicalResourceId: 'as it was', RequestId: 'request-2' })
  const { ResponseURL, RequestType: _, ...names } = REQUEST
  expect(replies).toEqual([
    {
      url: ResponseURL,
      body: { ...names, PhysicalResourceId: 'seed-library', Status: 'SUCCESS', Data: { published: 3 } },
    },
    {
      url: ResponseURL,
      body: {
        ...names,
        ...{ RequestId: 'request-2', PhysicalResourceId: 'as it was' },
        ...{ Status: 'SUCCESS', Data: { published: 3 } },
      },
    },
  ])
  expect(JSON.stringify(lines)).not.toContain('signature')
})

test('deleting the resource does nothing, and succeeds', async () => {
  const run = vi.fn(async () => ({}))
  const { call, replies } = open(run)
  await call({ ...REQUEST, RequestType: 'Delete', PhysicalResourceId: 'seed-library' })
  expect(run).not.toHaveBeenCalled()
  expect(replies[0]?.body.Status).toBe('SUCCESS')
})

test('an operator who calls it is answered what was done, or why not', async () => {
  await expect(open(async () => ({ published: 3 })).call({})).resolves.toEqual({ published: 3 })
  await expect(open(refuse('Error', 'hidden')).call({})).rejects.toThrow('its log says where')
})
