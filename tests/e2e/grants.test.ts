import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { synthesize } from '../../infra/local/cloudformation/assembly.ts'
import type { LocalStack } from '../../infra/local/server/local-stack.ts'
import { startLocalStack } from '../../infra/local/server/stack.ts'

const STUDY = '/api/studies/ketamine-infusion-registry'
const PHONE = '+12025550123'

let folder = ''
let assembly = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-grants-'))
  assembly = await synthesize(fileURLToPath(new URL('../../.concord/cdk.out', import.meta.url)), () => {})
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Template {
  readonly Resources: Record<
    string,
    {
      readonly Type: string
      readonly Properties: {
        PolicyDocument?: { Statement: { Action: string | string[]; Resource: unknown }[] }
      }
    }
  >
}

/** The same stacks, where the role of one function has not been given one action on one resource. */
function withoutGrant(name: string, action: string, resource: string): string {
  const copy = join(folder, `${name}-${action.replace(':', '-')}-${resource}`)
  cpSync(assembly, copy, { recursive: true })
  const file = join(copy, 'ConcordService.template.json')
  const template: Template = JSON.parse(readFileSync(file, 'utf8'))
  let removed = 0
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::IAM::Policy' || !id.startsWith(`${name}Role`)) continue
    for (const statement of Properties.PolicyDocument?.Statement ?? []) {
      const actions = [statement.Action].flat()
      if (!actions.includes(action) || !JSON.stringify(statement.Resource).includes(resource)) continue
      statement.Action = actions.map((each) => (each === action ? 'none:Removed' : each))
      removed += 1
    }
  }
  if (removed !== 1) throw new Error(`${removed} grants of ${action} on ${resource} to ${name}`)
  writeFileSync(file, JSON.stringify(template))
  return copy
}

interface Walk {
  /** Of each step: what the person at it sees. */
  readonly enrolled: number
  readonly texts: number
  readonly opened: number | undefined
  readonly answered: number | undefined
  readonly stopped: number
  readonly denials: readonly string[]
}

/** Enrolment, invitation, the first page, an answer, STOP: through the deployed bundles. */
async function walk(from: string): Promise<Walk> {
  const stack = await startLocalStack({
    assembly: from,
    port: 0,
    logFolder: join(folder, 'log'),
    ticking: false,
  })
  try {
    return await takeWalk(stack)
  } finally {
    await stack.close()
  }
}

async function takeWalk(stack: LocalStack): Promise<Walk> {
  const enrolled = await fetch(`${stack.url}${STUDY}/participants`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'idempotency-key': 'once' },
      authorization: `Bearer ${await stack.createToken('coordinator-harbor')}`,
    },
    body: JSON.stringify({ site: 'harbor', phone: PHONE, locale: 'en', smsConsent: true }),
  })
  await stack.tick()
  const texts = stack.phones.messages(PHONE)
  const link = /http\S+\/s\/\w+/.exec(texts[0]?.body ?? '')?.[0]
  const opened = link && (await fetch(link))
  const answered =
    link &&
    (await fetch(`${link}/1`, {
      method: 'POST',
      body: new URLSearchParams({ answer: '1' }),
      redirect: 'manual',
    }))
  await fetch(`${stack.url}/local/phone/${encodeURIComponent(PHONE)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: 'STOP' }),
  })
  return {
    enrolled: enrolled.status,
    texts: texts.length,
    opened: opened ? opened.status : undefined,
    answered: answered ? answered.status : undefined,
    stopped: stack.phones.messages(PHONE).length - texts.length,
    denials: [
      ...new Set(
        stack.denials.map(({ caller, action }) => `${caller?.replace(/[0-9A-F]{8}$/, '')} ${action}`),
      ),
    ],
  }
}

test('with the grants of the template, every step is taken and nothing is refused', async () => {
  expect(await walk(assembly)).toEqual({
    ...{ enrolled: 201, texts: 1, opened: 200, answered: 303, stopped: 1, denials: [] },
  })
})

describe('without one grant', () => {
  test.each([
    ['ServeStaffApi', 'dynamodb:PutItem', 'Contacts', { enrolled: 500, texts: 0 }],
    ['OpenDueAssessments', 'sqs:SendMessage', 'Invitations', { enrolled: 201, texts: 0 }],
    ['SendInvitation', 'sms-voice:SendTextMessage', 'Pool', { enrolled: 201, texts: 0 }],
    ['SendInvitation', 'secretsmanager:GetSecretValue', 'LinkSecret', { enrolled: 201, texts: 0 }],
    ['ServeParticipantPage', 'dynamodb:GetItem', 'StudyTable', { texts: 1, opened: 500 }],
    ['ServeParticipantPage', 'dynamodb:UpdateItem', 'StudyTable', { opened: 200, answered: 500 }],
    ['ReceiveReply', 'dynamodb:Query', 'Contacts', { texts: 1, stopped: 0 }],
  ])('%s fails where it needs %s on %s', async (name, action, resource, expected) => {
    const walked = await walk(withoutGrant(name, action, resource))
    expect(walked).toMatchObject(expected)
    expect(walked.denials).toEqual([`${name} ${action}`])
  })

  test('a function that may not read its queue is not started at all', async () => {
    await expect(walk(withoutGrant('ReceiveReply', 'sqs:ReceiveMessage', 'Replies'))).rejects.toThrow(
      /ReceiveReply.* is not authorized to perform: sqs:ReceiveMessage/,
    )
  })
})
