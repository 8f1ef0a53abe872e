import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { type Clock, formatIso } from '../../functions/platform/core/clock.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import { invitationSchema } from '../../functions/records/invitation/invitation.ts'
import type { wireFunctions } from '../support/functions.ts'
import type { TestTables } from '../support/test-tables.ts'
import type { Record } from './record.ts'
import type { Scheduler } from './scheduler.ts'

/** Rules that can be broken on purpose, to see that the simulation tells. */
export const BROKEN = [
  /** The sender decides by what it read when it first heard of the assessment, and claims without conditions. */
  'state-not-asked-again',
  /** The sender asks neither for a STOP when it decides nor when it claims. */
  'stop-not-asked-again',
  /** An answer is stored, and its alert is forgotten. */
  'alert-forgotten',
] as const
export type Broken = (typeof BROKEN)[number]

type Item = NonNullable<ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems']>[number]

/** The tables behind the scheduler's gate. Claims of texts are noted as they are written. */
export function gatedTables(
  tables: TestTables,
  scheduler: Scheduler,
  record: Record,
  clock: Clock,
  broken: Broken | undefined,
): TestTables {
  const send = (command: Parameters<DynamoDBClient['send']>[0]) =>
    scheduler.gate(async () => {
      if (command instanceof TransactWriteItemsCommand && broken) spoil(command, broken)
      const reply = await tables.dynamo.send(command)
      if (command instanceof TransactWriteItemsCommand)
        note(command, record, scheduler.step, formatIso(clock.now()))
      return reply
    })
  const dynamo = new Proxy(tables.dynamo, {
    get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)),
  })
  return { ...tables, dynamo }
}

function note({ input }: TransactWriteItemsCommand, record: Record, step: number, at: string): void {
  for (const { Put } of input.TransactItems ?? []) {
    const shard = Put?.Item?.duePk?.S
    if (shard !== undefined) record.shards.add(shard)
    if (Put?.Item?.sk?.S?.startsWith('INVITATION#')) {
      const { participant, timepoint, attempt, text } = invitationSchema.parse(unmarshall(Put.Item))
      record.claims.push({ participant, timepoint, attempt, text, step, at })
    }
  }
}

function spoil({ input }: TransactWriteItemsCommand, broken: Broken): void {
  const isClaim = input.TransactItems?.some(({ Put }) => Put?.Item?.sk?.S?.startsWith('INVITATION#'))
  if (broken === 'alert-forgotten')
    input.TransactItems = input.TransactItems?.filter(({ Put }) => !Put?.Item?.sk?.S?.startsWith('ALERT#'))
  if (!isClaim) return
  if (broken === 'stop-not-asked-again')
    input.TransactItems = input.TransactItems?.filter(({ ConditionCheck }) => ConditionCheck === undefined)
  if (broken === 'state-not-asked-again') input.TransactItems = input.TransactItems?.map(withoutCondition)
}

/** Of the assessment and the invitation: the audit chain keeps its own. */
function withoutCondition(item: Item): Item {
  const { Update, Put } = item
  const bare = <T extends { ConditionExpression?: string | undefined }>({
    ConditionExpression: _,
    ...rest
  }: T) => rest
  if (Put?.Item?.sk?.S?.startsWith('INVITATION#')) return { Put: bare(Put) as typeof Put }
  if (!Update?.Key?.sk?.S?.startsWith('ASSESSMENT#')) return item
  const used = Object.entries(Update.ExpressionAttributeValues ?? {}).filter(([name]) =>
    new RegExp(`${name}\\b`).test(Update.UpdateExpression ?? ''),
  )
  return {
    Update: { ...(bare(Update) as typeof Update), ExpressionAttributeValues: Object.fromEntries(used) },
  }
}

type Deps = ReturnType<typeof wireFunctions>['deps']

export function brokenDeps(deps: Deps, broken: Broken | undefined): Deps {
  if (broken === 'stop-not-asked-again')
    return { ...deps, findPhone: async () => ({ hardFailures: 0, replies: 0, asked: 0 }) }
  if (broken !== 'state-not-asked-again') return deps
  const first = new Map<string, Assessment>()
  const find: Deps['assessments']['find'] = async (scope) => {
    const key = `${scope.participant}#${scope.timepoint}`
    const read = await deps.assessments.find(scope)
    const before = first.get(key)
    if (!before && read) first.set(key, read)
    // Where the plan stands is told to it, what the participant did meanwhile is not.
    return read && before ? { ...read, progress: before.progress } : read
  }
  return { ...deps, assessments: { ...deps.assessments, find } }
}
