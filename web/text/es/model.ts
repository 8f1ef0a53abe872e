import type { modelText as english } from '../en/model.ts'
import type { Translation } from '../words/translation.ts'

export const modelText: Translation<typeof english> = {
  heading: 'Una medida en el tiempo',
  lead: 'La media en cada seguimiento, ajustada por cómo estaban las personas antes del tratamiento, según un modelo mixto para medidas repetidas (REML).',
  everybody: 'Todas las personas',
  sites: 'Clínicas en el modelo',
  siteEffects: { fixed: 'Efectos fijos', random: 'Efectos aleatorios', none: 'No se incluyen' },
  degreesOfFreedom: 'Grados de libertad',
  missing: 'Si faltan respuestas',
  asTheyAre: 'Usar lo que hay',
  impute: (count) => `Imputar ${count} veces`,
  assumesArms:
    'El modelo supone que lo que falta depende solo de lo que se midió (faltante al azar). Una diferencia entre brazos es un efecto del brazo solo si las personas se asignaron al azar; si no, es una asociación.',
  assumesNoArms:
    'El modelo supone que lo que falta depende solo de lo que se midió (faltante al azar). Sin brazos no hay con quién comparar: lo que ha cambiado acompaña al tratamiento y no tiene por qué venir de él.',
  chart: (measure) => `${measure}: media ajustada en cada visita`,
  chartLead: (level) =>
    `Medias con sus intervalos del ${level}, en la media de antes del tratamiento y con todas las clínicas contadas por igual. Un intervalo que pasa los extremos de la escala se corta allí.`,
  chartLeadNoSites: (level) =>
    `Medias con sus intervalos del ${level}, en la media de antes del tratamiento. Un intervalo que pasa los extremos de la escala se corta allí.`,
  beforeMean: (mean) => `media antes del tratamiento ${mean}`,
  notShown: 'sin mostrar',
  means: 'Medias',
  visit: 'Visita',
  arm: 'Brazo',
  standardError: 'Error estándar',
  df: 'gl',
  differences: 'Diferencias entre brazos',
  compared: 'Diferencia',
  difference: (arm, against) => `${arm} menos ${against}`,
  nothingToCompare: 'Solo se midió un brazo, así que no hay diferencia que dar.',
  how: 'Cómo se ajustó',
  counted: (participants, observations) =>
    `${participants} participantes con ${observations} respuestas en los seguimientos.`,
  countedOnly: (participants) => `${participants} participantes; cuántas respuestas dieron no se muestra.`,
  leftOut: (withoutBaseline, withoutOutcome) =>
    `No se incluyen: ${withoutBaseline} sin puntuación de antes del tratamiento, ${withoutOutcome} sin ninguna después.`,
  leftOutWithheld:
    'Cuántas personas no se incluyen queda reservado: en clínicas que no son la suya son pocas.',
  visitsLeftOut: (visits) => `Visitas en las que no se midió a nadie: ${visits}.`,
  armsLeftOut: (arms) => `Brazos en los que no se midió a nadie: ${arms}.`,
  covariance: (structure) => `Covarianza entre visitas: ${structure}.`,
  structures: {
    unstructured: 'sin estructura, una varianza por visita y una covarianza por cada par',
    'heterogeneous-toeplitz':
      'Toeplitz heterogénea, una varianza por visita y una correlación por cada distancia',
    'heterogeneous-ar1':
      'AR(1) heterogénea, una varianza por visita y correlaciones que bajan con la distancia',
    'compound-symmetry': 'simetría compuesta, una varianza y una correlación',
  },
  noFallback: 'Es la primera que había que probar.',
  passedOver: 'Probadas antes, y por qué no se usaron:',
  tried: 'Lo que se probó:',
  fitReasons: {
    'too-few-participants': 'hay muy pocos participantes para ella',
    'no-residual-variance': 'las puntuaciones no dejan varianza que estimar',
    'design-singular': 'los brazos, las visitas y las clínicas no se distinguen en estos datos',
    'visits-never-measured-together': 'dos de las visitas nunca se midieron en una misma persona',
    'did-not-converge': 'la búsqueda de su estimación no terminó',
    'information-singular': 'los datos no determinan todos sus parámetros',
  },
  notFitted: 'No se pudo ajustar ningún modelo',
  notFittedReasons: {
    'too-few-participants': 'Hay muy pocos participantes para estas visitas y estos brazos.',
    'no-residual-variance': 'Las puntuaciones no dejan varianza que estimar.',
    'design-singular': 'Los brazos, las visitas y las clínicas no se distinguen en estos datos.',
    'visits-never-measured-together': 'Dos de las visitas nunca se midieron en una misma persona.',
    'did-not-converge': 'La búsqueda de la estimación no terminó.',
    'information-singular': 'Los datos no determinan todos los parámetros.',
    'nobody-measured': 'Nadie tiene aún esta puntuación antes del tratamiento y también en un seguimiento.',
    'no-structure-converged': 'No se pudo estimar ninguna de las covarianzas entre visitas que se probaron.',
  },
  atVisit: (visit) => `Es así en ${visit}.`,
  withheldHeading: 'No se le muestra',
  withheld: (minimum) =>
    `En este modelo hay menos de ${minimum} personas de clínicas que no son la suya, así que no se muestra nada de él.`,
  suppression: (minimum) =>
    `«Reservado» indica una media de menos de ${minimum} personas de clínicas que no son la suya, y una diferencia respecto de ella.`,
  notEstimatedReasons: {
    'nobody-measured': 'no se midió a nadie',
    'less-than-one-degree-of-freedom': 'muy pocas personas para un intervalo',
  },
  baselineAdjusted: (mean) => `Ajustado por la puntuación de antes del tratamiento, cuya media es ${mean}.`,
  baselineAlike: 'Todas tenían la misma puntuación antes del tratamiento: no había nada por lo que ajustar.',
  method: (method, level) => `Intervalos: t, ${level}, grados de libertad según ${method}.`,
  methodInstead: (asked) => `${asked} no se da con esta covarianza y estas clínicas.`,
  siteVariance: (variance) => `Varianza entre clínicas: ${variance}.`,
  logLikelihood: (value) => `Log-verosimilitud restringida: ${value}.`,
  convergence: (steps, distance) => `Convergió en ${steps} pasos, a ${distance} errores estándar del máximo.`,
  correlation: 'Correlación entre visitas',
  sensitivity: 'Si lo que falta no falta al azar',
  sensitivityLead: (imputations, seed) =>
    `Imputación múltiple, ${imputations} veces, semilla ${seed}; lo que sigue a las últimas respuestas de cada participante se imputa según cada supuesto.`,
  lastDifference: (arm, against) => `${arm} menos ${against}, en la última visita`,
  assumption: 'Supuesto',
  assumptions: {
    'missing-at-random': 'Faltante al azar: siguen como otras personas de su brazo con las mismas respuestas',
    'jump-to-reference': 'Salto a la referencia: desde entonces su media es la del primer brazo',
    'copy-increments-in-reference': 'Copia de incrementos: desde donde estaban cambian como el primer brazo',
    'copy-reference': 'Copia de la referencia: como si siempre hubieran sido del primer brazo',
  },
  fractionMissing: 'Debido a lo que falta',
  tipping: 'Cuánto podría desviarse',
  tipsNever: (most) =>
    `El intervalo deja fuera el 0 con todos los desplazamientos probados, hasta ${most} puntos.`,
  tipsAtOnce: 'El intervalo contiene el 0 sin ningún desplazamiento: no hay diferencia que perder.',
  tipsAt: (shift) =>
    `La diferencia se pierde cuando lo imputado tras las últimas respuestas, fuera del primer brazo, se desplaza ${shift} puntos.`,
  shift: 'Desplazamiento, puntos',
  sensitivityWithheld: 'Reservado, porque lo está una media de la última visita.',
  sensitivityOneArm: 'Esto compara brazos, y el estudio tiene menos de dos.',
  imputedReasons: {
    'fewer-than-two-imputations': 'menos de dos imputaciones',
    'estimate-not-finite': 'un conjunto imputado no dio estimación',
    'no-variance': 'sin varianza',
    'nothing-but-imputed': 'toda la incertidumbre procede de lo que falta',
    'too-few-participants': 'muy pocos participantes',
    'a-visit-without-outcomes': 'una visita en la que no se midió a nadie',
    'an-arm-without-participants': 'un brazo en el que no se midió a nadie',
  },
}
