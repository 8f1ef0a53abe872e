import { readSvg, type SvgElement } from './chart-svg.ts'
import { drawWithin, type Flow, makeRoom } from './pdf-flow.ts'
import { HAIR, INK, MARGIN, type Paper, SOFT, WIDTH } from './pdf-paper.ts'
import { createElement } from './pdf-structure.ts'
import { drawText } from './pdf-text.ts'

/* The charts of web/charts on paper: their elements are few, each position is in px or in percent, and a px is a point. */

type Look = {
  readonly fill?: string
  readonly stroke?: string
  readonly width?: number
  readonly dash?: readonly [number, number]
}

/** The look of web/charts/style.ts in black and grey. */
const LOOKS: Readonly<Record<string, Look>> = {
  grid: { stroke: HAIR, width: 0.75 },
  axis: { stroke: SOFT, width: 1 },
  interval: { stroke: INK, width: 1.5 },
  prediction: { stroke: INK, width: 1.5, dash: [5, 3] },
  mark: { stroke: INK, width: 1.5 },
  square: { fill: INK },
  hollow: { fill: '#ffffff', stroke: SOFT, width: 1.5 },
  diamond: { fill: INK },
  bar: { fill: '#5a5a5a' },
  'beyond interval': { fill: INK },
  'beyond prediction': { fill: INK },
}

/** A part of a picture: its origin on the page, the width that a percentage is of, and how long a unit across is. */
type Place = { readonly x: number; readonly y: number; readonly width: number; readonly unit: number }

/** Height of a chart with the space below it. */
export function measureChart(html: string): number {
  return readSvg(html).height + 8
}

/** Draws a chart as a figure whose alternative text is its label. @param html with its wide layout */
export function drawChart(flow: Flow, html: string): void {
  const { label, height, elements } = readSvg(html)
  makeRoom(flow, height)
  const { paper } = flow
  const box: [number, number, number, number] = [MARGIN, flow.y, MARGIN + WIDTH, flow.y + height]
  const figure = createElement(paper, 'Figure', { alt: label, bbox: box })
  const place = { x: MARGIN, y: flow.y, width: WIDTH, unit: 1 }
  drawWithin(paper, figure, 'Figure', () => {
    for (const element of elements) drawElement(paper, element, place)
  })
  figure.end()
  flow.root.add(figure)
  flow.y += height + 8
}

function drawElement(paper: Paper, element: SvgElement, place: Place): void {
  const { name, attributes, children, text } = element
  const at = (attribute: string) => readLength(attributes[attribute], place)
  switch (name) {
    case 'svg': {
      const width = attributes.width === undefined ? place.width : at('width')
      const isStretched = attributes.viewBox !== undefined
      const inner = {
        ...{ x: place.x + at('x'), y: place.y + at('y'), width },
        unit: isStretched ? width / 100 : 1,
      }
      for (const child of children) drawElement(paper, child, inner)
      break
    }
    case 'line':
      paper.moveTo(place.x + at('x1'), place.y + at('y1')).lineTo(place.x + at('x2'), place.y + at('y2'))
      paint(paper, attributes)
      break
    case 'rect':
      paper.rect(place.x + at('x'), place.y + at('y'), at('width'), at('height'))
      paint(paper, attributes)
      break
    case 'path':
      paper.save().translate(place.x, place.y).scale(place.unit, 1)
      paper.path(attributes.d ?? '')
      paint(paper, attributes)
      paper.restore()
      break
    case 'text':
      drawText(paper, text, {
        ...{ x: place.x + at('x') + at('dx'), y: place.y + at('y') },
        size: Number(attributes['font-size'] ?? 12),
        weight: attributes.class === 'strong' ? 'bold' : 'regular',
        color: attributes.class === 'soft' ? SOFT : INK,
        anchor: (attributes['text-anchor'] ?? 'start') as 'start' | 'middle' | 'end',
      })
      break
    default:
      throw new Error(`a chart on paper has no <${name}>`)
  }
}

function paint(paper: Paper, attributes: SvgElement['attributes']): void {
  const look = LOOKS[attributes.class ?? '']
  if (look === undefined) throw new Error(`a chart on paper has no “${attributes.class}”`)
  const { fill, stroke, width = 1 } = look
  const dashes = attributes['stroke-dasharray']?.split(' ').map(Number) ?? look.dash
  paper.lineWidth(width)
  if (dashes) paper.dash(dashes[0] ?? 4, { space: dashes[1] ?? 3 })
  if (fill !== undefined && stroke !== undefined) paper.fillAndStroke(fill, stroke)
  else if (fill !== undefined) paper.fill(fill)
  else paper.stroke(stroke)
  if (dashes) paper.undash()
}

function readLength(length: string | undefined, { width }: Place): number {
  if (length === undefined) return 0
  return length.endsWith('%') ? (Number(length.slice(0, -1)) * width) / 100 : Number(length)
}
