import type { analysisText as english } from '../en/analysis.ts'
import type { Translation } from '../words/translation.ts'

export const analysisText: Translation<typeof english> = {
  pages: 'Análisis',
  responderRate: 'Tasa de respondedores',
  definitionComparison: 'Comparación de definiciones',
  meanChange: 'Cambio medio',
  adverseEvents: 'Eventos adversos',
  repeatedMeasures: 'Medidas repetidas',
  meaningfulChange: 'Cambio clínicamente relevante',
  instrumentQuality: 'Calidad del instrumento',
  measure: 'Medida',
  seed: 'Semilla aleatoria',
  json: 'Descargar en JSON',
  jsonHint: 'Los mismos números que devuelve la API.',
  sitesLeftOut: (clinics) =>
    `No se incluyen, porque tienen muy pocos participantes que puedan mostrarse: ${clinics}.`,
  estimate: 'Estimación',
  interval: (level) => `Intervalo del ${level}`,
  to: (low, high) => `${low} a ${high}`,
  notEstimated: 'sin estimar',
  directions: { 'higher-is-worse': 'más bajo es mejor', 'higher-is-better': 'más alto es mejor' },
  numbers: 'Números',
}
