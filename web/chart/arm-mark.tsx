import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape'

/** An arm as it is drawn: its place among them, and whether the others are compared with it. */
export type DrawnArm = { readonly place: number; readonly isReference: boolean }

/** Arms are told apart by their mark and the breaks of their line, whatever the colours. */
const SHAPES: readonly SymbolType[] = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolStar]
const DASHES = [undefined, '7 4', '2 4', '9 3 2 3'] as const

/** The mark of an arm at a place of the picture; hollow is the reference. */
export function ArmMark({ arm, x, y, area }: { arm: DrawnArm; x: number; y: number; area: number }) {
  const shape = SHAPES[arm.place % SHAPES.length] as SymbolType
  return (
    <path class={classOf('point', arm)} transform={`translate(${x} ${y})`} d={symbol(shape, area)() ?? ''} />
  )
}

/** The line of an arm. @param path as SVG writes it */
export function ArmLine({ arm, path }: { arm: DrawnArm; path: string }) {
  return <path class={classOf('series', arm)} stroke-dasharray={DASHES[arm.place % DASHES.length]} d={path} />
}

function classOf(kind: 'series' | 'point', { isReference }: DrawnArm): string {
  return isReference ? `${kind} reference` : kind
}
