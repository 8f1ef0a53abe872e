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

/** @param draftTitle of a study that is not published yet: no other page of it can be opened */
export async function buildOfficeFrame(
  { library }: { readonly library: Pick<StudyOfficeDeps['library'], 'findStudy'> },
  c: Context<ConsoleEnv>,
  member: Membership,
  draftTitle = '',
): Promise<ConsoleFrame> {
  const inForce = await library.findStudy(member.study)
  return {
    locale: readLanguage(c),
    address: readAddress(c),
    study: {
      ...{ id: member.study, title: inForce?.title ?? (draftTitle || member.study) },
      isUnpublished: inForce === undefined,
    },
    member: {
      ...{ name: member.name, role: member.role },
      ...{ blinded: member.blinded, administers: member.administers },
    },
  }
}
