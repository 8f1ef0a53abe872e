import type { Context, SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { createHttpHandler } from '../../../functions/platform/aws/http-handler.ts'
import {
  createBatchHandler,
  createEventHandler,
  createPreparedHandler,
  createQueueHandler,
} from '../../../functions/platform/aws/lambda.ts'
import { createApp } from '../../../functions/platform/http/app.ts'
import { createLogOfLines, type LogLine, PRIVATE } from '../../support/http-functions.ts'

const context = {
  functionName: 'receive-reply',
  functionVersion: '1',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:receive-reply',
  awsRequestId: '8f5d1c6e-0000-4000-8000-000000000000',
  getRemainingTimeInMillis: () => 3000,
} as Context

/** Whatever the runtime, a library or the function writes, besides the lines of the log. */
let written: string
beforeEach(() => {
  written = ''
  const keep = (...parts: unknown[]) => {
    written += parts.join(' ')
    return true
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(keep)
})
afterEach(() => void vi.restoreAllMocks())

const { log, lines } = createLogOfLines()
beforeEach(() => void lines.splice(0))
const namesOf = (logged: readonly LogLine[]) =>
  logged.map(({ message, fields }) => [message, fields?.errorName])

const failure = (run: Promise<unknown>) =>
  run.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => error as Error,
  )

function expectNothingPrivate(error?: Error) {
  expect(JSON.stringify(lines) + written).not.toMatch(/Alvarez|202-555|nine/)
  if (!error) return
  expect(error).toMatchObject({
    name: 'FunctionFailedError',
    message: 'The function failed; its log says where.',
  })
  expect(error.cause).toBeUndefined()
  expect(error.stack).not.toMatch(/Alvarez|202-555|nine/)
}

const person = z.strictObject({ name: z.literal('nobody') })

describe('a function that is called with an event', () => {
  test('does not run for an event of another form, and says nothing of what it held', async () => {
    const run = vi.fn()
    const handler = createEventHandler(log, person, run)
    const error = await failure(handler({ name: PRIVATE } as never, context))
    expectNothingPrivate(error)
    expect(run).not.toHaveBeenCalled()
    expect(namesOf(lines)).toEqual([['the function failed', '$ZodError']])
  })

  test('that fails is logged by where it failed; neither its caller nor its log reads the message', async () => {
    const handler = createEventHandler(log, person, async () => {
      throw new RangeError(PRIVATE, { cause: new TypeError(PRIVATE) })
    })
    const error = await failure(handler({ name: 'nobody' }, context))
    expectNothingPrivate(error)
    expect(lines).toEqual([
      {
        message: 'the function failed',
        fields: {
          errorName: 'RangeError',
          causeName: 'TypeError',
          frames: expect.arrayContaining([expect.stringContaining('lambda.test.ts:')]),
        },
      },
    ])
  })

  test('is given the event as the schema reads it, and answers what the function returns', async () => {
    const handler = createEventHandler(
      log,
      z.object({ after: z.string().default('start') }),
      async (event) => event,
    )
    expect(await handler({ more: 1 } as never, context)).toEqual({ after: 'start' })
    expect(lines).toEqual([])
  })
})

const record = (messageId: string, body: string) =>
  ({ messageId, body, attributes: { SentTimestamp: '1772463600000' } }) as SQSEvent['Records'][number]

describe('a function that a queue calls', () => {
  const bodySchema = z.strictObject({ text: z.string() })

  test('fails as a whole for what is no batch', async () => {
    const run = vi.fn()
    const error = await failure(
      createBatchHandler(log, run)({ Records: [{ body: PRIVATE }] } as never, context),
    )
    expectNothingPrivate(error)
    expect(run).not.toHaveBeenCalled()
  })

  test('reports only the messages that are malformed or fail, and handles the others', async () => {
    const handled: string[] = []
    const handler = createQueueHandler(log, bodySchema, async ({ text }) => {
      if (text === PRIVATE) throw new TypeError(text)
      handled.push(text)
    })
    const reply = await handler(
      {
        Records: [
          record('first', '{"text":"one"}'),
          record('no-json', `{"text":"${PRIVATE}`),
          record('other-form', JSON.stringify({ text: 'two', name: PRIVATE })),
          record('fails', JSON.stringify({ text: PRIVATE })),
          record('last', '{"text":"three"}'),
        ],
      },
      context,
    )
    expect(reply).toEqual({
      batchItemFailures: ['no-json', 'other-form', 'fails'].map((itemIdentifier) => ({ itemIdentifier })),
    })
    expect(handled).toEqual(['one', 'three'])
    expect(namesOf(lines)).toEqual([
      ['a message failed', 'SyntaxError'],
      ['a message failed', '$ZodError'],
      ['a message failed', 'TypeError'],
    ])
    expectNothingPrivate()
  })

  test('is told when the queue took a message', async () => {
    const sent: string[] = []
    const handler = createQueueHandler(log, bodySchema, async (_, sentAt) => void sent.push(sentAt))
    // date -u -d @1772463600: 2026-03-02 15:00:00
    expect(await handler({ Records: [record('one', '{"text":"x"}')] }, context)).toEqual({
      batchItemFailures: [],
    })
    expect(sent).toEqual(['2026-03-02T15:00:00.000Z'])
  })
})

describe('a function behind the gateway', () => {
  const event = (path: string) =>
    ({
      ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: '', headers: {} },
      ...{ isBase64Encoded: false },
      requestContext: {
        ...{ requestId: 'JKJaXmPLvHcESHA=', domainName: 'concord.example', stage: '$default' },
        http: { method: 'GET', path },
      },
    }) as never

  test('answers a crash with the gateway’s id of the request, under which the log has it', async () => {
    const app = createApp({ log }).get('/people/:name', () => {
      throw new TypeError(PRIVATE)
    })
    const reply = (await createHttpHandler(app)(event('/people/alvarez'), context)) as {
      statusCode: number
      body: string
      headers: Record<string, string>
    }
    expect(reply.statusCode).toBe(500)
    expect(JSON.parse(reply.body)).toMatchObject({
      type: '/problems/unexpected',
      instance: 'JKJaXmPLvHcESHA=',
    })
    expect(reply.headers['x-content-type-options']).toBe('nosniff')
    expect(lines.map(({ fields }) => [fields?.route, fields?.requestId])).toEqual([
      ['/people/:name', 'JKJaXmPLvHcESHA='],
    ])
    expectNothingPrivate()
  })
})

describe('a function that something is read for', () => {
  const echo = async (event: string) => event

  test('begins reading when it is loaded, once for all calls', async () => {
    const prepare = vi.fn(async () => echo)
    const handler = createPreparedHandler(log, prepare)
    expect(prepare).toHaveBeenCalledOnce()
    expect(await Promise.all([handler('one', context), handler('two', context)])).toEqual(['one', 'two'])
    expect(prepare).toHaveBeenCalledOnce()
  })

  test('fails the call that waits for a reading that fails, and reads anew for the next', async () => {
    const prepare = vi.fn(async () => echo)
    prepare.mockRejectedValueOnce(new RangeError(PRIVATE))
    const handler = createPreparedHandler(log, prepare)
    expectNothingPrivate(await failure(handler('one', context)))
    expect(namesOf(lines)).toEqual([['the function could not be prepared', 'RangeError']])
    expect(await handler('two', context)).toBe('two')
  })
})
