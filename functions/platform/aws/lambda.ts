import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy, { type MiddlewareObj } from '@middy/core'
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { describeError, type Log } from '../core/log.ts'
import { logger } from './log.ts'
import { handleEachRecord } from './queue.ts'

/* Every entry point is one of these: logged with its request id and trace id, and nothing of an error gets out. */

/** What the caller of a function, and the log of Lambda itself, see of an error. */
export class FunctionFailedError extends Error {
  constructor() {
    super('The function failed; its log says where.')
    this.name = 'FunctionFailedError'
  }
}

/** Each line of the log names the request. */
export const inject = () => injectLambdaContext(logger, { logEvent: false, resetKeys: true })

/** The message of an error may quote input: it is neither logged nor answered. */
function hideErrors(log: Log): MiddlewareObj {
  return {
    onError: (request) => {
      log.error('the function failed', describeError(request.error))
      request.error = new FunctionFailedError()
    },
  }
}

/** Reads the event by its schema, before anything is done with it. */
function parseEvent(schema: z.core.$ZodType): MiddlewareObj {
  return {
    before: (request) => {
      request.event = z.parse(schema, request.event)
    },
  }
}

/**
 * A function that needs something read before it can answer, such as a secret. Reading begins at once and the first call
 * waits for it; loading the function does not. A reading that failed is begun anew by the next call.
 *
 * @param prepare reads, and gives the handler
 */
export function createPreparedHandler<Event, Result>(
  log: Log,
  prepare: () => Promise<(event: Event, context: Context) => Promise<Result>>,
): (event: Event, context: Context) => Promise<Result> {
  let preparing: ReturnType<typeof prepare> | undefined
  const requirePrepared = () => {
    preparing ??= prepare().catch((error: unknown) => {
      preparing = undefined
      log.error('the function could not be prepared', describeError(error))
      throw new FunctionFailedError()
    })
    return preparing
  }
  // Logged above, and thrown by the call that waits for it.
  requirePrepared().catch(() => {})
  return async (event, context) => (await requirePrepared())(event, context)
}

/** A function that an operator or a schedule calls with an event of one form. */
export function createEventHandler<Form extends z.core.$ZodType, Result>(
  log: Log,
  schema: Form,
  run: (event: z.output<Form>, context: Context) => Promise<Result>,
) {
  return middy<z.output<Form>, Result>()
    .use(inject())
    .use(hideErrors(log))
    .use(parseEvent(schema))
    .handler((event, context) => run(event, context))
}

const batchSchema = z.looseObject({
  Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })),
})

/** A function that a queue calls with a batch: what fails comes again by itself. */
export function createBatchHandler(log: Log, run: (event: SQSEvent) => Promise<SQSBatchResponse>) {
  return middy<SQSEvent, SQSBatchResponse>()
    .use(inject())
    .use(hideErrors(log))
    .use(parseEvent(batchSchema))
    .handler((event) => run(event))
}

/** The same for messages that stand each by itself. @param schema of a message's body */
export function createQueueHandler<Form extends z.core.$ZodType>(
  log: Log,
  schema: Form,
  run: (message: z.output<Form>, sentAt: string) => Promise<void>,
) {
  return createBatchHandler(log, (event) =>
    handleEachRecord(log, event, (body, sentAt) => run(z.parse(schema, body), sentAt)),
  )
}
