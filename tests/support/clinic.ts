import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { writeTransaction } from '../../functions/platform/aws/dynamodb.ts'
import type { MailOutcome } from '../../functions/platform/aws/mail.ts'
import type { TextOutcome } from '../../functions/platform/aws/sms.ts'
import { formatIso } from '../../functions/platform/core/clock.ts'
import { randomIds } from '../../functions/platform/core/ids.ts'
import type { LogFields } from '../../functions/platform/core/log.ts'
import {
  buildVerifiedAssessmentScope,
  buildVerifiedParticipantScope,
} from '../../functions/platform/core/scope.ts'
import {
  formatAssessmentChain,
  formatParticipantChain,
  formatTextChain,
} from '../../functions/records/audit/audit.store.ts'
import { type AuditEntry, findFirstBrokenEntry } from '../../functions/records/audit/audit.ts'
import { type Due, type DueUrgent, isUrgent } from '../../functions/records/due/due.ts'
import { createLinkId } from '../../functions/records/link/link.ts'
import { putOnCall } from '../../functions/records/on-call/on-call.store.ts'
import { grantMembership } from '../../functions/workflows/access/change-members.ts'
import { handleUrgent } from '../../functions/workflows/alerts/handle-urgent.ts'
import { runErasure } from '../../functions/workflows/erasure/run-erasure.ts'
import { runRollouts } from '../../functions/workflows/rollouts/run-rollouts.ts'
import { handleOne as handleInTurn } from '../../functions/workflows/texting/handle-due.ts'
import { openDue } from '../../functions/workflows/texting/open-due.ts'
import { receiveReply } from '../../functions/workflows/texting/receive-reply.ts'
import { type DeliveryEvent, recordDelivery } from '../../functions/workflows/texting/record-delivery.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { contracts } from '../../web/api/contracts.ts'
import type { Contract } from '../../web/api/schemas/contract.ts'
import { openBrowser } from './browser.ts'
import { wireFunctions } from './functions.ts'
import { createTables, type TestTables } from './tables.ts'

export const STUDY = 'ketamine-infusion-registry'
export { SECRET } from './functions.ts'

const servers = contracts.map(({ path, servedBy }) => ({
  path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?|$)`),
  servedBy,
}))

/** The app that the gateway sends a path to: that of its contract, and the staff API for everything else. */
function findServer(path: string): Contract['servedBy'] {
  return servers.find((one) => one.path.test(path))?.servedBy ?? 'staff'
}

type TickResult = Awaited<
  ReturnType<typeof handleInTurn> | ReturnType<typeof handleUrgent | typeof runErasure>
>

export type Clinic = Awaited<ReturnType<typeof openClinic>>

/**
 * The functions as they are wired in their handlers, over the embedded DynamoDB, with a clock that the test
 * sets, a telephone that it reads, and tokens that are the names of the demo users.
 */
export async function openClinic(
  start = '2026-03-02T15:00:00Z',
  given?: TestTables,
  library = openShippedLibrary(),
  /** Studies as they are published in the table; `library` is what a test may still look things up in. */
  { published = false }: { readonly published?: boolean } = {},
) {
  const tables = given ?? (await createTables())
  const time = { now: Temporal.Instant.from(start) }
  const clock = { now: () => time.now }
  const log: { message: string; fields: LogFields | undefined }[] = []
  const texts: { to: string; body: string; context: Record<string, string> }[] = []
  const mails: { to: string; subject: string; body: string }[] = []
  const hastened: DueUrgent[] = []
  /** Numbers that the carrier was asked to take off its opt-out list. */
  const lifted: string[] = []
  let answer: () => Promise<TextOutcome> = async () => ({ kind: 'sent', messageId: `m-${texts.length}` })
  let answerMail: () => Promise<MailOutcome> = async () => ({
    kind: 'sent',
    messageId: `mail-${mails.length}`,
  })

  const functions = wireFunctions({
    tables,
    clock,
    ...{ library, published },
    ids: randomIds,
    createLinkId,
    log: {
      info: (message, fields) => void log.push({ message, fields }),
      error: (message, fields) => void log.push({ message, fields }),
    },
    texts: {
      async send({ to, body, context }) {
        const outcome = await answer()
        if (outcome.kind === 'sent') texts.push({ to, body, context })
        return outcome
      },
    },
    optOuts: { lift: async (number) => void lifted.push(number) },
    mail: {
      async send(mail) {
        const outcome = await answerMail()
        if (outcome.kind === 'sent') mails.push(mail)
        return outcome
      },
    },
    urgent: {
      add: async (due) => void hastened.push(...due.filter((one) => isUrgent(one))),
    },
  })
  const { deps: shared, staff, pages, readings, calling, members, releases } = functions
  const { office, definitions, versions, reports } = functions
  const apps = {
    ...{ staff, reading: readings, calling, members, releases },
    ...{ office, definitions, versions, reports },
    ...{ panels: functions.panels, panelists: functions.panelists },
  }
  const sendDeps = shared
  const { audit, links } = shared

  for (const [sub, role, sites] of [
    ['coordinator-harbor', 'coordinator', ['harbor']],
    ['coordinator-mesa', 'coordinator', ['mesa']],
    ['lead', 'lead', []],
  ] as const)
    await grantMembership(
      shared,
      { kind: 'operator', by: 'test' },
      { sub, name: sub, study: STUDY, role, sites: [...sites], administers: false, blinded: false },
    )

  for (const [site, phone] of [
    ['harbor', '+12025550191'],
    ['mesa', '+12025550192'],
  ] as const) {
    const scope = buildVerifiedParticipantScope({ study: STUDY, site, participant: '' })
    const list = { phones: [phone], emails: [], salt: 'salt' }
    await writeTransaction(tables.dynamo, [putOnCall(tables.contacts, scope, list)])
  }

  async function handleOne(one: Due): Promise<TickResult> {
    switch (one.kind) {
      case 'text':
      case 'closing':
        return handleInTurn(sendDeps, one)
      case 'erasure':
        return runErasure(sendDeps, one)
      case 'alert':
      case 'notice':
        return handleUrgent(sendDeps, one)
    }
  }

  async function api(
    user: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    return apps[findServer(path)].request(path, {
      method,
      headers: {
        ...(user && { authorization: `Bearer ${user}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  /** As a coordinator of the site; by a key of its own where none is given. */
  /** The same by somebody who looks at what they are asked to confirm, and confirms exactly that. */
  async function apiConfirmed(...asked: Parameters<typeof api>): Promise<Response> {
    const [user, method, path, body, headers] = asked
    let reply = await api(...asked)
    for (let again = 0; again < 20 && reply.status === 409; again += 1) {
      const { confirm } = (await reply.clone().json()) as { confirm?: readonly string[] }
      if (confirm === undefined) return reply
      reply = await api(user, method, path, { ...(body as object), confirm }, headers)
    }
    return reply
  }

  const postEnrolment = (
    body: { readonly site: string; readonly [member: string]: unknown },
    key: string = randomUUID(),
  ) =>
    api(`coordinator-${body.site}`, 'POST', `/api/studies/${STUDY}/participants`, body, {
      'idempotency-key': key,
    })

  return {
    lifted,
    tables,
    time,
    log,
    texts,
    mails,
    audit,
    links,
    deps: shared,
    sendDeps,
    api,
    apiConfirmed,
    pages,
    /** Whom alerts of a site are sent to. */
    async setOnCall(site: string, list: { phones?: string[]; emails?: string[] }): Promise<void> {
      const body = { phones: [], emails: [], ...list }
      const path = `/api/studies/${STUDY}/sites/${site}/on-call`
      const reply = await api(`coordinator-${site}`, 'PUT', path, body)
      if (reply.status !== 200) throw new Error(`the on-call list answered ${reply.status}`)
    },
    /** Whom alerts are sent to that a site does not take. */
    async setLeadsOnCall(list: { phones?: string[]; emails?: string[] }): Promise<void> {
      const body = { phones: [], emails: [], ...list }
      const reply = await api('lead', 'PUT', `/api/studies/${STUDY}/on-call`, body)
      if (reply.status !== 200) throw new Error(`the leads’ list answered ${reply.status}`)
    },
    setMailService: (service: () => Promise<MailOutcome>) => {
      answerMail = service
    },
    setTextService: (service: () => Promise<TextOutcome>) => {
      answer = service
    },
    /** One tick of the schedule, and the queue emptied: what became of each due text. */
    async tick(): Promise<TickResult[]> {
      const due: Due[] = hastened.splice(0)
      const queue = { add: async (added: readonly Due[]) => void due.push(...added) }
      await openDue({ ...shared, queue, urgent: queue, erasureQueue: queue })
      const results: TickResult[] = []
      for (const one of due) results.push(await handleOne(one))
      return results
    },
    /** One call of the minute: whoever is to be moved to a version is. */
    runRollouts: (hasTimeLeft?: () => boolean) => runRollouts(shared, hasTimeLeft),
    /** What was put into the queue of what is urgent since the last time. */
    async sendUrgent(): Promise<readonly Awaited<ReturnType<typeof handleUrgent>>[]> {
      const results: Awaited<ReturnType<typeof handleUrgent>>[] = []
      for (const one of hastened.splice(0)) results.push(await handleUrgent(sendDeps, one))
      return results
    },
    /** A text from a phone; with the id of one before it is the same one again. `receivedAt`: one that waited in the queue. */
    receive: (
      number: string,
      messageBody: string,
      inboundMessageId: string = randomUUID(),
      receivedAt: string = formatIso(time.now),
    ) =>
      receiveReply(sendDeps, {
        originationNumber: number,
        ...{ messageBody, inboundMessageId, receivedAt },
      }),
    /** What the service tells of the newest text, or of another. */
    deliver: (eventType: string, text = texts.at(-1)) =>
      recordDelivery(shared, {
        eventType,
        messageId: 'm',
        destinationPhoneNumber: text?.to ?? '',
        context: text?.context as DeliveryEvent['context'],
      }),
    scope: (site: string) => buildVerifiedParticipantScope({ study: STUDY, site, participant: '' }),
    participantScope: (site: string, participant: string) =>
      buildVerifiedParticipantScope({ study: STUDY, site, participant }),
    advance(duration: string): void {
      time.now = time.now.toZonedDateTimeISO('UTC').add(Temporal.Duration.from(duration)).toInstant()
    },
    /** A survey as it is stored, with the answers given so far. */
    readSurvey: (participant: string, timepoint = 'baseline') =>
      shared.surveys.find(
        buildVerifiedAssessmentScope({
          ...{ study: STUDY, site: participant.split('-')[0] ?? '', participant, timepoint },
        }),
      ),
    /** Every audit chain of a participant, one after the other: their own, of their answers and of their texts. */
    async readAudit(participant: string, timepoint = 'baseline'): Promise<readonly AuditEntry[]> {
      const scope = { study: STUDY, participant, timepoint }
      const own = await audit.listChain(formatParticipantChain(scope))
      const begun = await Promise.all(
        [formatAssessmentChain(scope), formatTextChain(scope)].map(audit.listChain),
      )
      if (findFirstBrokenEntry(own) !== undefined) throw new Error('the chain of a participant is broken')
      const hashes = new Set([own, ...begun].flatMap((chain) => chain.map(({ hash }) => hash)))
      for (const chain of begun) {
        const root = chain[0]?.previous
        if (root !== undefined && (!hashes.has(root) || findFirstBrokenEntry(chain, root) !== undefined))
          throw new Error('a chain that a participant’s began is broken')
      }
      return [own, ...begun].flat()
    },
    postEnrolment,
    /** Whoever has the number already is somebody else. */
    async enrol(site = 'harbor', phone = '+12025550123', part: object = {}): Promise<string> {
      const body = { site, phone, locale: 'en', smsConsent: true, ...part }
      const refused = await postEnrolment(body)
      const distinctFrom = refused.status === 409 ? listDuplicates(await refused.json()) : undefined
      const reply = distinctFrom ? await postEnrolment({ ...body, distinctFrom }) : refused
      if (reply.status !== 201) throw new Error(`enrolment answered ${reply.status}: ${await reply.text()}`)
      const { participant } = (await reply.json()) as { participant: string }
      return participant
    },
    /** The path of the link in the newest text that holds one. */
    newestLink(): string {
      const isLink = /https:\/\/concord\.example(\/s\/\w+)/
      const link = isLink.exec(texts.findLast(({ body }) => isLink.test(body))?.body ?? '')?.[1]
      if (!link) throw new Error('no text holds a link')
      return link
    },
    ...openBrowser(pages),
    /** Another one than that of `page`, `postForm` and `postJson`. */
    openBrowser: () => openBrowser(pages),
  }
}

/** Everyone whom a refusal of an enrolment says to look the same. */
export function listDuplicates(refusal: unknown): readonly string[] {
  const { errors } = refusal as { errors?: { participants?: string[] }[] }
  return (errors ?? []).flatMap(({ participants }) => participants ?? [])
}

/** Answers to the baseline battery: PEG 20/3, worst pain 8, sleep 3, general health 25, PHQ-9 9, nothing that alarms. */
export const BASELINE_ANSWERS: Record<string, string> = {
  'peg/pain': '7',
  'peg/enjoyment': '6',
  'peg/activity': '7',
  'worst-pain-nrs/worst': '8',
  'sleep-quality/quality': '3',
  'rand-36-general-health/health': '4',
  ...Object.fromEntries(
    [
      'interest',
      'mood',
      'sleep',
      'energy',
      'appetite',
      'failure',
      'concentration',
      'movement',
      'self-harm',
    ].map((item) => [`phq-9/${item}`, item === 'self-harm' ? '0' : item === 'movement' ? '2' : '1']),
  ),
}
