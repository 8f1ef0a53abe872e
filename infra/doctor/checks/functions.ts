import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { Check } from '../check.ts'
import { type DeployedStack, formatConstructName, requireResources } from '../deployment.ts'
import { formatCount, formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'

/** Fifty people of one address may answer at once, and a page may be asked for while an answer is saved. */
const COMFORTABLE_CONCURRENCY = 100

const listFunctions = (service: DeployedStack) => requireResources(service, 'AWS::Lambda::Function')

export const functionChecks: readonly Check[] = [
  {
    id: 'concurrency',
    section: 'alarms',
    actions: ['lambda:GetAccountSettings'],
    async examine({ aws: { functions }, deployment: { service } }) {
      const { AccountLimit } = await functions.send(new GetAccountSettingsCommand({}))
      const most = AccountLimit?.ConcurrentExecutions ?? 0
      const all = listFunctions(service).length
      const found = `The account may run ${formatCount(most, 'function')} at once`
      const advice = 'Ask AWS in Service Quotas for 1,000 concurrent executions of Lambda.'
      if (most < all)
        return reportFailed(`${found}, and the service has ${all}: people are sent away.`, advice)
      return most < COMFORTABLE_CONCURRENCY
        ? reportWarning(`${found}: too few where a whole clinic answers.`, advice)
        : reportOk(`${found}.`)
    },
  },
  {
    id: 'reserved-concurrency',
    section: 'alarms',
    actions: ['lambda:GetFunctionConcurrency'],
    async examine({ aws: { functions }, deployment: { service } }) {
      const all = listFunctions(service)
      const limited = await Promise.all(
        all.map(async (one) => {
          const asked = new GetFunctionConcurrencyCommand({ FunctionName: one.physicalId })
          const { ReservedConcurrentExecutions: most } = await functions.send(asked)
          return most === undefined ? [] : [{ name: formatConstructName(one), most }]
        }),
      ).then((found) => found.flat())
      const stopped = limited.filter(({ most }) => most === 0).map(({ name }) => name)
      if (stopped.length > 0)
        return reportFailed(
          `${formatNames(stopped)} is switched off: its reserved concurrency is 0.`,
          'Run aws lambda delete-function-concurrency for it, once you know why somebody did that.',
        )
      return limited.length > 0
        ? reportWarning(
            `${formatNames(limited.map(({ name, most }) => `${name} may run ${most} times at once`))}, which no template asks for.`,
            'Run aws lambda delete-function-concurrency for it, unless it is meant so.',
          )
        : reportOk(`None of ${formatCount(all.length, 'function')} is held back.`)
    },
  },
  {
    id: 'dead-letters',
    section: 'alarms',
    actions: ['sqs:GetQueueAttributes'],
    async examine({ aws: { queues }, deployment: { service, stage } }) {
      const all = requireResources(service, 'AWS::SQS::Queue', /DeadLetters[0-9A-F]{8}$/)
      const waiting = await Promise.all(
        all.map(async (one) => {
          const asked = new GetQueueAttributesCommand({
            QueueUrl: one.physicalId,
            AttributeNames: ['ApproximateNumberOfMessages'],
          })
          const count = Number((await queues.send(asked)).Attributes?.ApproximateNumberOfMessages ?? 0)
          return { name: formatConstructName(one).replace(/DeadLetters$/, ''), count }
        }),
      )
      const filled = waiting.filter(({ count }) => count > 0)
      return filled.length > 0
        ? reportFailed(
            `Messages could not be handled: ${formatNames(filled.map(({ name, count }) => `${count} of ${name}`))}.`,
            `Find and mend the cause, then run npm run redrive -- ${filled[0]?.name}${stage === undefined ? '' : ` --stage ${stage}`}.`,
          )
        : reportOk(`${formatCount(all.length, 'dead-letter queue')}, all empty.`)
    },
  },
]
