import type { repeatedMeasuresText as english } from '../en/repeated-measures.ts'
import type { Translation } from '../words/translation.ts'

export const repeatedMeasuresText: Translation<typeof english> = {
  heading: 'Medidas repetidas',
  lead: 'La media en cada seguimiento, ajustada por el valor basal, según un modelo mixto para medidas repetidas (REML).',
  everybody: 'Todos los participantes',
  sites: 'Clínicas en el modelo',
  siteEffects: { fixed: 'Efectos fijos', random: 'Efectos aleatorios', none: 'No incluidas' },
  degreesOfFreedom: 'Grados de libertad',
  automatic: 'Automático: Kenward–Roger con menos de 100 participantes',
  missing: 'Respuestas que faltan',
  asTheyAre: 'Usar las respuestas observadas',
  impute: (count) => `Imputar ${count} veces`,
  assumesArms:
    'El modelo supone que las respuestas faltan al azar, dados los datos observados. Una diferencia entre grupos es un efecto solo si los participantes se asignaron al azar. Si no, es una asociación.',
  assumesNoArms:
    'El modelo supone que las respuestas faltan al azar, dados los datos observados. El estudio no tiene grupo de comparación. Un cambio se asocia con el tratamiento, pero es posible que el tratamiento no lo haya causado.',
  assumesHiddenArms:
    'El modelo supone que las respuestas faltan al azar, dados los datos observados. Usted no ve los grupos, por lo que las medias son de todos los participantes juntos.',
  chart: (measure) => `${measure}: media ajustada en cada visita`,
  chartLead: (level) =>
    `Medias con intervalos del ${level}, en la media de la puntuación basal y con el mismo peso para todas las clínicas. Los intervalos se cortan en los extremos de la escala.`,
  chartLeadNoSites: (level) =>
    `Medias con intervalos del ${level}, en la media de la puntuación basal. Los intervalos se cortan en los extremos de la escala.`,
  beforeMean: (mean) => `media basal ${mean}`,
  notShown: 'no se muestra',
  means: 'Medias',
  visit: 'Visita',
  arm: 'Grupo',
  standardError: 'Error estándar',
  df: 'gl',
  differences: 'Diferencias entre grupos',
  compared: 'Diferencia',
  difference: (arm, against) => `${arm} menos ${against}`,
  pairs:
    'Se compara cada par de grupos en cada visita. «p (Holm)» se ajusta sobre los pares de una visita, no sobre las visitas.',
  holm: 'p (Holm)',
  siteByArm: '¿La diferencia entre grupos varía entre las clínicas?',
  siteByArmLead:
    'El mismo modelo con clínica × grupo, igual en todas las visitas. La diferencia de cada clínica es la media de las visitas.',
  siteByArmTest: (f, numerator, denominator, p) =>
    `Clínica × grupo: F = ${f} con ${numerator} y ${denominator} grados de libertad, p = ${p}.`,
  siteByArmCaution:
    'Una prueba de interacción pasa por alto mucho en un estudio de este tamaño: una p grande no demuestra que las clínicas sean iguales. Las clínicas individuales no se ajustan por su número.',
  siteByArmLeftOut: (clinics) => `Excluidas porque no se midió un grupo en ellas: ${clinics}.`,
  siteByArmSuppressed:
    'Suprimido: compara clínicas individuales, y solo las ven los miembros de todas las clínicas.',
  siteByArmReasons: {
    'sites-are-not-fixed': 'Se muestra solo con las clínicas como efectos fijos.',
    'fewer-than-two-arms': 'Solo se midió un grupo, así que no hay diferencia que comparar.',
    'fewer-than-two-sites-with-every-arm':
      'No se puede calcular: menos de dos clínicas han medido todos los grupos.',
  },
  nothingToCompare: 'Solo se midió un grupo, por lo que no hay diferencia que mostrar.',
  how: 'Detalles del modelo',
  counted: (participants, observations) =>
    `${participants} participantes con ${observations} puntuaciones de seguimiento.`,
  countedOnly: (participants) =>
    `${participants} participantes. El número de puntuaciones de seguimiento está suprimido.`,
  leftOut: (withoutBaseline, withoutOutcome) =>
    `No se incluyen: ${withoutBaseline} sin puntuación basal, ${withoutOutcome} sin puntuación de seguimiento.`,
  leftOutSuppressed:
    'El número de participantes no incluidos está suprimido, porque es pequeño en clínicas que no son la suya.',
  visitsLeftOut: (visits) => `Visitas sin puntuaciones: ${visits}.`,
  armsLeftOut: (arms) => `Grupos sin puntuaciones: ${arms}.`,
  covariance: (structure) => `Covarianza entre visitas: ${structure}.`,
  structures: {
    unstructured: 'no estructurada, una varianza por visita y una covarianza por cada par',
    'heterogeneous-toeplitz':
      'Toeplitz heterogénea, una varianza por visita y una correlación por cada distancia',
    'heterogeneous-ar1':
      'AR(1) heterogénea, una varianza por visita y correlaciones que disminuyen con la distancia',
    'compound-symmetry': 'simetría compuesta, una varianza y una correlación',
  },
  noFallback: 'Fue la primera estructura que se probó.',
  passedOver: 'Estructuras probadas antes y por qué no se usaron:',
  tried: 'Estructuras probadas:',
  fitReasons: {
    'too-few-participants': 'muy pocos participantes',
    'no-residual-variance': 'las puntuaciones no tienen varianza residual',
    'design-singular': 'los efectos de grupos, visitas y clínicas no se pueden separar en estos datos',
    'visits-never-measured-together': 'ningún participante tiene puntuación en dos de las visitas a la vez',
    'did-not-converge': 'la estimación no convergió',
    'information-singular': 'los datos no identifican todos los parámetros',
  },
  notFitted: 'No se pudo ajustar ningún modelo',
  notFittedReasons: {
    'too-few-participants': 'Hay muy pocos participantes para estas visitas y estos grupos.',
    'no-residual-variance': 'Las puntuaciones no tienen varianza residual.',
    'design-singular': 'Los efectos de grupos, visitas y clínicas no se pueden separar en estos datos.',
    'visits-never-measured-together': 'Ningún participante tiene puntuación en dos de las visitas a la vez.',
    'did-not-converge': 'La estimación no convergió.',
    'information-singular': 'Los datos no identifican todos los parámetros.',
    'nobody-measured': 'Ningún participante tiene aún puntuación basal y puntuación de seguimiento.',
    'no-structure-converged': 'No se pudo estimar ninguna de las estructuras de covarianza.',
  },
  atVisit: (visit) => `Ocurre en ${visit}.`,
  suppressedHeading: 'Suprimido',
  suppressed: (minimum) =>
    `Este modelo incluye menos de ${minimum} participantes de clínicas que no son la suya, por lo que no se pueden mostrar sus resultados.`,
  suppression: (minimum) =>
    `«Suprimido» significa que una media incluye menos de ${minimum} participantes de clínicas que no son la suya, o que una diferencia usa una de esas medias.`,
  notEstimatedReasons: {
    'nobody-measured': 'sin puntuaciones',
    'less-than-one-degree-of-freedom': 'muy pocos participantes para un intervalo',
  },
  baselineAdjusted: (mean) => `Ajustado por la puntuación basal (media ${mean}).`,
  baselineAlike: 'Sin ajuste por el valor basal, porque todas las puntuaciones basales son iguales.',
  method: (method, level) => `Intervalos t del ${level}, grados de libertad de ${method}.`,
  methodInstead: (asked) =>
    `${asked} no está disponible para esta estructura de covarianza y estos efectos de clínica.`,
  siteVariance: (variance) => `Varianza entre clínicas: ${variance}.`,
  logLikelihood: (value, aic, bic, parameters) =>
    `Log-verosimilitud restringida: ${value}. AIC ${aic}, BIC ${bic}, contando ${parameters} parámetros de covarianza.`,
  convergence: (steps, distance) => `Convergió en ${steps} pasos, a ${distance} errores estándar del máximo.`,
  correlation: 'Correlación entre visitas',
  sensitivity: 'Sensibilidad a respuestas que no faltan al azar',
  sensitivityLead: (imputations, seed) =>
    `Imputación múltiple (${imputations} imputaciones, semilla ${seed}). Las puntuaciones posteriores a las últimas respuestas de cada participante se imputan según cada supuesto.`,
  lastDifference: (arm, against) => `${arm} menos ${against}, en la última visita`,
  assumption: 'Supuesto',
  assumptions: {
    'missing-at-random':
      'Faltante al azar: continúan como otros participantes de su grupo con las mismas respuestas',
    'jump-to-reference': 'Salto a la referencia: desde entonces siguen la media del primer grupo',
    'copy-increments-in-reference':
      'Copia de incrementos: desde su último nivel, cambian como el primer grupo',
    'copy-reference': 'Copia de la referencia: como si hubieran estado en el primer grupo desde el inicio',
  },
  fractionMissing: 'Fracción de información faltante',
  tipping: 'Punto de inflexión',
  tipsNever: (most) =>
    `El intervalo excluye el 0 con todos los desplazamientos probados, hasta ${most} puntos.`,
  tipsAtOnce: 'El intervalo incluye el 0 sin ningún desplazamiento, por lo que no hay punto de inflexión.',
  tipsAt: (shift) =>
    `El intervalo incluye el 0 cuando las puntuaciones imputadas fuera del primer grupo se desplazan ${shift} puntos.`,
  shift: 'Desplazamiento, puntos',
  sensitivitySuppressed: 'Suprimido, porque una media de la última visita está suprimida.',
  sensitivityOneArm: 'Este análisis compara grupos. El estudio tiene menos de dos.',
  imputedReasons: {
    'fewer-than-two-imputations': 'menos de dos imputaciones',
    'estimate-not-finite': 'un conjunto imputado no dio estimación',
    'no-variance': 'sin varianza',
    'nothing-but-imputed': 'toda la incertidumbre procede de las respuestas que faltan',
    'too-few-participants': 'muy pocos participantes',
    'a-visit-without-outcomes': 'una visita no tiene puntuaciones',
    'an-arm-without-participants': 'un grupo no tiene puntuaciones',
  },
}
