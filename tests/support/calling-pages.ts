import { createApiCall } from '../../functions/api/api-client.ts'
import { callingConsole } from '../../functions/console/calling-console.ts'
import { createSession } from '../../functions/console/sign-in/session.ts'
import type { Clinic } from './clinic.ts'

export const ORIGIN = 'https://concord.example'
const WHO = 'coordinator-harbor'

/** The pages of those who call participants, as a browser without a script sees them. */
export function openCallingPages({ deps }: Pick<Clinic, 'deps'>) {
  const pages = callingConsole({ ...deps, callApi: createApiCall(deps), session: createSession(ORIGIN) })
  const headers = (who: string, locale: string) => ({
    ...{ cookie: `__Host-concord-session=${who}`, 'accept-language': locale },
  })
  return {
    /** As it is, without a session. */
    request: (path: string, init?: RequestInit) => pages.request(path, init),
    async see(path: string, who = WHO, locale = 'en') {
      const reply = await pages.request(path, { headers: headers(who, locale) })
      return { status: reply.status, text: await reply.text() }
    },
    async post(
      path: string,
      fields: Record<string, string>,
      { who = WHO, origin = ORIGIN, locale = 'en' } = {},
    ) {
      const reply = await pages.request(path, {
        ...{ method: 'POST', headers: { ...headers(who, locale), origin } },
        body: new URLSearchParams(fields),
      })
      return { status: reply.status, text: await reply.text(), to: reply.headers.get('location') ?? '' }
    },
  }
}

export type CallingPages = ReturnType<typeof openCallingPages>
