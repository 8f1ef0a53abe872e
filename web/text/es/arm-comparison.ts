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
  rawP: (p) => `Dentro de las clínicas: p = ${p}.`,
  familyP: (p, family) => `p = ${p} ${family}.`,
  family: (endpoints, pairs) => {
    const over =
      endpoints === 1
        ? 'ajustada sobre 1 criterio de valoración secundario (Holm)'
        : `ajustada sobre ${endpoints} criterios de valoración secundarios (Holm)`
    return pairs === 1 ? over : `${over}, cada uno con ${pairs} pares de grupos`
  },
  untested: (tested, all) =>
    `Hasta ahora se pueden hacer ${tested} de estas ${all} pruebas. Las demás conservan su lugar en la familia.`,
  nothingTested: 'No se prueba nada: este estudio no tiene grupos que comparar.',
  armsHidden: 'Aquí no se prueba nada: los grupos están ocultos para usted.',
  notFamilyAdjusted: (endpoints) =>
    endpoints === 1
      ? 'El estudio no ajusta los valores p sobre su criterio de valoración secundario.'
      : `El estudio no ajusta los valores p sobre sus ${endpoints} criterios de valoración secundarios.`,
  noTest: 'Sin prueba: no respondió nadie o respondieron todas las personas.',
  testSuppressed: 'Esta publicación no muestra aquí ningún valor p.',
  suppressed:
    'Suprimido: junto con las filas de las clínicas, los grupos revelarían un grupo pequeño de una clínica o lo que cambió desde una publicación anterior.',
  adjustedP: (p) => `Ajustada: p = ${p}.`,
  notAdjusted: {
    'columns-depend': 'Sin ajustar: las puntuaciones basales se determinan entre sí o por la clínica.',
    separated: 'Sin ajustar: el grupo, la clínica o el valor basal predicen el resultado sin error.',
  },
  withoutBaseline: (count) => `${count} sin puntuación basal quedan fuera.`,
  method:
    'Cada tasa es de todas las personas con plazo terminado; lo que falta no se cumple. Dentro de las clínicas: Mantel–Haenszel, prueba de Cochran–Mantel–Haenszel. Ajustada: regresión logística, estandarizada sobre todos los participantes.',
  releasedMethod:
    'Cada tasa es de todas las personas con plazo terminado; lo que falta no se cumple. Dentro de las clínicas: Mantel–Haenszel. En una publicación, las diferencias van en porcentajes enteros, las razones en décimas y p redondeada hacia arriba; nada se ajusta por el valor basal. Se suprime lo que revelaría un grupo pequeño de una clínica.',
  covariates: (names) => `Puntuaciones basales: ${names}.`,
}
