import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import * as z from 'zod'
import type { Carrier, CarrierRefusal } from './carrier.ts'
import type { SimulatedClock } from './clock.ts'
import { listen } from './listen.ts'
import type { LocalAccounts } from './local-accounts.ts'
import { buildMailEvent } from './mail-events.ts'
import type { Mailbox } from './mailbox.ts'
import { type Access, formatDenial, type Permissions, readCaller } from './permissions.ts'
import type { Phones } from './phone.ts'
import {
  listAccountAccess,
  listMailAccess,
  listSecretAccess,
  listTextAccess,
  type Place,
} from './requested-access.ts'
import type { SecretValues } from './secrets.ts'
import { buildDeliveryEvent, isReachable, type PublishedEvent } from './texting.ts'
import { createPoolUser } from './user-pool.ts'

/** The AWS services that local mode answers itself, each at its own API, behind one loopback port. */
export interface AwsEndpoints {
  readonly endpoint: string
  close(): Promise<void>
}

interface EndpointDeps {
  readonly phones: Phones
  readonly carrier: Carrier
  readonly mailbox: Mailbox
  readonly accounts: LocalAccounts
  readonly readSecrets: () => SecretValues
  readonly clock: SimulatedClock
  readonly readAccess: () => { readonly permissions: Permissions; readonly place: Place }
  /** Tells what became of a text. */
  readonly publish: (event: PublishedEvent) => Promise<void>
  /** Tells what became of a mail that was sent with a configuration set. */
  readonly publishMail: (event: PublishedEvent) => Promise<void>
}

/** Instead of a status: the connection ends without an answer. */
const LOST = 0

type Answer = { readonly status: number; readonly body: Record<string, unknown> }

const sendTextMessage = z.object({
  DestinationPhoneNumber: z.string().regex(/^\+[1-9]\d{6,14}$/),
  MessageBody: z.string().min(1).max(1600),
  DryRun: z.boolean().optional(),
  Context: z.record(z.string(), z.string()).default({}),
})
const deleteOptedOut = z.object({ OptOutListName: z.string(), OptedOutNumber: z.string() })
const sendEmail = z.object({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Destination: z.object({ ToAddresses: z.array(z.string()).length(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
    }),
  }),
})
const getSecretValue = z.object({ SecretId: z.string() })

export async function startAwsEndpoints(deps: EndpointDeps): Promise<AwsEndpoints> {
  const server = createServer((request, response) => {
    void answerRequest(request, deps)
      .catch((error: unknown) => refuse(500, 'InternalServerException', String(error)))
      .then(({ status, body }) => {
        if (status === LOST) return void response.destroy()
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
        response.end(JSON.stringify(body))
      })
  })
  return await listen(server, 0)
}

async function answerRequest(request: IncomingMessage, deps: EndpointDeps): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}')
  const { permissions, place } = deps.readAccess()
  const caller = readCaller(request.headers.authorization)
  const denial = permissions.findDenial(caller, listAccess(request, body, place))
  if (denial !== undefined) return refuse(400, 'AccessDeniedException', formatDenial(denial))
  if (isMail(request)) return sendMail(body, deps)
  const target = String(request.headers['x-amz-target'])
  if (target === 'PinpointSMSVoiceV2.SendTextMessage') return sendText(body, deps)
  if (target === 'PinpointSMSVoiceV2.DeleteOptedOutNumber') return liftOptOut(body, deps)
  if (target === 'secretsmanager.GetSecretValue') return readSecret(body, deps)
  if (target === 'AWSCognitoIdentityProviderService.AdminCreateUser')
    return createPoolUser(body, { ...deps, now: new Date(deps.clock.now()) })
  return refuse(400, 'UnknownOperationException', `Local mode does not have ${target}.`)
}

function isMail({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url === '/v2/email/outbound-emails'
}

/** What a request needs; nothing for one that no service here has. */
function listAccess(request: IncomingMessage, body: unknown, place: Place): Access[] {
  if (isMail(request)) return listMailAccess(body, place)
  const [service, operation = ''] = String(request.headers['x-amz-target']).split('.')
  if (service === 'PinpointSMSVoiceV2') return listTextAccess(operation, body, place)
  if (service === 'AWSCognitoIdentityProviderService') return listAccountAccess(operation, body, place)
  return service === 'secretsmanager' ? listSecretAccess(body) : []
}

async function sendText(
  request: unknown,
  { phones, carrier, clock, publish }: EndpointDeps,
): Promise<Answer> {
  const parsed = sendTextMessage.safeParse(request)
  if (!parsed.success)
    return refuse(400, 'ValidationException', 'The request is not a text message to an E.164 number.')
  const { DestinationPhoneNumber: to, MessageBody: body, DryRun, Context: context } = parsed.data
  if (DryRun === true) return { status: 200, body: { MessageId: 'dry-run' } }
  const refusal = carrier.findRefusal(to)
  if (refusal) return refuseText(refusal)
  const at = clock.now()
  const id = isReachable(to) ? phones.receive(to, body, new Date(at)).id : randomUUID()
  const report = carrier.report(buildDeliveryEvent({ id, to, context, at }), at)
  if (report) await publish(report)
  if (carrier.losesReply(to)) return { status: LOST, body: {} }
  return { status: 200, body: { MessageId: id } }
}

function refuseText({ status, type, reason, fields = [] }: CarrierRefusal): Answer {
  const Fields = fields.map((Name) => ({ Name, Message: 'refused at this machine' }))
  const body = { __type: type, Message: 'The carrier of this machine was set to refuse.' }
  return {
    status,
    body: { ...body, ...(reason && { Reason: reason }), ...(fields.length > 0 && { Fields }) },
  }
}

function liftOptOut(request: unknown, { carrier }: EndpointDeps): Answer {
  const parsed = deleteOptedOut.safeParse(request)
  if (!parsed.success) return refuse(400, 'ValidationException', 'The request is not a number on a list.')
  const { OptOutListName, OptedOutNumber } = parsed.data
  if (carrier.liftOptOut(OptedOutNumber)) return { status: 200, body: { OptOutListName, OptedOutNumber } }
  const body = { __type: 'ResourceNotFoundException', Message: 'The number is not on the list.' }
  return { status: 404, body: { ...body, ResourceType: 'opted-out-number' } }
}

async function sendMail(request: unknown, { mailbox, clock, publishMail }: EndpointDeps): Promise<Answer> {
  const parsed = sendEmail.safeParse(request)
  if (!parsed.success)
    return refuse(400, 'BadRequestException', 'The request is not a plain mail to one address.')
  const { Destination, Content, FromEmailAddress: from } = parsed.data
  const { Subject, Body } = Content.Simple
  const mail = { to: Destination.ToAddresses[0] ?? '', from, subject: Subject.Data, body: Body.Text.Data }
  const { id } = mailbox.receive(mail, new Date(clock.now()))
  const event =
    parsed.data.ConfigurationSetName === undefined
      ? undefined
      : buildMailEvent({ to: mail.to, messageId: id, tags: parsed.data.EmailTags })
  if (event) await publishMail(event)
  return { status: 200, body: { MessageId: id } }
}

function readSecret(body: unknown, { readSecrets: secrets }: EndpointDeps): Answer {
  const parsed = getSecretValue.safeParse(body)
  const value = parsed.success ? secrets()[parsed.data.SecretId] : undefined
  if (!parsed.success || value === undefined) {
    return refuse(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }
  return { status: 200, body: { ARN: parsed.data.SecretId, Name: parsed.data.SecretId, SecretString: value } }
}

function refuse(status: number, type: string, message: string): Answer {
  return { status, body: { __type: type, message } }
}
