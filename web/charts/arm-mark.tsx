import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape'

/** An arm as it is drawn: its place among the arms, and whether the others are compared with it. */
export type DrawnArm = { readonly place: number; readonly isReference: boolean }

/** Arms are told apart by their mark and the breaks of their line, whatever the colors. */
const SHAPES: readonly SymbolType[] = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolStar]
const DASHES = [undefined, '7 4', '2 4', '9 3 2 3'] as const

/** The mark of an arm about its own origin; the reference is hollow. */
export function ArmMark({ arm, x = 0, area }: { arm: DrawnArm; x?: number; area: number }) {
  const shape = SHAPES[arm.place % SHAPES.length] as SymbolType
  return (
    <path
      class={formatArmClass('point', arm)}
      transform={`translate(${x} 0)`}
      d={symbol(shape, area)() ?? ''}
    />
  )
}

/** The line of an arm. @param path as SVG writes it */
export function ArmLine({ arm, path }: { arm: DrawnArm; path: string }) {
  return <path class={formatArmClass('series', arm)} stroke-dasharray={findArmDashes(arm)} d={path} />
}

/** The breaks of the line of an arm, as SVG writes them; `undefined` for a whole line. */
export function findArmDashes({ place }: DrawnArm): string | undefined {
  return DASHES[place % DASHES.length]
}

export function formatArmClass(kind: 'series' | 'point', { isReference }: DrawnArm): string {
  return isReference ? `${kind} reference` : kind
}
