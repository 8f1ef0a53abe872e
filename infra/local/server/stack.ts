import { join } from 'node:path'
import * as z from 'zod'
import { createLocalValues } from '../cloudformation/local-values.ts'
import { type LocalResources, readResources } from '../cloudformation/resources.ts'
import { readRoles } from '../cloudformation/roles.ts'
import { readAssembly } from '../cloudformation/template.ts'
import { startAwsEndpoints } from '../runtime/aws-endpoints.ts'
import { Carrier, carrierFaultsSchema } from '../runtime/carrier.ts'
import { SimulatedClock } from '../runtime/clock.ts'
import { setDemoOnCall } from '../runtime/demo-on-call.ts'
import { NO_DEMO } from '../runtime/demo-progress.ts'
import { startDatabase } from '../runtime/dynamodb.ts'
import { startDynamoGate } from '../runtime/dynamodb-gate.ts'
import { EventSource } from '../runtime/event-source.ts'
import type { LocalFunction } from '../runtime/functions.ts'
import { listen } from '../runtime/listen.ts'
import { LocalAccounts, parseLocalAccounts } from '../runtime/local-accounts.ts'
import { Logs } from '../runtime/logs.ts'
import { buildMachineEnvironment } from '../runtime/machine-environment.ts'
import { Mailbox } from '../runtime/mailbox.ts'
import { grantDemoMemberships } from '../runtime/memberships.ts'
import { isNightly, Nightly } from '../runtime/nightly.ts'
import { startObjects } from '../runtime/objects.ts'
import { Phones } from '../runtime/phone.ts'
import { startQueues } from '../runtime/queues.ts'
import { requirePresent } from '../runtime/require-present.ts'
import { createRouter, type RouteMatch } from '../runtime/routes.ts'
import { invokeSchedules } from '../runtime/schedules.ts'
import { createSecrets, parseSecretValues, type SecretValues } from '../runtime/secrets.ts'
import { keepSignInKeys, parseSignInKeys } from '../runtime/sign-in-keys.ts'
import { StateFile } from '../runtime/state-file.ts'
import { Stepper } from '../runtime/stepping.ts'
import { connect, createLocalTables, deleteLocalTables } from '../runtime/tables.ts'
import { buildInboundMessage, type PublishedEvent } from '../runtime/texting.ts'
import { Ticker } from '../runtime/ticker.ts'
import { createLocalAccess, type LocalAccess } from './access.ts'
import { createHttpServer } from './http.ts'
import { createLocalApp } from './local-app.ts'
import { createLocalFunction, placeTemporaryFiles } from './local-function.ts'
import type { LocalStack, LocalStackOptions } from './local-stack.ts'
import { createLocalSignIn, type LocalSignIn } from './sign-in.ts'
import { listStreamedTables, openLocalStreams } from './streams.ts'

const parseClock = (value: unknown): { offsetMs: number } => z.object({ offsetMs: z.number() }).parse(value)

/** Stands up the synthesized stacks on this machine, on loopback only. What was started before a failure is closed. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one()
  }
  try {
    return await build(options, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  options: LocalStackOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<LocalStack> {
  const resolveDataPath = (name: string): string | undefined =>
    options.dataFolder && join(options.dataFolder, name)
  const logs = new Logs(options.logFolder)
  closers.push(() => logs.close())
  const runnerLog = logs.open('local')
  const clockState = new StateFile(resolveDataPath('clock.json'), parseClock)
  const clock = new SimulatedClock(
    options.clock ?? { kind: 'running', offsetMs: Math.max(0, clockState.read()?.offsetMs ?? 0) },
  )
  const phones = new Phones(resolveDataPath('phone.jsonl'))
  const mailbox = new Mailbox(resolveDataPath('mail.jsonl'))
  const accounts = new LocalAccounts(new StateFile(resolveDataPath('accounts.json'), parseLocalAccounts))
  const carrier = new Carrier(
    new StateFile(resolveDataPath('carrier.json'), (value) => carrierFaultsSchema.parse(value)),
  )
  const assembly = readAssembly(options.assembly)

  // The servers first: what the template's references stand for is only known with their ports.
  let route: (method: string, path: string) => RouteMatch | undefined = () => undefined
  let signIn: LocalSignIn | undefined
  let secrets: SecretValues = {}
  let ticker: Ticker | undefined
  const functions = new Map<string, LocalFunction>()
  let localApp: ReturnType<typeof createLocalApp> | undefined
  let texting: LocalResources['texting'] = { events: [], replies: [] }
  let mailEvents: LocalResources['mailEvents'] = []
  let publish: (queueArns: readonly string[], body: PublishedEvent) => Promise<void> = async () => {}
  const server = createHttpServer({
    matchRoute: (method, path) => route(method, path),
    functions,
    getLocalApp: () => requirePresent(localApp),
    getSignIn: () => requirePresent(signIn),
    now: () => clock.now(),
    onChange: () => ticker?.tickSoon(),
  })
  let access: LocalAccess | undefined
  const databaseFile = resolveDataPath('dynamodb.sqlite')
  const isStreamed = options.isStreamed ?? options.dataFolder !== undefined
  const readAccess = () => requirePresent(access)
  const [http, queues, services, objects, database] = await Promise.all([
    listen(server, options.port),
    startQueues(readAccess),
    startAwsEndpoints({
      ...{ phones, carrier, mailbox, accounts },
      readSecrets: () => secrets,
      ...{ clock, readAccess },
      publish: (event) => publish(texting.events, event),
      publishMail: (event) => publish(mailEvents, event),
    }),
    startObjects(resolveDataPath('objects'), readAccess),
    options.databaseEndpoint === undefined
      ? startDatabase(databaseFile)
      : { endpoint: options.databaseEndpoint, processId: undefined, close: async () => {} },
  ])
  const gate = await startDynamoGate(database.endpoint, readAccess)
  closers.push(database.close, gate.close, services.close, queues.close, objects.close)

  const publicUrl = options.publicUrl ?? http.endpoint
  const values = createLocalValues({
    region: assembly.region,
    publicUrl,
    queueEndpoint: queues.endpoint,
    tablePrefix: options.tablePrefix ?? '',
  })
  const resources = readResources(assembly, values)
  const region = assembly.region
  access = createLocalAccess({ region, roles: readRoles(assembly, values), resources, log: runnerLog })
  texting = resources.texting
  mailEvents = resources.mailEvents
  publish = async (queueArns, body) => {
    for (const arn of queueArns) await queues.send(arn, body)
  }
  secrets = createSecrets(
    resources.secrets,
    new StateFile(resolveDataPath('secrets.json'), parseSecretValues),
    options.secrets,
  )
  const client = connect(database.endpoint, assembly.region)
  closers.push(async () => client.destroy())
  if (options.freshTables === true) await deleteLocalTables(client, resources.tables)
  await Promise.all([
    createLocalTables(client, resources.tables, isStreamed ? listStreamedTables(resources) : undefined),
    queues.create(resources.queues),
  ])
  const keys = await keepSignInKeys(new StateFile(resolveDataPath('sign-in.json'), parseSignInKeys))
  const issuer = `${http.endpoint}/oidc`
  signIn = createLocalSignIn({ issuer, clients: resources.signInClients, keys, accounts })
  route = createRouter(resources.routes)

  const databaseEndpoint = options.isDatabaseUngated ? database.endpoint : gate.endpoint
  const endpoints = {
    ...{ database: database.endpoint, queues: queues.endpoint },
    ...{ services: services.endpoint, objects: objects.endpoint },
  }
  const machineEnvironment = buildMachineEnvironment({ region, ...endpoints })
  const own = { ...machineEnvironment, AWS_ENDPOINT_URL_DYNAMODB: databaseEndpoint }
  const machine = { ...own, ...placeTemporaryFiles(resolveDataPath('temporary')) }
  for (const resource of resources.functions) {
    const log = logs.open(resource.name)
    const deps = { clock, log, machineEnvironment: machine }
    functions.set(resource.id, createLocalFunction(resource, issuer, deps))
  }
  closers.push(async () => {
    await Promise.all([...functions.values()].map((one) => one.close()))
  })
  const requireFunction = (id: string): LocalFunction =>
    requirePresent(functions.get(id), `the template has no function ${id}`)
  const requireFunctionByName = (name: string): LocalFunction =>
    requirePresent(
      [...functions.values()].find(({ resource }) => resource.name === name),
      `there is no function ${name}`,
    )

  const logFailure = (error: unknown): void => {
    runnerLog.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  const sources = resources.mappings.map(
    (mapping) =>
      new EventSource(mapping, {
        queues,
        target: requireFunction(mapping.functionId),
        ...{ region, log: runnerLog },
        readOffsetMs: () => clock.offsetMs,
      }),
  )
  const streams = await openLocalStreams(isStreamed ? resources.streams : [], {
    ...{ client, databaseEndpoint: database.endpoint, region, log: runnerLog },
    databaseFile:
      isStreamed && options.databaseEndpoint === undefined && resources.streams.length > 0
        ? databaseFile
        : undefined,
    positionFile: (name) => resolveDataPath(`stream-${name}.json`),
    findFunction: requireFunction,
  })
  closers.push(streams.close)
  // Files of facts are there where the stream is.
  const nightly = new Nightly(isStreamed ? resources.schedules : [], requireFunction, {
    ...{ log: runnerLog, now: clock.now() },
  })
  const schedules = resources.schedules.filter((one) => !isNightly(one, requireFunction))
  let sent = 0
  queues.onSend(() => {
    sent += 1
  })
  const drainQueues = async (): Promise<void> => {
    // Once more while what was handled put something into a queue that was empty before: a text tells of its delivery.
    for (let before = -1; before !== sent; ) {
      before = sent
      for (const source of sources) await source.drain()
    }
  }
  /** As a schedule of its own: what it found, and when it is next due. */
  const publishLateReports = async () => {
    const reports = carrier.takeDueReports(clock.now())
    for (const report of reports) await publish(texting.events, report)
    const next = carrier.nextReportAt
    return { enqueued: reports.length, nextDueAt: next === undefined ? null : new Date(next).toISOString() }
  }
  const stepper = new Stepper(clock, {
    invokeSchedules: async () => [
      ...(await invokeSchedules(schedules, requireFunction, runnerLog, clock.now())),
      await publishLateReports(),
    ],
    drainQueues,
  })
  queues.onSend(() => void drainQueues().catch(logFailure))
  const advanceClock = async (instant: number): Promise<number> => {
    const now = await stepper.advanceTo(instant)
    await streams.drain()
    await nightly.callUntil(now)
    clockState.write({ offsetMs: clock.offsetMs })
    return now
  }
  const tick = (): Promise<void> => stepper.tick()
  const issue = signIn.mintToken
  localApp = createLocalApp({
    url: http.endpoint,
    ...{ phones, carrier, mailbox },
    now: () => clock.now(),
    readOffsetMs: () => clock.offsetMs,
    findNextDueTime: () => stepper.nextDueAt,
    advanceClock,
    mintToken: issue,
    handleReply: async (from, body) => {
      const answered = phones.messages(from).at(-1)
      const written = phones.write(from, body, new Date(clock.now()))
      await publish(texting.replies, buildInboundMessage(written, answered))
      await drainQueues()
      return written.id
    },
    readDemo: options.readDemo ?? (() => NO_DEMO),
  })
  closers.push(http.close)

  // As a deployment does, before any other function is there.
  for (const id of resources.deploymentFunctionIds) await requireFunction(id).invoke({})
  for (const { functionId } of [...resources.routes, ...resources.mappings, ...resources.schedules]) {
    requireFunction(functionId).warm()
  }
  await grantDemoMemberships(requireFunctionByName('grant-membership'))
  await setDemoOnCall({ url: http.endpoint, mintToken: issue })
  if (options.ticking ?? true) {
    ticker = new Ticker(() =>
      tick()
        .then(() => nightly.callUntil(clock.now()))
        .catch(logFailure),
    )
    ticker.start()
    ticker.tickSoon()
    streams.start()
    const running = ticker
    closers.push(async () => running.stop())
  }

  return {
    url: http.endpoint,
    databaseEndpoint: database.endpoint,
    databaseProcessId: database.processId,
    region: assembly.region,
    resources,
    machineEnvironment,
    clock,
    phones,
    secrets,
    denials: access.permissions.denials,
    tick,
    advanceClock,
    findNextDueTime: () => stepper.nextDueAt,
    runExclusively: (work) => stepper.exclusively(work),
    createToken: issue,
    invoke: (name, event) => requireFunctionByName(name).invoke(event),
    close,
  }
}
