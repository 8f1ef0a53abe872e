import type { Context } from 'hono'
import type { ConsoleFrame } from '../../../web/console/index.ts'
import type { Log } from '../../platform/core/log.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { Membership } from '../../records/membership/membership.ts'
import type { CreateStudyDeps } from '../../workflows/library/create-study.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type StudyOfficeDeps = CreateStudyDeps & {
  readonly session: Session
  readonly signIn: Pick<SignIn, 'refresh'>
  readonly tokens: TokenVerifier
  readonly log: Log
  readonly publicUrl: string
}

/** The study need not be published yet, which the frame of other pages wants. */
export function buildOfficeFrame(c: Context<ConsoleEnv>, member: Membership, title: string): ConsoleFrame {
  return {
    locale: readLanguage(c),
    address: readAddress(c),
    study: { id: member.study, title: title || member.study },
    member: {
      ...{ name: member.name, role: member.role },
      ...{ blinded: member.blinded, administers: member.administers },
    },
  }
}
