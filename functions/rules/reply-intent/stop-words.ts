/**
 * STOP as people type it between answers: misspelt, and beside a number. A STOP that is missed is worse than one that was
 * not meant where the word stands at the beginning or the end of a few words: whoever is opted out is told so, and how to
 * undo it. Every function here takes words as they stand after `normalizeWords`.
 */

/** Words of their own, a letter away from one that ends texts. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  [
    'atop top step steps shop slop stow stoop stops stomp strop swop sop sto stoup stope',
    'cancer cancels cancels canceled cancela cancelan cancelas',
  ].flatMap((line) => line.split(' ')),
)

/** Too near to other words to be corrected by distance: pasar, hasta, quiet. */
const MISSPELT: ReadonlyMap<string, string> = new Map(
  (
    [
      ['parar', 'parrar prar paarr pararr parrr paar parararr'],
      ['basta', 'vasta bsta bastaa bassta basat'],
      ['alto', 'altoo allto halto aalto'],
      ['quit', 'quitt quiit qiut qit'],
    ] as const
  ).flatMap(([word, spellings]) => spellings.split(' ').map((spelling) => [spelling, word] as const)),
)

/** Each with how many letters may be wrong, and what it begins with all the same: “subscribe” is none. */
const CORRECTED = [
  { word: 'stop', letters: 1, begins: '' },
  { word: 'cancel', letters: 1, begins: 'c' },
  { word: 'cancelar', letters: 1, begins: 'c' },
  { word: 'unsubscribe', letters: 2, begins: 'u' },
  { word: 'stopall', letters: 1, begins: 's' },
  { word: 'optout', letters: 1, begins: 'o' },
] as const

/** The words that end texts as they were probably meant: stpo, st0p, unsubscibe. */
export function correctStopSpelling(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) => {
      const spelt = /\p{L}/u.test(word) ? word.replaceAll('0', 'o') : word
      if (OTHER_WORDS.has(spelt)) return word
      const near = CORRECTED.find(
        ({ word: meant, letters, begins }) => spelt.startsWith(begins) && isNear(spelt, meant, letters),
      )
      return near?.word ?? MISSPELT.get(spelt) ?? word
    })
    .join(' ')
}

/** Whether so many letters at most are added, left out, wrong, or changed places with the next. */
function isNear(word: string, meant: string, letters: number): boolean {
  if (Math.abs(word.length - meant.length) > letters) return false
  if (!/^\p{L}+$/u.test(word)) return false
  return computeDistance(word, meant) <= letters
}

/** Optimal string alignment. */
function computeDistance(a: string, b: string): number {
  let twoAbove: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1 ? (twoAbove[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    twoAbove = above
    above = line
  }
  return above[b.length] ?? 0
}

const MAX_WORDS = 4
const WORDS = '(?:stop|stopall|unsubscribe|optout|alto|basta|parar|pare|paren)'
const BEGINS = new RegExp(`^${WORDS}\\b`)
const ENDS = new RegExp(`\\b${WORDS}$`)

/** What a participant may want to stop that is no text. */
const THINGS =
  '(?:pains?|hurting|ach(?:es?|ing)|headaches?|migraines?|bleeding|itching|crying|shaking|burning|spasms?|nausea|vomiting|smoking|drinking|eating|taking|using|working|walking|sleeping|exercising|meds?|medicines?|medications?|pills?|drugs?|infusions?|treatments?|therapy|ketamine|gabapentin|ibuprofen|opioids?|dolor(?:es)?|pastillas?|medicinas?|medicamentos?|infusion(?:es)?|tratamientos?|fumar|tomar|beber|trabajar|llorar|sangrado)'
const NOT_TEXTS = [
  new RegExp(`^${WORDS} (?:(?:the|my|this|that|these|all|el|la|los|las|mi|mis|este|de) )*${THINGS}\\b`),
  /^stop (?:by|in|over|off|and|watch|sign)\b/,
  /^alto (?:riesgo|nivel|voltaje|dolor)\b/,
  new RegExp(`\\b${THINGS} (?:(?:to|no|not|will|did|does|would|puede|va a) )*${WORDS}$`),
  /\b(?:bus|truck|train|pit|full|next|rest|the|my|a|non|never|not|it|that|had to|did|does|didnt|is|was|always) stop$/,
  /^(?:it|the|my|he|she)\b.* stop$/,
  /\b(?:muy|mas|tan|es|esta|bastante|nivel|algo|demasiado|lugar|sigue|lo) alto$/,
  /\b(?:puedo|puede|pueden|sin|de|a|va) parar$/,
]

/**
 * A word that ends texts at the beginning or the end of a few words: “7 stop”, “stop at 7”, “quiero parar”. Not where it
 * is said of something else: “make it stop”, “bus stop”, “stop taking gabapentin”, “dolor alto”.
 */
export function isShortStop(phrase: string): boolean {
  if (phrase.split(' ').length > MAX_WORDS) return false
  return (BEGINS.test(phrase) || ENDS.test(phrase)) && !NOT_TEXTS.some((words) => words.test(phrase))
}

const NUMBERS: ReadonlySet<string> = new Set(
  'zero one two three four five six seven eight nine ten cero uno dos tres cuatro cinco seis siete ocho nueve diez'.split(
    ' ',
  ),
)

/** What stands around the number of an answer. */
const ANSWER_WORDS: ReadonlySet<string> = new Set(
  [
    'pain level is its at out of im i am say my it answer number dolor nivel es de sobre mi respuesta numero',
    ...NUMBERS,
  ].flatMap((line) => line.split(' ')),
)

/**
 * What is left of a text beside an answer with a number: “stop” of “pain 7 stop”. The text itself where it has no number, or
 * says that the pain is high, “7 dolor alto”.
 */
export function removeAnswer(phrase: string): string {
  const words = phrase.split(' ')
  const isAnswer = words.some((word) => /^\d+$/.test(word) || NUMBERS.has(word))
  if (!isAnswer || /\b(?:dolor|nivel|es) alto\b/.test(phrase)) return phrase
  return words.filter((word) => !/^\d+$/.test(word) && !ANSWER_WORDS.has(word)).join(' ')
}
