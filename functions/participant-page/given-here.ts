import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { parseSecrets } from '../records/link/link-mac.ts'
import type { Page } from './page-state.ts'

/*
 * Which answers were given in this browser. A link may be forwarded, or reach a telephone that several people use: whoever
 * opens it may go on, but reads only what they answered themselves. Each answer leaves a tag in a cookie of its link,
 * an HMAC over link, browser, question and answer under a key of its own: no table is asked, and nobody can make one for an
 * answer that they guess. Without cookies nothing is shown again.
 */

const COOKIE = 'concord-given'
/** 48 bits of each HMAC, in base64url. */
const TAG_BYTES = 6
/** As many as a cookie holds, of the newest answers. */
const MAX_TAGS = 400
/** Longer than any window stays open. */
const SECONDS = 200 * 24 * 60 * 60

export type GivenTags = {
  /** Whether this answer was given in the browser that has the page. */
  isGivenHere(c: Context, page: Page, key: string, code: string | null): boolean
  /** Leaves its tag with the reply. */
  mark(c: Context, page: Page, key: string, code: string | null): void
}

/** @param secrets of links: the first line signs, every one verifies */
export function createGivenTags(secrets: string, publicUrl: string): GivenTags {
  const keys = parseSecrets(secrets).map((secret) =>
    createSecretKey(createHmac('sha256', secret).update('given here').digest()),
  )
  const [signing] = keys
  if (!signing) throw new Error('no key to sign with')
  return {
    isGivenHere(c, page, key, code) {
      const known = readTags(c)
      return known.size > 0 && keys.some((one) => known.has(computeTag(one, page, key, code)))
    },
    mark(c, page, key, code) {
      const tags = readTags(c)
      const tag = computeTag(signing, page, key, code)
      // The newest stands last.
      tags.delete(tag)
      setCookie(c, COOKIE, [...tags, tag].slice(-MAX_TAGS).join(''), {
        ...{ path: `/s/${page.token}`, httpOnly: true, maxAge: SECONDS },
        ...{ secure: publicUrl.startsWith('https:'), sameSite: 'Lax' },
      })
    },
  }
}

function readTags(c: Context): Set<string> {
  return new Set((getCookie(c, COOKIE) ?? '').match(/[\w-]{8}/g)?.slice(-MAX_TAGS))
}

function computeTag(secret: KeyObject, { token, device }: Page, key: string, code: string | null): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([token, device, key, code]))
    .digest()
    .subarray(0, TAG_BYTES)
    .toString('base64url')
}
