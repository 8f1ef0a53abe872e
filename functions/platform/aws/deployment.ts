import { setTimeout as waitFor } from 'node:timers/promises'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import * as z from 'zod/mini'
import { describeError, type Log } from '../core/log.ts'
import { FunctionFailedError, inject } from './lambda.ts'

/*
 * A function that CloudFormation calls while it deploys, as a resource of the template, and waits for.
 * Source: CloudFormation user guide, “Custom resource request and response reference”.
 */

export type DeploymentTools = {
  /** Puts the reply where CloudFormation waits for it. */
  readonly sendReply: (url: string, body: string) => Promise<void>
  readonly wait: (milliseconds: number) => Promise<unknown>
}

const requestSchema = z.looseObject({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.optional(z.string()),
})
type DeploymentRequest = z.output<typeof requestSchema>

/** A policy that was written a moment ago is not in force everywhere at once. */
const MAX_RUNS = 4
const UNTIL_PERMITTED_MS = 10_000

/** CloudFormation takes a reply of 4 kB. */
const MAX_REASON_LENGTH = 2_000
const MAX_TRIES = 5

/**
 * Runs when the resource is created or changed, and answers CloudFormation either way: without an answer it waits for as long
 * as the template lets it. Deleting the resource undoes nothing. An operator can call the function too, with `{}`.
 *
 * @param run does it; again when a call is repeated
 * @param explain why it could not be done, where that may be shown to whoever deploys; `undefined` where the log says it
 */
export function createDeploymentHandler<Result extends object>(
  log: Log,
  run: () => Promise<Result>,
  explain: (error: unknown) => string | undefined,
  { sendReply, wait }: DeploymentTools = { sendReply: putReply, wait: waitFor },
) {
  const attempt = async (made = 1): Promise<{ done: Result } | { reason: string }> => {
    try {
      const done = await run()
      log.info('done for the deployment')
      return { done }
    } catch (error) {
      if (made < MAX_RUNS && error instanceof Error && error.name === 'AccessDeniedException') {
        await wait(UNTIL_PERMITTED_MS)
        return attempt(made + 1)
      }
      log.error('the function failed', describeError(error))
      return { reason: explain(error) ?? new FunctionFailedError().message }
    }
  }
  return middy<unknown, unknown>()
    .use(inject())
    .handler(async (event: unknown, context: Context) => {
      const request = requestSchema.safeParse(event)
      if (!request.success) {
        const called = await attempt()
        if ('reason' in called) throw new Error(called.reason)
        return called.done
      }
      const { RequestType, ResponseURL } = request.data
      const outcome = RequestType === 'Delete' ? { done: {} } : await attempt()
      await sendReply(ResponseURL, formatReply(request.data, outcome, context.functionName))
      return undefined
    })
}

function formatReply(
  request: DeploymentRequest,
  outcome: { readonly done: object } | { readonly reason: string },
  functionName: string,
): string {
  const { StackId, RequestId, LogicalResourceId } = request
  // Another name would have CloudFormation delete the resource of the first.
  const PhysicalResourceId = request.PhysicalResourceId ?? functionName
  const names = { StackId, RequestId, LogicalResourceId, PhysicalResourceId }
  return JSON.stringify(
    'reason' in outcome
      ? { ...names, Status: 'FAILED', Reason: outcome.reason.slice(0, MAX_REASON_LENGTH) }
      : { ...names, Status: 'SUCCESS', Data: outcome.done },
  )
}

/** The address is signed, and stays out of every log. */
const putReply: DeploymentTools['sendReply'] = async (url, body) => {
  for (let tries = 1; ; tries += 1) {
    const reply = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body }).catch(
      () => undefined,
    )
    if (reply?.ok) return
    if (tries === MAX_TRIES) throw new Error('CloudFormation did not take the answer')
    await waitFor(500 * 2 ** tries)
  }
}
