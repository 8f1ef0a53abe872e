/**
 * `npm run redrive`: dead letters of a deployed service.
 *   npm run redrive                              lists the queues
 *   npm run redrive -- Invitations               has the messages of one handled again
 *   npm run redrive -- --stage staging           of another stage
 */
import { parseArgs } from 'node:util'
import { SQSClient } from '@aws-sdk/client-sqs'
import './node-version.js'
import { listDeadLetterQueues, redriveDeadLetters } from './dead-letters.ts'
import { formatStackName } from './stacks/stack-names.ts'

const USAGE = `npm run redrive -- [QUEUE] [--stage NAME] [--region REGION]

  Without QUEUE, lists the dead-letter queues and how many messages wait in each. With QUEUE, SQS moves them back to
  the queue that they came from, and they are handled again. Find and fix the cause first. Uses your AWS profile.
`

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { stage: { type: 'string' }, region: { type: 'string' }, help: { type: 'boolean' } },
    })
  } catch {
    return undefined
  }
}

async function main(): Promise<number> {
  const given = readArguments()
  if (given === undefined || given.values.help || given.positionals.length > 1) {
    console.error(USAGE)
    return given?.values.help ? 0 : 1
  }
  const { region, stage } = given.values
  // The address of AWS decides, also where AWS_ENDPOINT_URL_SQS names another; a queue's URL says only which queue.
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false, ...(region !== undefined && { region }) })
  const stack = formatStackName('ConcordService', stage)
  const queues = await listDeadLetterQueues(sqs, stack)
  if (queues.length === 0) {
    console.error(`No queue of ${stack} in ${await sqs.config.region()}. Is it deployed there?`)
    return 1
  }
  const [name] = given.positionals
  if (name === undefined) {
    for (const queue of queues) console.log(`${queue.name}: ${queue.waiting}`)
    return 0
  }
  const queue = queues.find((each) => each.name === name)
  if (queue === undefined) {
    console.error(`No such queue. There are ${queues.map((each) => each.name).join(', ')}.`)
    return 1
  }
  if (queue.waiting === 0) {
    console.log(`${name} is empty.`)
    return 0
  }
  await redriveDeadLetters(sqs, queue)
  console.log(`${queue.waiting} messages of ${name} go back to their queue.`)
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  // Such as credentials that are missing, expired or may not do this.
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  process.exitCode = 1
}
