import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { formatIso } from '../../functions/platform/core/clock.ts'
import { type Clinic, STUDY } from './clinic.ts'
import { buildErasureRequests, decideErasure, enrolSomebody, openErasingClinic } from './erasing-clinic.ts'
import { scanTable } from './scan-table.ts'
import { createTables, type TestTables } from './tables.ts'

/* A small study that is copied at an instant, as a restore in AWS makes tables of an instant, and that goes on. */

export const LATE = '+12025550109'
export const MOVED_TO = '+12025550118'
export const ERASED = { number: '+12025550123', earlier: '+12025550177' }
/** Each after what they do, or what becomes of them. */
export const NUMBERS = {
  stays: '+12025550101',
  stops: '+12025550102',
  returns: '+12025550103',
  moves: '+12025550104',
  withdraws: '+12025550105',
  dies: '+12025550106',
  carrier: '+12025550107',
  cries: '+12025550108',
  crosses: '+12025550111',
  skews: '+12025550112',
  corrected: '+12025550113',
  moved: '+12025550114',
  asks: '+12025550115',
  agrees: '+12025550116',
  cancels: '+12025550117',
} as const
export type Who = keyof typeof NUMBERS

export type LostTime = {
  readonly clinic: Clinic
  /** Study and Contacts as they were at the instant. */
  readonly copy: TestTables
  /** ISO 8601. */
  readonly instant: string
  readonly ids: Readonly<Record<Who, string>>
  /** ID of somebody who was enrolled after it. */
  readonly late: string
}

/** The study ten minutes after everything that happened since the instant. */
export async function openLostTime(): Promise<LostTime> {
  const clinic = await openErasingClinic('detach')
  const erased = await enrolSomebody(clinic, ERASED.number, ERASED.earlier)
  const made: [string, string][] = []
  for (const [who, number] of Object.entries(NUMBERS)) made.push([who, await clinic.enrol('harbor', number)])
  const ids = Object.fromEntries(made) as Record<Who, string>
  // The answer to it waits when the copy is made, and goes out after.
  await clinic.receive(NUMBERS.cries, 'I want to kill myself')
  await decideBefore(clinic, ids)
  // Before the first texts: all of them are due within what is lost.
  const copied = await copyTables(clinic)
  await decideSince(clinic, ids)
  const late = await clinic.enrol('harbor', LATE)
  await askToBeErased(clinic, ids)
  await decideErasure(clinic, erased, 'erase')
  await clinic.tick()
  clinic.advance('PT10M')
  return { clinic, ...copied, ids, late }
}

type Ids = LostTime['ids']

async function call(clinic: Clinic, method: string, at: string, body: unknown): Promise<void> {
  const reply = await clinic.api('coordinator-harbor', method, at, body)
  if (!reply.ok) throw new Error(`${method} ${at} answered ${reply.status}: ${await reply.text()}`)
}

const formatPath = (participant: string, rest: string) =>
  `/api/studies/${STUDY}/participants/${participant}${rest}`

/** What was decided in the minutes before the instant, and is in the copies. */
async function decideBefore(clinic: Clinic, ids: Ids): Promise<void> {
  await clinic.receive(NUMBERS.corrected, 'wrong number')
  await clinic.receive(NUMBERS.moved, 'STOP')
  clinic.advance('PT1M')
  await call(clinic, 'PATCH', formatPath(ids.corrected, '/contact'), { isReachable: true })
  await call(clinic, 'PATCH', formatPath(ids.moved, '/contact'), { phone: MOVED_TO })
  clinic.advance('PT1M')
}

/** What AWS restores to an instant: new tables, without anything that came later. */
async function copyTables(clinic: Clinic): Promise<Pick<LostTime, 'copy' | 'instant'>> {
  const copy = await createTables()
  for (const name of ['study', 'contacts'] as const)
    for (const Item of await scanTable(clinic.tables, clinic.tables[name]))
      await copy.dynamo.send(new PutItemCommand({ TableName: copy[name], Item: Item as never }))
  // Items of one moment are not all of the same one: this STOP came before the instant, and is in no copy.
  await clinic.receive(NUMBERS.skews, 'STOP')
  clinic.advance('PT1S')
  const instant = formatIso(clinic.time.now)
  clinic.advance('PT1S')
  return { copy, instant }
}

async function decideSince(clinic: Clinic, ids: Ids): Promise<void> {
  await clinic.tick()
  const link = clinic.newestLink()
  await clinic.postJson(`${link}/submit`, { answers: { 'own-goal/goal': 'sleep', 'peg/pain': '2' } })
  await clinic.receive(NUMBERS.stops, 'STOP')
  await clinic.receive(NUMBERS.returns, 'STOP')
  const early = formatIso(clinic.time.now)
  clinic.advance('PT1M')
  // Their START came before the STOP, and waited in the queue.
  await clinic.receive(NUMBERS.crosses, 'STOP')
  clinic.advance('PT1S')
  await clinic.receive(NUMBERS.crosses, 'START', undefined, early)
  await clinic.receive(NUMBERS.returns, 'START')
  await call(clinic, 'PATCH', formatPath(ids.moves, '/contact'), { phone: '+12025550188' })
  await call(clinic, 'PATCH', formatPath(ids.withdraws, '/contact'), { smsConsent: false })
  const died = { how: 'died', at: formatIso(clinic.time.now) }
  await clinic.apiConfirmed('coordinator-harbor', 'PUT', formatPath(ids.dies, '/disposition'), died)
}

/** Of those that nobody confirms, one is taken back. */
async function askToBeErased(clinic: Clinic, ids: Ids): Promise<void> {
  await clinic.receive(NUMBERS.asks, 'delete all my data')
  await clinic.receive(NUMBERS.cancels, 'delete all my data')
  await clinic.receive(LATE, 'delete all my data')
  clinic.advance('PT1S')
  for (const reply of [
    await buildErasureRequests(clinic, ids.agrees).record('stop-data'),
    await buildErasureRequests(clinic, ids.cancels).cancel('changed-mind'),
  ])
    if (!reply.ok) throw new Error(`an erasure answered ${reply.status}`)
}
