/** The study that the tour is of, and its sister with arms. */
export const DEMO_STUDY = 'ketamine-infusion-registry'
export const TRIAL_STUDY = 'ketamine-magnesium-trial'

/** Someone who can sign in on this machine. Named by what they do, so that no invented person looks real. */
export interface DemoUser {
  readonly sub: string
  readonly name: string
  /** The one study that they belong to. */
  readonly study: typeof DEMO_STUDY | typeof TRIAL_STUDY
  readonly role: 'coordinator' | 'lead' | 'statistician' | 'data-manager' | 'monitor'
  readonly sites: readonly string[]
  /** Grants and revokes memberships. */
  readonly administers?: boolean
  /** Arms are hidden from them. */
  readonly blinded?: boolean
}

const REGISTRY_USERS = [
  { sub: 'coordinator-harbor', name: 'Demo user at Harbor Clinic', role: 'coordinator', sites: ['harbor'] },
  { sub: 'coordinator-mesa', name: 'Demo user at Mesa Clinic', role: 'coordinator', sites: ['mesa'] },
  {
    sub: 'coordinator-lakeside',
    name: 'Demo user at Lakeside Clinic',
    role: 'coordinator',
    sites: ['lakeside'],
  },
  { sub: 'coordinator-summit', name: 'Demo user at Summit Clinic', role: 'coordinator', sites: ['summit'] },
  {
    sub: 'monitor',
    name: 'Demo monitor of every clinic',
    role: 'monitor',
    sites: ['harbor', 'lakeside', 'mesa', 'summit'],
  },
  {
    sub: 'data-manager',
    name: 'Demo data manager of every clinic',
    role: 'data-manager',
    sites: ['harbor', 'lakeside', 'mesa', 'summit'],
  },
  { sub: 'statistician', name: 'Demo statistician of the registry', role: 'statistician', sites: [] },
  { sub: 'lead', name: 'Demo user at the study office', role: 'lead', sites: [] },
  {
    sub: 'lead-of-all',
    name: 'Demo user with every clinic',
    role: 'lead',
    sites: ['harbor', 'lakeside', 'mesa', 'summit'],
    administers: true,
  },
] as const

const TRIAL_USERS = [
  {
    sub: 'coordinator-canyon',
    name: 'Unblinded demo user at Canyon Clinic',
    role: 'coordinator',
    sites: ['canyon'],
  },
  {
    sub: 'coordinator-gulf',
    name: 'Unblinded demo user at Gulf Clinic',
    role: 'coordinator',
    sites: ['gulf'],
  },
  {
    sub: 'blinded-gulf',
    name: 'Blinded demo user at Gulf Clinic',
    role: 'coordinator',
    sites: ['gulf'],
    blinded: true,
  },
  { sub: 'trial-statistician', name: 'Unblinded demo statistician', role: 'statistician', sites: [] },
  {
    sub: 'blinded-lead',
    name: 'Blinded demo user with both trial clinics',
    role: 'lead',
    sites: ['canyon', 'gulf'],
    blinded: true,
  },
  {
    sub: 'trial-lead',
    name: 'Unblinded demo user with both trial clinics',
    role: 'lead',
    sites: ['canyon', 'gulf'],
    administers: true,
  },
] as const

export const DEMO_USERS: readonly DemoUser[] = [
  ...REGISTRY_USERS.map((user) => ({ ...user, study: DEMO_STUDY }) as const),
  ...TRIAL_USERS.map((user) => ({ ...user, study: TRIAL_STUDY }) as const),
]

const DEMO_STUDY_TITLES: Readonly<Record<DemoUser['study'], string>> = {
  [DEMO_STUDY]: 'Registry',
  [TRIAL_STUDY]: 'Randomized trial',
}

/** Demo users under the name of their study, in their order. */
export function groupByStudy(users: readonly DemoUser[]): readonly (readonly [string, DemoUser[]])[] {
  return Array.from(
    Map.groupBy(users, ({ study }) => study),
    ([study, own]) => [DEMO_STUDY_TITLES[study], own],
  )
}

/** Whose studies the demo studies are. */
export const DEMO_ORGANISATION = { id: 'demo-clinics', name: 'Demo clinics' } as const

/** Someone of no study, who begins studies. */
export const ORGANISATION_USER = {
  sub: 'organization-administrator',
  name: 'Demo administrator of the organization',
} as const

export function findDemoUser(
  sub: string | undefined,
): { readonly sub: string; readonly name: string } | undefined {
  return [ORGANISATION_USER, ...DEMO_USERS].find((user) => user.sub === sub)
}
