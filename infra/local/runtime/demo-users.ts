/** Study that the demo users and the demo cohort belong to. */
export const DEMO_STUDY = 'ketamine-infusion-registry'

/** Someone who can sign in on this machine. Named by what they do, so that no invented person looks real. */
export interface DemoUser {
  readonly sub: string
  readonly name: string
  readonly role: 'coordinator' | 'lead'
  readonly sites: readonly string[]
  /** Grants and revokes memberships. */
  readonly administers?: boolean
}

export const DEMO_USERS: readonly DemoUser[] = [
  { sub: 'coordinator-harbor', name: 'Demo user at Harbor Clinic', role: 'coordinator', sites: ['harbor'] },
  { sub: 'coordinator-mesa', name: 'Demo user at Mesa Clinic', role: 'coordinator', sites: ['mesa'] },
  {
    sub: 'coordinator-lakeside',
    name: 'Demo user at Lakeside Clinic',
    role: 'coordinator',
    sites: ['lakeside'],
  },
  { sub: 'coordinator-summit', name: 'Demo user at Summit Clinic', role: 'coordinator', sites: ['summit'] },
  { sub: 'lead', name: 'Demo user at the study office', role: 'lead', sites: [] },
  {
    sub: 'lead-of-all',
    name: 'Demo user with every clinic',
    role: 'lead',
    sites: ['harbor', 'lakeside', 'mesa', 'summit'],
    administers: true,
  },
]

export function findDemoUser(sub: string | undefined): DemoUser | undefined {
  return DEMO_USERS.find((user) => user.sub === sub)
}
