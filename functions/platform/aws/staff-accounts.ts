import * as z from 'zod/mini'
import { readServiceSettings } from './environment-credentials.ts'
import { createJsonService, type ServiceSettings } from './json-service.ts'

/*
 * Accounts of staff in a Cognito user pool. A new account gets a temporary password by mail from Cognito, which no function of
 * ours ever sees. An account opens nothing by itself: what somebody may see is in their memberships.
 */

/**
 * `created`: a temporary password is on its way. `renewed`: there was an account that nobody has signed in to, and a new
 * temporary password is on its way. `existing`: somebody signs in with it.
 */
export type AccountOutcome =
  | { readonly kind: 'created' | 'renewed' | 'existing' }
  | { readonly kind: 'refused'; readonly code: string }

export type StaffAccounts = {
  /**
   * Sees to it that there is an account that is signed in to by this address.
   *
   * @throws Error when it is not known what became of it; asking again is harmless
   */
  ensure(email: string): Promise<AccountOutcome>
}

const refusalSchema = z.object({ __type: z.string() })

export function createStaffAccounts(userPoolId: string, settings?: ServiceSettings): StaffAccounts {
  return {
    async ensure(email) {
      const service = createJsonService(
        'cognito-idp',
        '1.1',
        settings ?? readServiceSettings('COGNITO_IDENTITY_PROVIDER'),
      )
      const ask = async (more: object) => {
        const body = JSON.stringify({ ...buildRequest(userPoolId, email), ...more })
        const reply = await service.post('AWSCognitoIdentityProviderService.AdminCreateUser', body)
        if (reply.status >= 500) throw new Error(`the account could not be made: status ${reply.status}`)
        return reply.status === 200 ? undefined : readRefusal(reply.body)
      }
      try {
        const refusal = await ask({})
        if (refusal === undefined) return { kind: 'created' }
        if (refusal !== 'UsernameExistsException') return { kind: 'refused', code: refusal }
        // Cognito sends another temporary password to those alone who still need one.
        const again = await ask({ MessageAction: 'RESEND' })
        if (again === undefined) return { kind: 'renewed' }
        return again === 'UnsupportedUserStateException'
          ? { kind: 'existing' }
          : { kind: 'refused', code: again }
      } finally {
        service.destroy()
      }
    },
  }
}

function buildRequest(userPoolId: string, email: string) {
  return {
    ...{ UserPoolId: userPoolId, Username: email, DesiredDeliveryMediums: ['EMAIL'] },
    // Whoever has the temporary password has read the mail to this address.
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
  }
}

/** The code alone: the message may repeat the address. */
function readRefusal(body: string): string {
  const parsed = refusalSchema.safeParse(JSON.parse(body))
  return parsed.data?.__type.split('#').at(-1) ?? 'unknown'
}
