import type { SQSEvent } from 'aws-lambda'
import { Temporal } from 'temporal-polyfill'
import { writeTransaction } from '../../functions/platform/aws/dynamodb.ts'
import { formatIso } from '../../functions/platform/core/clock.ts'
import { buildVerifiedParticipantScope } from '../../functions/platform/core/scope.ts'
import { putAlert } from '../../functions/records/alert/alert.store.ts'
import { alertSchema } from '../../functions/records/alert/alert.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import { storedTextPlanSchema } from '../../functions/records/assessment/text-plan.ts'
import { formatAssessmentChain, formatTextChain } from '../../functions/records/audit/audit.store.ts'
import { dueInTurnSchema, dueUrgentSchema } from '../../functions/records/due/due.ts'
import type { ReceivedText } from '../../functions/records/message/message.ts'
import { noticeSchema } from '../../functions/records/notice/notice.ts'
import { putOnCall } from '../../functions/records/on-call/on-call.store.ts'
import { summarizeProvenance } from '../../functions/records/response/provenance.ts'
import { parseTextAnswer } from '../../functions/rules/reply-intent/parse-text-answer.ts'
import { grantMembership } from '../../functions/workflows/access/change-members.ts'
import { handleUrgent } from '../../functions/workflows/alerts/handle-urgent.ts'
import { changeRollout } from '../../functions/workflows/rollouts/change-rollout.ts'
import { runRollouts } from '../../functions/workflows/rollouts/run-rollouts.ts'
import { handleDue } from '../../functions/workflows/texting/handle-due.ts'
import { openDue } from '../../functions/workflows/texting/open-due.ts'
import { receiveReply } from '../../functions/workflows/texting/receive-reply.ts'
import { type DeliveryEvent, recordDelivery } from '../../functions/workflows/texting/record-delivery.ts'
import { wireFunctions } from '../support/functions.ts'
import { createTestTables } from '../support/test-tables.ts'
import { bareClient } from './bare-client.ts'
import { type Broken, buildSenderDeps, gatedTables } from './broken.ts'
import { FaultyCarrier } from './carrier.ts'
import { Random } from './random.ts'
import { emptyRecord, NEVER, type Person } from './record.ts'
import { FIRST_HALF, listViolations, SECOND_HALF } from './rules.ts'
import { NO_FAULTS, Scheduler } from './scheduler.ts'
import { simulatedLibrary, simulatedStudy } from './study.ts'
import { listVersionFaults, SimulatedVersions } from './versions.ts'

export type History = {
  readonly seed: number
  readonly violations: readonly string[]
  readonly steps: number
  readonly fingerprint: number
  readonly texts: number
  readonly answers: number
  /** Moves of participants to another version. */
  readonly moved: number
  /** Responses that were given by replying to texts. */
  readonly byText: number
}

const STUDY = simulatedStudy.id
/** Few enough that some are shared, and enough that some are not: those are asked by text. */
const PHONES = ['+12025550111', '+12025550112', '+12025550113', '+12025550114', '+12025550115']
const ON_CALL_PHONE = '+12025550190'
const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
]
const MESSAGES = [
  'STOP',
  'Stop texting me',
  'START',
  'HELP',
  'can you call me',
  'I want to die',
  ...[FIRST_HALF, FIRST_HALF, SECOND_HALF, SECOND_HALF],
  'thanks',
  'no más',
  ...['GO', 'GO', '3', '7', '12', 'SKIP', 'UNDO'],
]
const FAULTS = { throttled: 12, replyLost: 15, crashBefore: 8, crashAfter: 8 }
/** Before both clock changes of spring, in the north and in the south, and after. */
const STARTS = [
  '2026-03-04T15:00:00Z',
  '2026-03-26T13:00:00Z',
  '2026-04-01T02:00:00Z',
  '2026-10-28T16:00:00Z',
]

/** Published in one history. */
const MOST_VERSIONS = 4

/** Until everything that waits is handled once there are no more faults. */
const MOST_DELIVERIES = 1000

const library = simulatedLibrary()

/**
 * One history: people enrol, answer, text and are treated, the functions run in an order and with faults that the seed
 * decides, then everything comes to rest. The same seed is the same history.
 */
export async function runHistory(endpoint: string, seed: number, broken?: Broken): Promise<History> {
  const random = new Random(seed)
  const scheduler = new Scheduler(random)
  const record = emptyRecord()
  const carrier = new FaultyCarrier(random)
  const time = { now: Temporal.Instant.from(random.pick(STARTS)) }
  const clock = { now: () => time.now }
  const tables = await createTestTables(endpoint, bareClient(endpoint))
  const versions = new SimulatedVersions(library, clock)
  let drawn = 0
  const letters = (length: number) => String(++drawn).padStart(length, '0')

  const queue: unknown[] = []
  const urgentQueue: unknown[] = []
  const inbox: ReceivedText[] = []
  const events: DeliveryEvent[] = []
  const functions = wireFunctions({
    tables: gatedTables(tables, scheduler, record, clock, broken),
    clock,
    library,
    studies: versions,
    ids: { random: letters },
    createLinkId: () => letters(16),
    log: {
      info: () => {},
      error: (message) => {
        if (message === 'an urgent message is not accepted') record.told += 1
      },
    },
    urgent: {
      add: (due) =>
        scheduler.gate(async () => {
          urgentQueue.push(...due)
        }),
    },
    mail: {
      send: ({ to }) =>
        scheduler.gate(async () => {
          const fate = random.below(100)
          if (fate < 20) return { kind: 'refused', passing: true, code: 'TooManyRequestsException' }
          if (fate < 23) return { kind: 'refused', passing: false, code: 'AccountSuspendedException' }
          if (fate < 30) throw new Error('the reply is lost')
          return { kind: 'sent', messageId: to }
        }),
    },
    pause: () => scheduler.gate(async () => {}),
    texts: {
      send: ({ to, body, context }) =>
        scheduler.gate(async () => {
          const fate = random.below(100)
          const refusal = carrier.refuse(fate)
          if (refusal) return refusal
          if (context.notice !== undefined)
            record.urgent.push({
              ...{ participant: context.participant ?? '', notice: context.notice, at: formatIso(time.now) },
            })
          record.texts.push({
            ...{ to, body, context, step: scheduler.step },
            checkedPhone: record.checks.get(to) ?? NEVER,
            checkedSurvey: record.checks.get(`${context.participant}/${context.timepoint}`) ?? NEVER,
          })
          const wanted = chooseTextAnswer(body)
          if (wanted !== undefined && random.chance(0.7)) write(to, wanted)
          const eventType = fate < 14 ? 'TEXT_INVALID' : 'TEXT_DELIVERED'
          events.push({
            eventType,
            messageId: `m${record.texts.length}`,
            destinationPhoneNumber: to,
            context,
          })
          if (fate < 18) throw new Error('the reply is lost')
          return { kind: 'sent', messageId: `m${record.texts.length}` }
        }),
    },
  })
  const { due } = functions.deps
  const isUsed = (shard: number) => record.shards.has(`DUE#${shard}`)
  const deps = {
    ...functions.deps,
    due: {
      readPage: async (...args: Parameters<typeof due.readPage>) =>
        isUsed(args[0]) ? due.readPage(...args) : { due: [], next: undefined },
      findNextDue: async (...args: Parameters<typeof due.findNextDue>) =>
        isUsed(args[0]) ? due.findNextDue(...args) : undefined,
    },
  }
  const senderDeps = buildSenderDeps(deps, record, scheduler, broken)
  for (const site of ['harbor', 'mesa'])
    await grantMembership(
      deps,
      { kind: 'operator', by: 'simulation' },
      {
        sub: site,
        name: site,
        study: STUDY,
        role: 'coordinator',
        sites: [site],
        administers: false,
        blinded: false,
      },
    )

  for (const site of ['harbor', 'mesa'])
    await writeTransaction(tables.dynamo, [
      putOnCall(tables.contacts, buildVerifiedParticipantScope({ study: STUDY, site, participant: '' }), {
        phones: [ON_CALL_PHONE],
        emails: ['on-call@example.org'],
        salt: 'salt',
      }),
    ])

  const staff = (person: Pick<Person, 'site'>, method: string, path: string, body: object, key?: string) =>
    functions.staff.request(`/api/studies/${STUDY}/participants${path}`, {
      method,
      headers: {
        authorization: `Bearer ${person.site}`,
        'content-type': 'application/json',
        ...(key && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    })

  async function readDuplicates(refusal: Response): Promise<readonly string[]> {
    const { errors = [] } = (await refusal.json()) as { errors?: { participants?: string[] }[] }
    if (errors.length === 0) throw new Error('an enrolment that must hold was refused')
    return errors.flatMap(({ participants }) => participants ?? [])
  }

  function enrol(): void {
    const site = random.pick(['harbor', 'mesa'])
    const phone = random.pick(PHONES)
    const timeZone = random.pick(ZONES)
    const textAt = random.chance(0.3) ? { textAt: random.pick(['18:30', '09:00', '12:00']) } : {}
    const channel = random.chance(0.6) ? 'text' : 'link'
    const key = letters(8)
    const body = { site, phone, locale: 'en', timeZone, smsConsent: random.chance(0.9), channel, ...textAt }
    // Telephones are shared here: whoever looks the same is known to be somebody else.
    let distinctFrom: readonly string[] = []
    const attempt = () =>
      scheduler.start(
        async () => {
          const reply = await staff({ site }, 'POST', '', { ...body, distinctFrom }, key)
          if (reply.status === 409) distinctFrom = await readDuplicates(reply)
          if (reply.status >= 500 || reply.status === 409) throw new Error('try again')
          if (!reply.ok) throw new Error(`an enrolment that must hold was refused: ${reply.status}`)
          return (await reply.json()) as { participant: string }
        },
        (ended) => {
          // A coordinator whose enrolment failed presses the button again, with the same key.
          if (ended.kind !== 'done') return attempt()
          const { participant } = ended.value
          if (record.people.some((one) => one.participant === participant)) return
          record.people.push({
            ...{ phone, site, participant, zones: new Set([timeZone]) },
            ...{ enrolledStep: scheduler.step, hasMoved: false },
          })
        },
      )
    attempt()
    if (random.chance(0.2)) attempt()
  }

  /** What the tick found; for ever to come, if it was cut short. */
  function tick(): ReturnType<typeof openDue> {
    const addTo = (queued: unknown[]) => (due: readonly unknown[]) =>
      scheduler.gate(async () => {
        queued.push(...due)
      })
    return new Promise((resolve) => {
      scheduler.start(
        () =>
          openDue({
            ...{ clock, due: deps.due, textsPerShard: 2 },
            queue: { add: addTo(queue) },
            urgent: { add: addTo(urgentQueue) },
            // Nobody in a history confirms an erasure.
            erasureQueue: { add: async () => {} },
          }),
        (ended) => ended.kind === 'done' && resolve(ended.value),
      )
    })
  }

  function deliverDue(): void {
    if (queue.length === 0) return
    const at = random.below(queue.length)
    const count = 1 + random.below(3)
    // At least once: sometimes what is handled stays in the queue as well.
    const batch = random.chance(0.15) ? queue.slice(at, at + count) : queue.splice(at, count)
    const Records = batch.map((body, index) => ({
      messageId: String(index),
      body: JSON.stringify(body),
      attributes: { MessageGroupId: dueInTurnSchema.parse(body).participant },
    }))
    scheduler.start(
      () => handleDue(senderDeps, { Records } as unknown as SQSEvent),
      (ended) => {
        if (ended.kind !== 'done') queue.push(...batch)
        else
          for (const { itemIdentifier } of ended.value.batchItemFailures)
            queue.push(batch[Number(itemIdentifier)])
      },
    )
  }

  function deliverUrgent(): void {
    if (urgentQueue.length === 0) return
    const at = random.below(urgentQueue.length)
    const one = random.chance(0.15) ? urgentQueue[at] : urgentQueue.splice(at, 1)[0]
    scheduler.start(
      () => handleUrgent(deps, dueUrgentSchema.parse(one)),
      (ended) => {
        if (ended.kind !== 'done') urgentQueue.push(one)
      },
    )
  }

  function deliverMessage(): void {
    if (inbox.length === 0) return
    const at = random.below(inbox.length)
    const received = random.chance(0.2) ? inbox[at] : inbox.splice(at, 1)[0]
    if (!received) return
    const handled = {
      ...{ phone: received.originationNumber, body: received.messageBody, receivedAt: received.receivedAt },
      ...{ start: scheduler.step, end: NEVER, isAcknowledged: false },
    }
    record.messages.push(handled)
    recordAnswersByText(received)
    scheduler.start(
      () => receiveReply(deps, received),
      (ended) => {
        if (ended.kind !== 'done') return void inbox.push(received)
        handled.end = scheduler.step
        handled.isAcknowledged = true
      },
    )
  }

  /** Of whoever has the number, to whatever question they may have been asked: nobody has said yet that it was taken. */
  function recordAnswersByText({ originationNumber, messageBody }: ReceivedText): void {
    const said = parseTextAnswer(messageBody)
    if (said?.kind !== 'number' && said?.kind !== 'skip') return
    const people = record.people.filter(({ phone }) => phone === originationNumber)
    const code = said.kind === 'skip' ? null : String(said.number)
    for (const { participant } of people)
      for (const { assessment } of links.values())
        if (assessment.participant === participant && assessment.battery.length === 1)
          record.answers.push({
            ...{ participant, timepoint: assessment.timepoint, key: 'worst-pain-nrs/worst', code },
            ...{ start: scheduler.step, end: NEVER, isAcknowledged: false },
          })
  }

  function deliverEvent(): void {
    if (events.length === 0) return
    const [event] = random.chance(0.2) ? [random.pick(events)] : events.splice(random.below(events.length), 1)
    if (!event) return
    scheduler.start(
      () => recordDelivery(deps, event),
      (ended) => {
        if (ended.kind !== 'done') events.push(event)
      },
    )
  }

  function assessmentAnswerable(): { path: string; assessment: Assessment } | undefined {
    const person = record.people.length > 0 ? random.pick(record.people) : undefined
    const sent = record.texts.filter(
      ({ context }) => context.participant === person?.participant && context.timepoint,
    )
    if (!person || sent.length === 0) return undefined
    const { context } = random.pick(sent)
    const link = links.get(`${context.participant}#${context.timepoint}`)
    return link
  }
  const links = new Map<string, { path: string; assessment: Assessment }>()

  /** By link: the page that somebody has open, with what the server sealed into it, however old it is by now. */
  const pages = new Map<string, { readonly cookie: string; state: string }>()

  async function post(link: string, place: string | number, body: object): Promise<{ status: number }> {
    const page = random.chance(0.8) ? pages.get(link) : undefined
    const reply = await functions.pages.request(`${link}/${place}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'application/json' },
        ...(page && { cookie: page.cookie }),
      },
      body: JSON.stringify({ ...body, ...(page && { state: page.state }) }),
    })
    if (reply.status >= 500) throw new Error('try again')
    const { state } = (await reply.json()) as { state?: string }
    if (page && state) page.state = state
    return { status: reply.status }
  }

  /** Opens the link, and keeps the page. */
  async function open(link: string, method: string): Promise<void> {
    const reply = await functions.pages.request(link, { method })
    const state = /data-sealed="([^"]*)"/.exec(await reply.text())?.[1]
    const cookie = reply.headers.get('set-cookie')?.split(';')[0]
    if (state && cookie) pages.set(link, { cookie, state })
  }

  /** What the page that is shown reviews: the revision in its own form, as it is now. */
  async function readReviewed(link: string): Promise<number | undefined> {
    const review = await functions.pages.request(`${link}/review`)
    const revision = /name="revision" value="(\d+)"/.exec(await review.text())?.[1]
    return revision === undefined ? undefined : Number(revision)
  }

  function answer(isAgain = false, place?: number, given?: string | null): void {
    const found = assessmentAnswerable()
    if (!found) return
    const { path, assessment } = found
    const keys = listItemKeys(assessment)
    const n = place ?? random.below(keys.length)
    const key = keys[n] ?? ''
    const code =
      given !== undefined
        ? given
        : random.chance(0.1)
          ? null
          : String(random.below(key.startsWith('phq') ? 4 : 11))
    const { participant, timepoint } = assessment
    const attempt = {
      participant,
      timepoint,
      key,
      code,
      start: scheduler.step,
      end: NEVER,
      isAcknowledged: false,
    }
    record.answers.push(attempt)
    scheduler.start(
      () => post(path, n + 1, code === null ? { skip: true } : { answer: code }),
      (ended) => {
        if (ended.kind !== 'done') return
        attempt.end = scheduler.step
        attempt.isAcknowledged = ended.value.status === 200
      },
    )
    if (!isAgain && random.chance(0.15)) answer(true, n)
  }

  function submit(): void {
    const found = assessmentAnswerable()
    if (!found) return
    const { path, assessment } = found
    const { participant, timepoint } = assessment
    for (let time = random.chance(0.3) ? 2 : 1; time > 0; time -= 1) {
      const attempt = { participant, timepoint, start: scheduler.step, end: NEVER, isAcknowledged: false }
      record.submissions.push(attempt)
      scheduler.start(
        async () => post(path, 'submit', { revision: await readReviewed(path) }),
        (ended) => {
          if (ended.kind !== 'done') return
          attempt.end = scheduler.step
          attempt.isAcknowledged = ended.value.status === 200
        },
      )
    }
  }

  function look(): void {
    const found = assessmentAnswerable()
    if (!found) return
    const method = random.pick(['GET', 'HEAD'])
    scheduler.start(
      () => open(found.path, method),
      () => {},
    )
    if (random.chance(0.5))
      scheduler.start(
        () => post(found.path, 'begin', {}),
        () => {},
      )
  }

  function treat(): void {
    if (record.people.length === 0) return
    const person = random.pick(record.people)
    const path = `/${person.participant}/treatments`
    const givenAt = formatIso(time.now.subtract({ hours: random.below(48) }))
    const fate = random.below(10)
    person.hasMoved = true
    // Most look at what follows before they confirm it; some are asked and give up.
    const isConfirming = random.chance(0.9)
    const before = treatments.filter((one) => one.participant === person.participant)
    const old = before.length > 0 ? random.pick(before).givenAt : undefined
    if (fate < 6 || old === undefined) treatments.push({ participant: person.participant, givenAt })
    const [place, body] =
      fate < 6 || old === undefined
        ? [path, { kind: 'ketamine-infusion', givenAt }]
        : fate < 8
          ? [`${path}/ketamine-infusion/${old}/move`, { givenAt }]
          : fate === 8
            ? [`${path}/ketamine-infusion/${old}/void`, { reason: 'not-given' }]
            : [`${path}/ketamine-infusion/${old}/restore`, {}]
    scheduler.start(
      async () => {
        const asked = await staff(person, 'POST', place, body)
        if (asked.status !== 409 || !isConfirming) return asked.status
        const { confirm } = (await asked.json()) as { confirm?: readonly string[] }
        if (confirm === undefined) return asked.status
        return (await staff(person, 'POST', place, { ...body, confirm })).status
      },
      () => {},
    )
  }
  const treatments: { participant: string; givenAt: string }[] = []

  function moveHouse(): void {
    if (record.people.length === 0) return
    const person = random.pick(record.people)
    const timeZone = random.pick(ZONES)
    person.zones.add(timeZone)
    person.hasMoved = true
    scheduler.start(
      async () => (await staff(person, 'PATCH', `/${person.participant}`, { timeZone })).status,
      () => {},
    )
  }

  function write(originationNumber = random.pick(PHONES), messageBody = random.pick(MESSAGES)): void {
    inbox.push({
      originationNumber,
      messageBody,
      inboundMessageId: letters(6),
      receivedAt: formatIso(time.now),
    })
  }

  function publish(): void {
    if (versions.versions.length < MOST_VERSIONS) versions.publish(random)
  }

  const leadOf = (site: string) => ({ sub: 'lead', study: STUDY, role: 'lead' as const, sites: [site] })

  const rollOut = () =>
    scheduler.start(
      () => runRollouts(deps, () => random.chance(0.8)),
      () => {},
    )

  function changeFollowing(): void {
    const site = random.pick(['harbor', 'mesa'])
    const version = random.pick(versions.versions)
    const scope = buildVerifiedParticipantScope({ study: STUDY, site, participant: '' })
    const step = random.pick(['move', 'stop', 'continue'] as const)
    if (step === 'move') {
      versions.moveSite(site, version, formatIso(time.now))
      return
    }
    scheduler.start(
      () => changeRollout(deps, scope, step, { version, by: leadOf(site) }),
      () => {},
    )
  }

  /** Every clinic follows the newest version, and everybody their clinic. */
  async function finishVersions(): Promise<void> {
    const newest = versions.versions.at(-1) ?? ''
    for (const site of ['harbor', 'mesa']) {
      versions.moveSite(site, newest, formatIso(time.now))
      const scope = buildVerifiedParticipantScope({ study: STUDY, site, participant: '' })
      for (const { state, version } of await deps.rollouts.listBySite(scope))
        if (state === 'stopped') await changeRollout(deps, scope, 'continue', { version, by: leadOf(site) })
    }
    for (let minute = 0; minute < 4; minute += 1) {
      scheduler.start(
        () => runRollouts(deps),
        () => {},
      )
      await scheduler.run()
      time.now = time.now.add({ minutes: 1 })
    }
  }

  const actions: [number, () => void][] = [
    [1, publish],
    [3, rollOut],
    [1, changeFollowing],
    [4, tick],
    [8, deliverDue],
    [6, deliverUrgent],
    [9, answer.bind(undefined, false, undefined, undefined)],
    [3, submit],
    [2, look],
    [4, treat],
    [1, moveHouse],
    [3, () => write()],
    [4, deliverMessage],
    [3, deliverEvent],
    [1, enrol],
    [1, () => carrier.change()],
  ]
  const total = actions.reduce((sum, [weight]) => sum + weight, 0)
  function act(): void {
    let left = random.below(total)
    for (const [weight, action] of actions) {
      left -= weight
      if (left < 0) {
        action()
        return
      }
    }
  }
  async function readLinks(): Promise<void> {
    for (const { participant, site } of record.people)
      for (const assessment of await deps.assessments.listByParticipant(
        buildVerifiedParticipantScope({ study: STUDY, site, participant }),
      ))
        links.set(`${participant}#${assessment.timepoint}`, {
          path: `/s/${deps.links.createSurveyToken({ ...assessment, generation: 0 })}`,
          assessment,
        })
  }

  enrol()
  await scheduler.run()
  scheduler.faults = FAULTS
  const rounds = 40 + random.below(60)
  for (let round = 0; round < rounds; round += 1) {
    if (record.people.length < 2 && random.chance(0.3)) enrol()
    for (let count = 1 + random.below(4); count > 0; count -= 1) act()
    await scheduler.run(random.below(25))
    if (random.chance(0.1)) time.now = time.now.add({ seconds: random.below(240) - 120 })
    if (random.chance(0.35)) {
      await scheduler.run()
      await readLinks()
      time.now = time.now.add({ minutes: random.pick([1, 20, 90, 240, 540, 960]) })
    }
  }

  // Everything comes to rest: no more faults, and time goes on to whatever is due next.
  scheduler.faults = NO_FAULTS
  carrier.lift()
  record.liftedAt = formatIso(time.now)
  await scheduler.run()
  await finishVersions()
  const everything = async () => {
    const items = await tables.everything(tables.study)
    const scopes = ['harbor', 'mesa'].map((site) =>
      buildVerifiedParticipantScope({ study: STUDY, site, participant: '' }),
    )
    const pages = await Promise.all(scopes.map((scope) => deps.surveys.readResponsePage(scope, null)))
    return {
      assessments: (await Promise.all(scopes.map((scope) => deps.assessments.listBySite(scope)))).flat(),
      responses: pages.flatMap(({ responses }) => responses),
      notices: items
        .filter(({ sk }) => String(sk).startsWith('NOTICE#'))
        .map((item) => noticeSchema.parse(item)),
      plans: new Map(
        items
          .filter(({ sk }) => /^ASSESSMENT#.*#TEXTS$/.test(String(sk)))
          .map((item) => [
            String(item.sk).split('#').slice(1, 3).join('/'),
            storedTextPlanSchema.parse(item),
          ]),
      ),
      alerts: items
        .filter(({ sk }) => String(sk).startsWith('ALERT#'))
        .map((item) => alertSchema.parse(item)),
    }
  }
  /** Somebody at each site takes on whatever is open. */
  const takeAlerts = async () => {
    for (const alert of (await everything()).alerts.filter(({ state }) => state === 'open')) {
      const taken = { ...alert, state: 'acknowledged' as const, revision: alert.revision + 1 }
      await writeTransaction(tables.dynamo, [
        putAlert(tables.study, buildVerifiedParticipantScope(alert), alert, taken),
      ])
    }
  }
  const endless: string[] = []
  await takeAlerts()
  for (let round = 0; round < 400; round += 1) {
    const isHeard = inbox.length > 0
    for (let again = 0; queue.length + urgentQueue.length + inbox.length + events.length > 0; again += 1) {
      if (again > MOST_DELIVERIES) {
        endless.push('something is delivered again and again without end')
        for (const waiting of [queue, urgentQueue, inbox, events]) waiting.length = 0
        break
      }
      for (const deliver of [deliverDue, deliverUrgent, deliverMessage, deliverEvent]) deliver()
      await scheduler.run()
    }
    if (endless.length > 0) break
    if (isHeard) await takeAlerts()
    const ticked = tick()
    await scheduler.run()
    if (queue.length + urgentQueue.length > 0) continue
    const { nextDueAt } = await ticked
    if (nextDueAt === null) break
    time.now = Temporal.Instant.from(nextDueAt)
  }
  const held = await everything()
  const last = held.assessments
    .map(({ closesAt }) => closesAt)
    .sort()
    .at(-1)
  if (last !== undefined && last > formatIso(time.now)) time.now = Temporal.Instant.from(last)
  const chains = await Promise.all(
    record.people.map(async ({ participant }) => ({
      own: await deps.audit.listChain(`${STUDY}#${participant}`),
      begun: await Promise.all(
        held.assessments
          .filter((one) => one.participant === participant)
          .flatMap((one) => [formatAssessmentChain(one), formatTextChain(one)])
          .map(deps.audit.listChain),
      ),
    })),
  )
  const followers = await Promise.all(
    ['harbor', 'mesa'].map(async (site) => {
      const scope = buildVerifiedParticipantScope({ study: STUDY, site, participant: '' })
      const { participants } = await deps.participants.readPage(scope, undefined, 100)
      return { participants, rollouts: await deps.rollouts.listBySite(scope) }
    }),
  )
  const violations = [
    ...endless,
    ...listViolations(record, { now: time.now, ...held, chains }),
    ...listVersionFaults(
      versions,
      followers.flatMap(({ participants }) => participants),
      followers.flatMap(({ rollouts }) => rollouts),
      formatIso(time.now),
    ),
  ]
  await tables.drop()
  return {
    seed,
    violations,
    steps: scheduler.step,
    fingerprint: scheduler.fingerprint,
    texts: record.texts.length,
    answers: record.answers.length,
    moved: followers.flatMap(({ rollouts }) => rollouts).reduce((sum, { moved }) => sum + moved, 0),
    byText: held.responses.filter((one) => summarizeProvenance(one).mode === 'text').length,
  }
}

function listItemKeys(assessment: Assessment): readonly string[] {
  return assessment.battery.flatMap((ref) => {
    const definition = library.findInstrument(ref)?.definition
    return definition?.items.map(({ id }) => `${definition.id}/${id}`) ?? []
  })
}

/** What a participant who answers by text would reply to a text. */
function chooseTextAnswer(body: string): string | undefined {
  if (body.includes('Reply GO')) return 'GO'
  return /^\d\/\d /.test(body) ? '7' : undefined
}
