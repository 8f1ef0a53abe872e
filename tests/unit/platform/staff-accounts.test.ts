import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStaffAccounts, type StaffAccounts } from '../../../functions/platform/aws/staff-accounts.ts'

/* Answers as the API reference of Amazon Cognito user pools has them, “AdminCreateUser”. */

const EMAIL = 'somebody.new@example.org'
type Answer = { readonly status: number; readonly body: object }
const CREATED: Answer = { status: 200, body: { User: { UserStatus: 'FORCE_CHANGE_PASSWORD' } } }
const refuse = (type: string): Answer => ({
  status: 400,
  body: { __type: type, message: `refused for ${EMAIL}` },
})

let server: Server
let accounts: StaffAccounts
let asked: { target: unknown; body: Record<string, unknown> }[]
let answers: Answer[]

beforeEach(async () => {
  asked = []
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
    asked.push({ target: request.headers['x-amz-target'], body })
    const answer = answers.shift() ?? { status: 500, body: {} }
    response.writeHead(answer.status).end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  accounts = createStaffAccounts('eu-central-1_pool', {
    ...{ region: 'eu-central-1', credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

test('an account is made for an address, to which Cognito mails a temporary password', async () => {
  answers = [CREATED]
  expect(await accounts.ensure(EMAIL)).toEqual({ kind: 'created' })
  expect(asked).toEqual([
    {
      target: 'AWSCognitoIdentityProviderService.AdminCreateUser',
      body: {
        ...{ UserPoolId: 'eu-central-1_pool', Username: EMAIL, DesiredDeliveryMediums: ['EMAIL'] },
        UserAttributes: [
          { Name: 'email', Value: EMAIL },
          { Name: 'email_verified', Value: 'true' },
        ],
      },
    },
  ])
})

describe('where there is an account', () => {
  test('that nobody has signed in to, another temporary password is mailed', async () => {
    answers = [refuse('UsernameExistsException'), CREATED]
    expect(await accounts.ensure(EMAIL)).toEqual({ kind: 'renewed' })
    expect(asked.map(({ body }) => body.MessageAction)).toEqual([undefined, 'RESEND'])
  })

  test('that somebody signs in with, nothing is mailed', async () => {
    answers = [refuse('UsernameExistsException'), refuse('UnsupportedUserStateException')]
    expect(await accounts.ensure(EMAIL)).toEqual({ kind: 'existing' })
  })
})

test.each([
  [[refuse('InvalidParameterException')], 'InvalidParameterException'],
  [[refuse('com.amazonaws#LimitExceededException')], 'LimitExceededException'],
  [[refuse('UsernameExistsException'), refuse('TooManyRequestsException')], 'TooManyRequestsException'],
])('a refusal is its code, and nothing of the address: %j', async (given, code) => {
  answers = [...given]
  expect(await accounts.ensure(EMAIL)).toEqual({ kind: 'refused', code })
})

test('of what the service does not answer, nobody says what became of it, nor for whom', async () => {
  answers = [{ status: 503, body: { message: EMAIL } }]
  await expect(accounts.ensure(EMAIL)).rejects.toThrow(/^the account could not be made: status 503$/)
})
