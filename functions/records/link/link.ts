import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { StudyDirectory } from '../../../surveys/library/library.ts'
import { drawRandomBytes } from '../../platform/core/random-bytes.ts'
import type { KeptDirectory } from '../library/study-directory.ts'
import { createKeys, MAC_BYTES, MACS, readMac, readNumber, sign } from './link-mac.ts'
import { formatToken, parseToken } from './link-token.ts'
import {
  computeSurveyNumber,
  type LinkedSurvey,
  listSurveysOfNumber,
  SURVEY_NUMBERS,
} from './survey-number.ts'

/*
 * The token of a participant's link: at most 131 bits in 22 base62 characters, the last 64 of them an HMAC-SHA-256 under a
 * secret that no table holds. So a forged token is refused without a read for it (one guess in 2^64 passes for each survey
 * that a number may be of), and whoever reads the table cannot make a link.
 *
 * A survey's own link holds the survey's key, hidden under a keystream that its HMAC gives: two links of one participant
 * look no more alike than any two, and nobody reads an id out of an address. It stays revocable by its generation. The link
 * of an interview holds a random id and leads to an item that says who asks and until when.
 */

/** What a token that we made leads to. */
export type VerifiedToken =
  | { readonly kind: 'survey'; readonly survey: LinkedSurvey }
  /** `linkId`: 16 hexadecimal characters. */
  | { readonly kind: 'interview'; readonly linkId: string }

export type LinkTokens = {
  createSurveyToken(survey: LinkedSurvey): string
  /** @param linkId 16 hexadecimal characters. */
  createInterviewToken(linkId: string): string
  /** What a token that we made leads to; `undefined` for any other text. */
  verifyToken(token: string): Promise<VerifiedToken | undefined>
}

export function createLinkId(): string {
  return drawRandomBytes(MAC_BYTES).toString('hex')
}

/**
 * @param secrets one or more lines; the first signs, every one verifies, so that a secret can be replaced
 * while links made with the one before still open.
 * @param directory the studies that links may lead to; looked at anew for a link that leads to none of them
 * @throws Error when a secret is shorter than 32 characters.
 */
export function createLinkTokens(secrets: string, directory: KeptDirectory): LinkTokens {
  const keys = createKeys(secrets)
  const [signing] = keys
  const findSurvey = (hidden: bigint, mac: Buffer, studies: readonly StudyDirectory[]) => {
    for (const key of keys) {
      const number = (hidden + SURVEY_NUMBERS - computeKeystream(key, mac)) % SURVEY_NUMBERS
      const survey = listSurveysOfNumber(number, studies).find((one) =>
        timingSafeEqual(mac, signSurvey(key, one)),
      )
      if (survey) return survey
    }
    return undefined
  }
  return {
    createSurveyToken(survey) {
      const mac = signSurvey(signing, survey)
      const hidden = (computeSurveyNumber(survey) + computeKeystream(signing, mac)) % SURVEY_NUMBERS
      return formatToken(hidden * MACS + readNumber(mac))
    },
    createInterviewToken: (linkId) =>
      formatToken(BigInt(`0x${linkId}`) * MACS + readNumber(signInterview(signing, linkId))),
    async verifyToken(token) {
      const number = parseToken(token)
      if (number === undefined) return undefined
      const payload = number / MACS
      const mac = readMac(number)
      const linkId = payload.toString(16).padStart(2 * MAC_BYTES, '0')
      const isInterview =
        linkId.length === 2 * MAC_BYTES &&
        keys.some((key) => timingSafeEqual(mac, signInterview(key, linkId)))
      if (isInterview) return { kind: 'interview', linkId }
      if (payload >= SURVEY_NUMBERS) return undefined
      const known = findSurvey(payload, mac, await directory.read())
      if (known) return { kind: 'survey', survey: known }
      const newer = await directory.readAnew()
      const found = newer && findSurvey(payload, mac, newer)
      return found && { kind: 'survey', survey: found }
    },
  }
}

function signSurvey(
  key: KeyObject,
  { study, site, participant, timepoint, generation }: LinkedSurvey,
): Buffer {
  return sign(key, `survey:${[study, site, participant, timepoint, generation].join('#')}`)
}

function signInterview(key: KeyObject, linkId: string): Buffer {
  return sign(key, `link:${linkId}`)
}

function computeKeystream(key: KeyObject, mac: Buffer): bigint {
  return readNumber(createHmac('sha256', key).update('hide:').update(mac).digest()) % SURVEY_NUMBERS
}
