/** Comparison of one run's figures with those that are kept. Pure. */

export interface Change {
  /** Such as `submissions.c64.perSecond`. */
  readonly figure: string
  readonly kept: number | null
  readonly now: number | null
}

/**
 * The share within which a figure repeats by itself. Requests and units repeat exactly; bytes but for random ids and what they
 * compress to; times, and what follows from them, only so far and on a quiet machine.
 */
const NOISE = [
  { figures: /\.(requests|read|write|items)$/, share: 0 },
  { figures: /[Bb]ytes(\.|$)/, share: 0.03 },
  { figures: /./, share: 0.1 },
] as const
/** Says which one of a list it is, where a list's order means nothing. */
const NAMES = ['function', 'participants', 'definition'] as const

/** The parts of the kept results that this run measured too: peers and R are measured only when they are asked for. */
export function pickMeasured(kept: object, now: object): object {
  return Object.fromEntries(Object.entries(kept).filter(([part]) => part in now))
}

/** Figures that are there on one side only, and those that differ by more than they do by themselves. */
export function findChanges(kept: unknown, now: unknown): Change[] {
  const [before, after] = [listFigures(kept), listFigures(now)]
  const figures = [...new Set([...before.keys(), ...after.keys()])]
  return figures
    .map((figure) => ({ figure, kept: before.get(figure) ?? null, now: after.get(figure) ?? null }))
    .filter((change) => isChanged(change))
}

function isChanged({ figure, kept, now }: Change): boolean {
  if (kept === null || now === null) return kept !== now
  const share = NOISE.find(({ figures }) => figures.test(figure))?.share ?? 0
  return Math.abs(now - kept) > share * Math.max(Math.abs(kept), Math.abs(now))
}

/** Every number of a document, by its path. */
export function listFigures(document: unknown, path = ''): Map<string, number> {
  if (typeof document === 'number') return new Map([[path, document]])
  if (typeof document !== 'object' || document === null) return new Map()
  const entries = Array.isArray(document)
    ? document.map((value: unknown, at) => [findName(value) ?? String(at), value] as const)
    : Object.entries(document)
  return new Map(
    entries.flatMap(([name, value]) => [...listFigures(value, path === '' ? name : `${path}.${name}`)]),
  )
}

function findName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const name = NAMES.find((one) => fields[one] !== undefined)
  return name && String(fields[name])
}

/** A table for the terminal, one line a change. */
export function formatChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing changed against the kept results.'
  const rows = changes.map(({ figure, kept, now }) => [
    figure,
    kept === null ? '–' : String(kept),
    now === null ? '–' : String(now),
    formatShare(kept, now),
  ])
  const all = [['figure', 'kept', 'now', 'change'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map(([figure = '', ...numbers]) =>
      [figure.padEnd(widths[0] ?? 0), ...numbers.map((text, at) => text.padStart(widths[at + 1] ?? 0))].join(
        '  ',
      ),
    )
    .join('\n')
}

function formatShare(kept: number | null, now: number | null): string {
  if (kept === null || now === null || kept === 0) return ''
  const percent = Math.round((now / kept - 1) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}
