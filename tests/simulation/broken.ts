import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { type Clock, formatIso } from '../../functions/platform/core/clock.ts'
import type { StoredSurvey } from '../../functions/records/assessment/survey.ts'
import { findTextingStatus } from '../../functions/records/phone/phone.ts'
import type { wireFunctions } from '../support/functions.ts'
import type { TestTables } from '../support/test-tables.ts'
import type { Record } from './record.ts'
import type { Scheduler } from './scheduler.ts'
import { watchMove } from './versions.ts'

/** Rules that can be broken on purpose, to see that the simulation tells. */
export const BROKEN = [
  /** The sender goes by what it first read of the survey, and claims without conditions. */
  'state-not-asked-again',
  /** The sender asks for a STOP neither when it decides nor when it sends. */
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
      const isTransaction = command instanceof TransactWriteItemsCommand
      const listChanged = isTransaction ? await watchMove(tables.dynamo, command) : undefined
      const reply = await tables.dynamo.send(command)
      if (listChanged) record.versionFaults.push(...(await listChanged()))
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
  for (const { Put, Update } of input.TransactItems ?? []) {
    const written = [
      ...Object.values(Put?.Item ?? {}),
      ...Object.values(Update?.ExpressionAttributeValues ?? {}),
    ]
    for (const { S: shard } of written) if (shard?.startsWith('DUE#')) record.shards.add(shard)
    if (Put?.Item?.action?.S !== 'text.claimed') continue
    const [, participant = '', timepoint = ''] = Put.Item.scope?.S?.split('#') ?? []
    const { attempt, text } = Put.Item.about?.M ?? {}
    record.claims.push({
      ...{ participant, timepoint, step, at },
      ...{ attempt: Number(attempt?.N), text: text?.S ?? '' },
    })
  }
}

function spoil({ input }: TransactWriteItemsCommand, broken: Broken): void {
  const isClaim = input.TransactItems?.some(({ Put }) => Put?.Item?.action?.S === 'text.claimed')
  if (broken === 'alert-forgotten')
    input.TransactItems = input.TransactItems?.filter(({ Put }) => !Put?.Item?.sk?.S?.startsWith('ALERT#'))
  if (isClaim && broken === 'state-not-asked-again')
    input.TransactItems = input.TransactItems?.map(withoutCondition)
}

/** Of the text plan: the audit chain keeps its own. */
function withoutCondition(item: Item): Item {
  const { Update } = item
  const bare = <T extends { ConditionExpression?: string | undefined }>({
    ConditionExpression: _,
    ...rest
  }: T) => rest
  if (!Update?.Key?.sk?.S?.startsWith('ASSESSMENT#')) return item
  const used = Object.entries(Update.ExpressionAttributeValues ?? {}).filter(([name]) =>
    new RegExp(`${name}\\b`).test(Update.UpdateExpression ?? ''),
  )
  return {
    Update: { ...(bare(Update) as typeof Update), ExpressionAttributeValues: Object.fromEntries(used) },
  }
}

type Deps = ReturnType<typeof wireFunctions>['deps']

/** The sender's own view of what may forbid a text: noted where it finds nothing against one. */
export function buildSenderDeps(
  deps: Deps,
  record: Record,
  scheduler: Scheduler,
  broken: Broken | undefined,
): Deps {
  const askedPhone: Deps['findPhone'] =
    broken === 'stop-not-asked-again'
      ? async () => ({ hardFailures: 0, replies: 0, asked: 0, cries: 0 })
      : deps.findPhone
  const findPhone: Deps['findPhone'] = async (number, consistency) => {
    const phone = await askedPhone(number, consistency)
    if (findTextingStatus(phone) === 'yes') record.checks.set(number, scheduler.step)
    return phone
  }
  const first = new Map<string, StoredSurvey>()
  /** What the sender goes by, of what was read. */
  const see = (survey: StoredSurvey): StoredSurvey => {
    const { participant, timepoint } = survey.assessment
    const key = `${participant}/${timepoint}`
    const known = first.get(key) ?? survey
    first.set(key, known)
    return broken === 'state-not-asked-again' ? known : survey
  }
  const find: Deps['surveys']['find'] = async (scope, consistency) => {
    const read = await deps.surveys.find(scope, consistency)
    const seen = read && see(read)
    if (seen && seen.assessment.progress !== 'completed')
      record.checks.set(`${scope.participant}/${scope.timepoint}`, scheduler.step)
    return seen
  }
  const findWithSurvey: Deps['textPlans']['findWithSurvey'] = async (...given) => {
    const read = await deps.textPlans.findWithSurvey(...given)
    return read && { ...read, survey: see(read.survey) }
  }
  return {
    ...{ ...deps, findPhone },
    surveys: { ...deps.surveys, find },
    textPlans: { ...deps.textPlans, findWithSurvey },
  }
}
