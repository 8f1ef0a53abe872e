import { DEMO_ORGANISATION, DEMO_STUDY, DEMO_USERS, ORGANISATION_USER, TRIAL_STUDY } from './demo-users.ts'
import type { LocalFunction } from './functions.ts'

const MAX_ATTEMPTS = 3

/**
 * Gives the demo users their memberships and the demo studies their organisation, the way an operator does: by invoking the
 * deployed function. The same again changes nothing, so it is tried again when a busy machine let the first call time out.
 *
 * @throws Error when the function keeps failing: without memberships nobody could sign in
 */
export async function grantDemoMemberships(grantMembership: LocalFunction): Promise<void> {
  const by = 'local demo'
  const { id: organisation } = DEMO_ORGANISATION
  const orders = [
    ...DEMO_USERS.map((user) => ({ ...user, by })),
    { organisation: DEMO_ORGANISATION, administrator: ORGANISATION_USER, by },
    ...[DEMO_STUDY, TRIAL_STUDY].map((adopt) => ({ organisation, adopt, by })),
  ]
  for (const order of orders) await invoke(grantMembership, order)
}

async function invoke(
  grantMembership: LocalFunction,
  order: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await grantMembership.invoke(order)
      return
    } catch (error) {
      if (attempt < MAX_ATTEMPTS) continue
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`A membership could not be granted: ${reason}`, { cause: error })
    }
  }
}
