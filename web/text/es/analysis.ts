import type { analysisText as english } from '../en/analysis.ts'
import type { Translation } from '../words/translation.ts'

export const analysisText: Translation<typeof english> = {
  pages: 'Análisis',
  outcomes: 'Una definición',
  lab: 'Definiciones comparadas',
  change: 'Cambio medio',
  model: 'En el tiempo',
  thresholds: 'Umbrales',
  measure: 'Medida',
  seed: 'Semilla',
  json: 'Descargar en JSON',
  jsonHint: 'Los mismos números, tal como los da la API.',
  sitesLeftOut: (clinics) =>
    `No se incluyen, porque son demasiado pocos los participantes que pueden contarse para mostrarlos: ${clinics}.`,
  estimate: 'Estimación',
  interval: (level) => `Intervalo del ${level}`,
  to: (low, high) => `${low} a ${high}`,
  notEstimated: 'sin estimar',
  directions: { 'higher-is-worse': 'más bajo es mejor', 'higher-is-better': 'más alto es mejor' },
  numbers: 'Los números',
}
