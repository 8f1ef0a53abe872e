import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { drawRandomBytes } from '../platform/core/random-bytes.ts'

/*
 * Which browser a page was given to: a random number in a cookie that no script reads and that says nothing of anybody.
 * Without it everything works; a page's own state is then looked at no more, and the survey is read instead.
 */

const COOKIE = 'concord-browser'
/** Longer than any window stays open. */
const SECONDS = 200 * 24 * 60 * 60
const BYTES = 16

/** The browser's number; one that has none gets one with the reply. */
export function readDevice(c: Context, publicUrl: string): string {
  const known = getCookie(c, COOKIE)
  if (known !== undefined && /^[\w-]{22}$/.test(known)) return known
  const device = drawRandomBytes(BYTES).toString('base64url')
  setCookie(c, COOKIE, device, {
    ...{ path: '/s', httpOnly: true, maxAge: SECONDS, secure: publicUrl.startsWith('https:') },
    // A link in a text message comes from elsewhere, and must find the same browser again.
    sameSite: 'Lax',
  })
  return device
}
