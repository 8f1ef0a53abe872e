import type { armComparisonText as english } from '../en/arm-comparison.ts'
import type { Translation } from '../words/translation.ts'

export const armComparisonText: Translation<typeof english> = {
  heading: 'Comparación de grupos',
  rates: 'Tasa de respondedores por grupo',
  arm: 'Grupo',
  measure: 'Comparación',
  pair: (arm, against) => `${arm} comparado con ${against}`,
  stratified: (sites) => `Dentro de las clínicas (${sites})`,
  adjusted: (n) => `Ajustada por el valor basal (n = ${n})`,
  riskDifference: 'Diferencia de tasas',
  riskRatio: 'Razón de tasas',
  oddsRatio: 'Razón de posibilidades',
  test: (p, holm) =>
    holm === null
      ? `Dentro de las clínicas: p = ${p}.`
      : `Dentro de las clínicas: p = ${p}; entre todos los pares ${holm} (Holm).`,
  noTest: 'Sin prueba: no respondió nadie o respondieron todas las personas.',
  adjustedP: (p) => `Ajustada: p = ${p}.`,
  notAdjusted: {
    'columns-depend': 'Sin ajustar: las puntuaciones basales se determinan entre sí o por la clínica.',
    separated: 'Sin ajustar: el grupo, la clínica o el valor basal predicen el resultado sin error.',
  },
  withoutBaseline: (count) => `${count} sin puntuación basal quedan fuera.`,
  method:
    'Cada tasa es de todas las personas con plazo terminado; lo que falta no se cumple. Dentro de las clínicas: Mantel–Haenszel, prueba de Cochran–Mantel–Haenszel. Ajustada: regresión logística, estandarizada sobre todos los participantes.',
  covariates: (names) => `Puntuaciones basales: ${names}.`,
}
