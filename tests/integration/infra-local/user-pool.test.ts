import { beforeEach, describe, expect, test } from 'vitest'
import { renderSignInPage } from '../../../infra/local/pages/sign-in-page.ts'
import { LocalAccounts, parseLocalAccounts } from '../../../infra/local/runtime/local-accounts.ts'
import { Mailbox } from '../../../infra/local/runtime/mailbox.ts'
import { StateFile } from '../../../infra/local/runtime/state-file.ts'
import { createPoolUser } from '../../../infra/local/runtime/user-pool.ts'

const EMAIL = 'somebody.new@example.org'
let accounts: LocalAccounts
let mailbox: Mailbox

beforeEach(() => {
  accounts = new LocalAccounts(new StateFile(undefined, parseLocalAccounts))
  mailbox = new Mailbox(undefined)
})

const ask = (more: object = {}) =>
  createPoolUser(
    { UserPoolId: 'pool', Username: EMAIL, ...more },
    { accounts, mailbox, now: new Date('2026-03-02T15:00:00Z') },
  )
const typeOf = ({ body }: { body: Record<string, unknown> }) => body.__type

describe('the simulated user pool refuses', () => {
  test('a user name that is no address', () => {
    expect(typeOf(ask({ Username: 'somebody' }))).toBe('InvalidParameterException')
    expect(accounts.list()).toEqual([])
  })

  test('a second account of an address, however it is written', () => {
    ask()
    expect(typeOf(ask({ Username: EMAIL.toUpperCase() }))).toBe('UsernameExistsException')
    expect(accounts.list()).toHaveLength(1)
  })

  test('another temporary password for nobody, and for who has signed in', () => {
    expect(typeOf(ask({ MessageAction: 'RESEND' }))).toBe('UserNotFoundException')
    ask()
    accounts.recordSignIn(accounts.findByEmail(EMAIL)?.sub ?? '')
    expect(typeOf(ask({ MessageAction: 'RESEND' }))).toBe('UnsupportedUserStateException')
  })
})

test('an account is made with its mail, sent again until somebody signs in, and stands on the sign-in page', () => {
  expect(ask()).toMatchObject({ status: 200, body: { User: { UserStatus: 'FORCE_CHANGE_PASSWORD' } } })
  expect(ask({ MessageAction: 'RESEND' }).status).toBe(200)
  expect(mailbox.all().map(({ to }) => to)).toEqual([EMAIL, EMAIL])
  const page = String(renderSignInPage([], accounts.list()))
  expect(page).toContain(EMAIL)
  expect(page).toContain(`value="${accounts.list()[0]?.sub}"`)
  expect(String(renderSignInPage([], []))).not.toContain('Invited by mail')
})
