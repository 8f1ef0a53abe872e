import type { LanguageVariables } from 'hono/language'
import type { Survey } from '../workflows/responses/load-survey.ts'
import type { OpenedLink } from './open-link.ts'

/** What a request for a participant's page carries: the link once it is verified, the survey once it is read. */
export type ParticipantPageEnv = { Variables: LanguageVariables & { link: OpenedLink; survey: Survey } }
