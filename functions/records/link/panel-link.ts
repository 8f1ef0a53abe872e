import { createHmac, timingSafeEqual } from 'node:crypto'
import { createKeys, MAC_BYTES, MACS, readMac, readNumber, sign } from './link-mac.ts'
import { formatToken, parseToken } from './link-token.ts'

/*
 * What the link secret is to a consensus panel. A token holds the panelist’s id and an HMAC, so that a forged one is refused without
 * a read, and whoever reads a table cannot make one. The names under which a panelist votes and writes are HMACs of the id: those who
 * read the register of panelists and all votes, and have no secret, cannot tell whose vote is whose.
 */

/** Under which somebody votes; under which they write, which is another one, since a text can say who wrote it. */
export type PseudonymKind = 'vote' | 'text'

export type PanelSecrets = {
  /** @param panelist 16 hexadecimal characters */
  createToken(panelist: string): string
  /** The panelist of a token that we made; `undefined` for any other text. */
  verifyToken(token: string): string | undefined
  /** 22 characters; one for each line of the secret, the newest first, so that a secret can be replaced while a panel runs. */
  listPseudonyms(kind: PseudonymKind, panel: string, panelist: string): readonly [string, ...string[]]
  /** The name of a mark about a panelist, such as that they finished a round: nobody without the secret can tell whose it is. */
  listMarks(mark: PanelMark): readonly [string, ...string[]]
}

export type PanelMark = {
  readonly panel: string
  readonly panelist: string
  /** `reminded-7`: by the mail of that day of the round. */
  readonly kind: 'finished' | 'left' | 'invited' | `reminded-${number}`
  /** Left out where it is of the whole panel. */
  readonly round?: string
}

const PSEUDONYM_BYTES = 16

/**
 * @param secrets one or more lines; the first signs, every one verifies
 * @throws Error when a secret is shorter than 32 characters
 */
export function createPanelSecrets(secrets: string): PanelSecrets {
  const keys = createKeys(secrets)
  const digestEach = (...words: readonly string[]): readonly [string, ...string[]] => {
    const [first, ...others] = keys.map((key) =>
      createHmac('sha256', key)
        .update(JSON.stringify(words))
        .digest()
        .subarray(0, PSEUDONYM_BYTES)
        .toString('base64url'),
    )
    return [first as string, ...others]
  }
  const signPanelist = (key: (typeof keys)[number], panelist: string) => sign(key, `panelist:${panelist}`)
  return {
    createToken: (panelist) =>
      formatToken(BigInt(`0x${panelist}`) * MACS + readNumber(signPanelist(keys[0], panelist))),
    verifyToken(token) {
      const number = parseToken(token)
      if (number === undefined) return undefined
      const panelist = (number / MACS).toString(16).padStart(2 * MAC_BYTES, '0')
      const mac = readMac(number)
      const isOurs =
        panelist.length === 2 * MAC_BYTES &&
        keys.some((key) => timingSafeEqual(mac, signPanelist(key, panelist)))
      return isOurs ? panelist : undefined
    },
    listPseudonyms: (kind, panel, panelist) => digestEach(`${kind}-pseudonym`, panel, panelist),
    listMarks: ({ panel, panelist, kind, round = '' }) => digestEach('mark', panel, panelist, kind, round),
  }
}
