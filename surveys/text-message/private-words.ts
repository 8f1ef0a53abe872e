/**
 * What a text message must not give away to whoever sees the phone: drugs, diagnoses and what points to them, in English
 * and Spanish. A word that ends in `-` stands for every word that begins so.
 */
const PRIVATE_WORDS = [
  ...[
    'ketamine',
    'ketamina',
    'esketamine',
    'esketamina',
    'spravato',
    'ketalar',
    'opioid-',
    'opiate-',
    'opioide-',
  ],
  ...[
    'methadone',
    'metadona',
    'buprenorphine',
    'buprenorfina',
    'suboxone',
    'oxycodone',
    'oxicodona',
    'fentanyl',
  ],
  ...['fentanilo', 'morphine', 'morfina', 'tramadol', 'gabapentin-', 'antidepress-', 'antidepres-', 'ssri'],
  ...['infusion-', 'injection-', 'inyeccion-', 'infusiones', 'dose', 'dosis', 'treatment-', 'tratamiento-'],
  ...[
    'depress-',
    'depresi-',
    'deprimi-',
    'anxi-',
    'ansiedad',
    'suicid-',
    'bipolar',
    'ptsd',
    'tept',
    'trauma-',
  ],
  ...[
    'psychiatr-',
    'psiquiatr-',
    'mental',
    'pain',
    'painful',
    'dolor',
    'dolores',
    'fibromyalgia',
    'fibromialgia',
  ],
  ...['crps', 'migraine-', 'migrana-', 'neuropath-', 'neuropat-', 'addict-', 'adicc-', 'misuse', 'cancer'],
  ...[
    'hiv',
    'vih',
    'insomnia',
    'insomnio',
    'mood',
    'diagnos-',
    'disorder',
    'trastorno',
    'study',
    'estudio',
    'trial',
  ],
]

/**
 * Each entry of the list, and of `alsoPrivate` (the study's title, its treatments, its instruments), that the text names,
 * as it is listed. Case, accents and punctuation make no difference; a word counts only from its beginning, so that
 * “Spain” and “painting” name no pain.
 */
export function findPrivateWords(body: string, alsoPrivate: readonly string[]): readonly string[] {
  const spoken = ` ${normalizeText(body)} `
  return [...PRIVATE_WORDS, ...alsoPrivate.filter((phrase) => phrase.length >= 3)].filter((entry) => {
    const word = normalizeText(entry)
    return word !== '' && spoken.includes(entry.endsWith('-') ? ` ${word}` : ` ${word} `)
  })
}

function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
