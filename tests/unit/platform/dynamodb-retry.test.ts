import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { countTries, type RetryTools, retryRequest } from '../../../functions/platform/aws/dynamodb-retry.ts'

const serviceError = (name: string, httpStatusCode = 400) =>
  new DynamoDBServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode } })
const connectionError = (code: string) => Object.assign(new Error('socket hang up'), { code })
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

/** Time passes only while it waits, and each try takes as long as is said. */
function createTools({ random = 1, tryTakes = 0 } = {}) {
  const pauses: number[] = []
  let clock = 0
  let sent = 0
  const tools: RetryTools = {
    random: () => random,
    now: () => clock,
    async wait(milliseconds) {
      pauses.push(milliseconds)
      clock += milliseconds
    },
  }
  const failing = (errors: readonly unknown[]) => async () => {
    clock += tryTakes
    const error = errors[sent]
    sent += 1
    if (error !== undefined) throw error
    return 'reply'
  }
  return { tools, pauses, failing, sent: () => sent, elapsed: () => clock }
}

describe('is thrown on at once', () => {
  test.each<[string, unknown]>([
    ['a condition that did not hold', new ConditionalCheckFailedException({ message: '', $metadata: {} })],
    ['a request that DynamoDB does not understand', serviceError('ValidationException')],
    ['missing rights', serviceError('AccessDeniedException')],
    ['a transaction with a condition that did not hold', cancelled('None', 'ConditionalCheckFailed')],
    ['the same beside a conflict', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
    ['the same beside throttling', cancelled('ThrottlingError', 'ConditionalCheckFailed')],
    ['an item too large for a transaction', cancelled('ValidationError', 'None')],
    ['a cancellation that gives no reason', cancelled()],
    ['a mistake of the program', new TypeError('undefined is not a function')],
    ['what is no error at all', 'failed'],
  ])('%s', async (_, error) => {
    const { tools, failing, sent } = createTools()
    await expect(retryRequest(failing([error]), tools)).rejects.toBe(error)
    expect(sent()).toBe(1)
  })
})

describe('is `busy` with its cause', () => {
  test('what does not pass within five seconds, and no try begins after them', async () => {
    const { tools, failing, elapsed, sent } = createTools()
    const throttled = serviceError('ThrottlingException')
    await expect(retryRequest(failing(Array(100).fill(throttled)), tools)).rejects.toMatchObject({
      problem: { code: 'busy', status: 503 },
      cause: throttled,
    })
    expect(elapsed()).toBeLessThanOrEqual(5_000)
    expect(sent()).toBe(11)
  })

  test('what times out again and again, before the ten seconds of a function', async () => {
    const { tools, failing, elapsed, sent } = createTools({ tryTakes: 2_000 })
    await expect(
      retryRequest(failing(Array(100).fill(connectionError('ETIMEDOUT'))), tools),
    ).rejects.toMatchObject({ problem: { code: 'busy' } })
    expect([sent(), elapsed()]).toEqual([3, 6_000 + 25 + 50])
  })
})

describe('is sent again', () => {
  test.each<[string, unknown]>([
    ['throttled by the table', serviceError('ProvisionedThroughputExceededException')],
    ['throttled by the account', serviceError('RequestLimitExceeded')],
    ['throttled by the service', serviceError('ThrottlingException')],
    ['in the way of a transaction', serviceError('TransactionConflictException')],
    ['still being written', serviceError('TransactionInProgressException')],
    ['a transaction in the way of another', cancelled('None', 'TransactionConflict')],
    ['a transaction throttled', cancelled('ThrottlingError', 'None', 'TransactionConflict')],
    ['failed inside DynamoDB', serviceError('InternalServerError', 500)],
    ['refused by a gateway', Object.assign(new SyntaxError(), { $metadata: { httpStatusCode: 503 } })],
    ['cut off', connectionError('ECONNRESET')],
    ['written into a closed connection', connectionError('EPIPE')],
    ['not answered in time', Object.assign(new Error(), { name: 'TimeoutError' })],
  ])('what was %s', async (_, error) => {
    const { tools, failing, sent } = createTools()
    expect(await retryRequest(failing([error, error]), tools)).toBe('reply')
    expect(sent()).toBe(3)
  })

  test('after pauses that double up to 800 ms, each drawn from its whole length', async () => {
    const errors = Array(8).fill(serviceError('ThrottlingException'))
    const whole = createTools()
    await retryRequest(whole.failing(errors), whole.tools)
    expect(whole.pauses).toEqual([25, 50, 100, 200, 400, 800, 800, 800])
    const drawn = createTools({ random: 0.5 })
    await retryRequest(drawn.failing(errors), drawn.tools)
    expect(drawn.pauses).toEqual([12.5, 25, 50, 100, 200, 400, 400, 400])
  })
})

test('an error says how often the request was sent', async () => {
  const refused = () => new ConditionalCheckFailedException({ message: '', $metadata: {} })
  const lost = connectionError('ECONNRESET')
  const runs = [[refused()], [lost, refused()], [lost, lost, refused()]]
  const counted = await Promise.all(
    runs.map(async (errors) => {
      const { tools, failing } = createTools()
      const thrown: unknown = await retryRequest(failing(errors), tools).catch((error: unknown) => error)
      return countTries(thrown as ConditionalCheckFailedException)
    }),
  )
  expect(counted).toEqual([1, 2, 3])
})
