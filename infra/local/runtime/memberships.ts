import { DEMO_USERS } from './demo-users.ts'
import type { LocalFunction } from './functions.ts'

const MAX_ATTEMPTS = 3

/**
 * Gives the demo users their memberships, the way an operator does: by invoking the deployed function. Granting the same
 * again changes nothing, so it is tried again when a busy machine let the first call time out.
 *
 * @throws Error when the function keeps failing: without memberships nobody could sign in
 */
export async function grantDemoMemberships(grantMembership: LocalFunction): Promise<void> {
  for (const user of DEMO_USERS) {
    for (let attempt = 1; ; attempt++) {
      try {
        await grantMembership.invoke({ ...user, by: 'local demo' })
        break
      } catch (error) {
        if (attempt < MAX_ATTEMPTS) continue
        const reason = error instanceof Error ? error.message : String(error)
        throw new Error(`The membership of ${user.sub} could not be granted: ${reason}`, { cause: error })
      }
    }
  }
}
