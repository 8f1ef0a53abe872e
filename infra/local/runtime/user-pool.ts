import * as z from 'zod'
import type { LocalAccounts } from './local-accounts.ts'
import type { Mailbox } from './mailbox.ts'

/*
 * AdminCreateUser of Cognito on this machine: an account, and the mail about it that Cognito sends by itself.
 * Source: Amazon Cognito user pools API reference, “AdminCreateUser”.
 */

const adminCreateUser = z.object({
  UserPoolId: z.string(),
  Username: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
})

const SENDER = 'no-reply@verificationemail.com'

export interface UserPoolAnswer {
  readonly status: number
  readonly body: Record<string, unknown>
}

export function createPoolUser(
  request: unknown,
  { accounts, mailbox, now }: { accounts: LocalAccounts; mailbox: Mailbox; now: Date },
): UserPoolAnswer {
  const parsed = adminCreateUser.safeParse(request)
  if (!parsed.success) return refuse('InvalidParameterException', 'The username is no mail address.')
  const { Username: email, MessageAction: action } = parsed.data
  const found = accounts.findByEmail(email)
  if (action !== 'RESEND' && found)
    return refuse('UsernameExistsException', 'An account with the given email already exists.')
  if (action === 'RESEND' && !found) return refuse('UserNotFoundException', 'User does not exist.')
  if (action === 'RESEND' && found?.hasSignedIn)
    return refuse('UnsupportedUserStateException', 'Resend not possible. The user has signed in.')
  const { sub } = found ?? accounts.create(email)
  if (action !== 'SUPPRESS')
    mailbox.receive(
      {
        ...{ to: email, from: SENDER, subject: 'Your account' },
        body: `Your user name is ${email}. Accounts on this computer have no password: choose yours on the sign-in page. In AWS, a temporary password stands here.`,
      },
      now,
    )
  const Attributes = [{ Name: 'sub', Value: sub }]
  const user = { Username: sub, Attributes, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' }
  return { status: 200, body: { User: user } }
}

function refuse(type: string, message: string): UserPoolAnswer {
  return { status: 400, body: { __type: type, message } }
}
