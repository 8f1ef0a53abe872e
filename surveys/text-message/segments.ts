/**
 * How many parts a text message is sent in, and so what it costs. 3GPP TS 23.038 (alphabets) and TS 23.040 (parts): the
 * default alphabet holds 160 septets, 153 in each of several parts; any character outside it makes the whole message
 * UCS-2, with 70 and 67 units of 16 bits. An escape and what it escapes, and the halves of a surrogate pair, stay together.
 */
export type Segments = {
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Septets, or units of 16 bits. */
  readonly units: number
  /** Parts; 1 for an empty text. */
  readonly segments: number
}

const DEFAULT_ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Reached by an escape: two septets each. */
const EXTENSION = new Set('\f^{}\\[~]|€')

export function countSegments(body: string): Segments {
  const characters = [...body]
  const isGsm = listNonGsmCharacters(body).length === 0
  const sizes = characters.map((character) => (isGsm ? (EXTENSION.has(character) ? 2 : 1) : character.length))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const [whole, part] = isGsm ? [160, 153] : [70, 67]
  return {
    encoding: isGsm ? 'GSM-7' : 'UCS-2',
    units,
    segments: units <= whole ? 1 : countParts(sizes, part),
  }
}

/** The characters, each once, for which the whole message is sent as UCS-2. */
export function listNonGsmCharacters(body: string): readonly string[] {
  return [...new Set(body)].filter(
    (character) => !DEFAULT_ALPHABET.has(character) && !EXTENSION.has(character),
  )
}

function countParts(sizes: readonly number[], capacity: number): number {
  let parts = 1
  let filled = 0
  for (const size of sizes) {
    if (filled + size > capacity) {
      parts += 1
      filled = 0
    }
    filled += size
  }
  return parts
}
