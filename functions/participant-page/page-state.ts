import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { drawRandomBytes } from '../platform/core/random-bytes.ts'
import type { OpenedSurvey } from '../records/assessment/survey.ts'
import { parseSecrets } from '../records/link/link-mac.ts'

/*
 * What a page was made from, sealed into it (AES-256-GCM under a key of its own, derived from the link secret), so that the next answer needs no
 * read: it is written under the condition that the survey is still as the page has it. Nobody can read or change it, and it
 * opens only with the link that it was made for, in the browser that it was given to. After the window, after the submission
 * and after any other change the condition of the write does not hold: then the survey is read.
 */

export type PageStates = {
  seal(survey: OpenedSurvey, of: Page): string
  /** `undefined` for what was not sealed for this page, or is of an earlier release. */
  unseal(sealed: string, of: Page): OpenedSurvey | undefined
}

/** The link that a page is of, and the browser that has it. */
export type Page = { readonly token: string; readonly device: string }

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** A page with more, such as long texts in other alphabets, goes without: its answers are read. */
const MAX_LENGTH = 30_000

const text = z.string()
/** A row, since names would be half of it: version first, so that a page of an earlier release is told from this one's. */
const rowSchema = z.tuple([
  z.literal(2),
  z.int(),
  z.nullable(z.int()),
  z.int(),
  z.tuple([z.int(), text]),
  z.array(text),
  z.tuple([text, text, text, z.enum(['untouched', 'started']), z.nullable(text)]),
  z.array(text),
  z.nullable(z.tuple([z.record(text, z.nullable(text)), z.array(text)])),
])

type Row = z.infer<typeof rowSchema>

/** @param secrets of links: the first line seals, every one opens */
export function createPageStates(secrets: string): PageStates {
  const keys = parseSecrets(secrets).map((secret) =>
    createSecretKey(createHmac('sha256', secret).update('page state').digest()),
  )
  const [sealing] = keys
  if (!sealing) throw new Error('no key to seal with')
  return {
    seal(survey, page) {
      const row = buildRow(survey)
      if (!row) return ''
      const nonce = drawRandomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', derivePageKey(sealing, page), nonce)
      const hidden = Buffer.concat([cipher.update(JSON.stringify(row)), cipher.final()])
      const sealed = Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
      return sealed.length > MAX_LENGTH ? '' : sealed
    },
    unseal(sealed, page) {
      if (sealed === '' || sealed.length > MAX_LENGTH) return undefined
      const bytes = Buffer.from(sealed, 'base64url')
      for (const key of keys) {
        const row = openRow(derivePageKey(key, page), bytes)
        if (row) return buildSurvey(row)
      }
      return undefined
    },
  }
}

function openRow(key: Buffer, bytes: Buffer): Row | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
    return rowSchema.safeParse(JSON.parse(opened.toString())).data
  } catch {
    // Not sealed with this key, for this link and this browser.
    return undefined
  }
}

/** A key for each link and browser: random nonces under one key for all would repeat after some billion answers. */
function derivePageKey(key: KeyObject, { token, device }: Page): Buffer {
  return createHmac('sha256', key).update(`${token}#${device}`).digest()
}

/** `undefined` for a survey that takes no answers any more. */
function buildRow({ assessment, response, ...survey }: OpenedSurvey): Row | undefined {
  const { locale, opensAt, closesAt, progress, startedAt = null, battery } = assessment
  if (progress !== 'untouched' && progress !== 'started') return undefined
  return [
    2,
    survey.revision,
    survey.pace ?? null,
    survey.linkGeneration,
    [survey.head.sequence, survey.head.hash],
    [...survey.raised],
    [locale, opensAt, closesAt, progress, startedAt],
    [...battery],
    response ? [{ ...response.answers }, [...response.provenances]] : null,
  ]
}

function buildSurvey([
  ,
  revision,
  pace,
  linkGeneration,
  [sequence, hash],
  raised,
  window,
  battery,
  given,
]: Row) {
  const [locale, opensAt, closesAt, progress, startedAt] = window
  const assessment = { locale, opensAt, closesAt, progress, startedAt: startedAt ?? undefined, battery }
  const response = given ? { answers: given[0], provenances: new Set(given[1]) } : undefined
  return {
    revision,
    pace: pace ?? undefined,
    linkGeneration,
    head: { sequence, hash },
    raised,
    assessment,
    response,
  }
}
