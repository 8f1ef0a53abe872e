import type { definitionComparisonText as english } from '../en/definition-comparison.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

export const definitionComparisonText: Translation<typeof english> = {
  heading: 'Comparación de definiciones',
  lead: 'Compare todas las definiciones de respondedor con los mismos participantes. Vea de qué depende cada tasa y dónde discrepan las definiciones.',
  completion: 'Cumplimiento',
  enrolled: 'Inscritos',
  answered: 'Completadas',
  partlyAnswered: 'Sin enviar',
  missed: 'Omitidas',
  notYet: 'Aún no vencidas',
  left: 'Dejaron el estudio',
  died: 'Fallecieron',
  answeredRate: 'Tasa de cumplimiento',
  rates: 'Tasa de respondedores por definición',
  definition: 'Definición',
  everybody: 'Todas las clínicas mostradas',
  nobody: 'aún no hay nadie evaluable',
  of: (met, assessable) => `${met} de ${assessable}`,
  between: (low, high) => `${low} a ${high}`,
  agreement: 'Dónde discrepan las definiciones',
  agreementLead:
    'Casos observados de ambas definiciones. κ baja cuando responden casi todos o casi ninguno. AC1 no baja.',
  both: 'Ambas',
  other: 'Otra definición',
  onlyThis: 'Solo esta definición',
  onlyOther: 'Solo la otra',
  neither: 'Ninguna',
  agree: 'Concordancia',
  yesHere: (other) => `En sus clínicas, respondedores según esta definición pero no según «${other}»:`,
  yesThere: (other) => `En sus clínicas, respondedores según «${other}» pero no según esta definición:`,
  says: 'Regla',
  durability: 'Tiempo hasta la respuesta y duración de la respuesta',
  timesKnown:
    'Una respuesta empieza o termina entre dos evaluaciones, por lo que no se conoce la fecha exacta. Los participantes que dejan de responder se siguen hasta sus últimas respuestas.',
  timeCurves: 'Mostrar como curvas',
  daysSince: 'Días desde el primer tratamiento, o desde la respuesta',
  noResponseYet: 'aún sin respuesta',
  stillResponding: 'mantiene la respuesta',
  toResponse: 'Mediana del tiempo desde el primer tratamiento hasta la respuesta',
  ofResponse: 'Mediana del tiempo desde la respuesta hasta su pérdida',
  days: (median, low, high) => `${median} días (${low} a ${high})`,
  medianNotReached: 'mediana no alcanzada',
  open: 'sin límite superior',
  eventsOf: (events, n) => `${formatCount(events, 'evento', 'eventos')} en ${n} participantes`,
  incidence: 'Respondieron hasta el final del seguimiento',
  competing: (events, competing, n) =>
    `${formatCount(events, 'respuesta', 'respuestas')} y ${formatCount(competing, 'fallecimiento o retirada', 'fallecimientos o retiradas')} sin ella en ${n} participantes (Aalen–Johansen)`,
  logRank: (p) => `Tiempo hasta la respuesta por grupo: log-rank dentro de las clínicas, p = ${p}`,
  withoutResponse: (arm, mean, horizon) =>
    `${arm}: de media ${mean} de los primeros ${horizon} días sin respuesta`,
  curves: 'Tasa de respondedores según el punto de corte',
  curveDescription: (words, low, high) => `${words}: de ${low} a ${high} de los participantes`,
  curveHidden: 'Se pueden mostrar muy pocos puntos para dibujar esta curva.',
  axis: 'respondedores, %',
  units: {
    percent: '% de mejoría',
    points: 'puntos',
    'percent-of-range': '% del rango',
    'baseline-standard-deviations': 'DE basales',
    days: 'días',
    treatments: 'tratamientos',
  },
  interval:
    'Intervalos del 95\u00a0% entre paréntesis; a partir de tres clínicas tienen en cuenta las diferencias entre ellas. Cada tasa es de todas las personas con plazo terminado; lo que falta no se cumple.',
  rule: {
    all: 'Todo esto:',
    any: 'Al menos una de estas condiciones:',
    atLeast: (count) => `Al menos ${count} de estas condiciones:`,
    not: 'Nada de esto:',
    sustained: (days) => `En todas las evaluaciones durante al menos ${days} días:`,
    heldSinceTreatment: (days) =>
      `En todas las evaluaciones desde el último tratamiento, hace al menos ${days} días:`,
    percentOfDistance: (score, percent) =>
      `${score}: al menos un ${percent}\u00a0% más cerca de su mejor puntuación que al inicio`,
    percent: (score, percent) => `${score} mejoró al menos un ${percent}\u00a0% desde el valor basal`,
    floor: (least) => `, con una puntuación basal de al menos ${least}`,
    points: (score, points) => `${score} mejoró al menos ${points} ${points === 1 ? 'punto' : 'puntos'}`,
    range: (score, percent) => `${score} mejoró al menos un ${percent}\u00a0% de su rango`,
    deviations: (score, count) =>
      `${score} mejoró al menos ${count} desviaciones estándar de las puntuaciones basales`,
    level: (score, { atLeast, above, atMost, below }) =>
      `${score} es ${[
        ...(atLeast === undefined ? [] : [`al menos ${atLeast}`]),
        ...(above === undefined ? [] : [`mayor que ${above}`]),
        ...(atMost === undefined ? [] : [`como máximo ${atMost}`]),
        ...(below === undefined ? [] : [`menor que ${below}`]),
      ].join(' y ')}`,
    band: (score, bands) => `${score}: ${bands}`,
    rating: (score, band) => `${score}: «${band}» o mejor`,
    ownGoal: (now) => `${now} alcanza la meta que el participante fijó antes del tratamiento`,
    days: (least, most) =>
      least === undefined
        ? `Como máximo ${formatCount(most ?? 0, 'día', 'días')} desde el último tratamiento`
        : most === undefined
          ? `Al menos ${formatCount(least, 'día', 'días')} desde el último tratamiento`
          : `De ${least} a ${most} días desde el último tratamiento`,
    treatments: (least, most, within) => {
      const count =
        least === undefined
          ? `Como máximo ${most}`
          : most === undefined
            ? `Al menos ${least}`
            : `De ${least} a ${most}`
      const noun = (most ?? least) === 1 ? 'tratamiento' : 'tratamientos'
      return `${count} ${noun}${within === undefined ? '' : ` en ${formatCount(within, 'día', 'días')}`}`
    },
    late: 'No se cuentan las respuestas dadas después de la fecha de vencimiento.',
    missing: {
      'not-assessable': 'Los participantes sin respuesta no se cuentan.',
      'counted-as-not-met': 'Los participantes sin respuesta se cuentan como no respondedores.',
      'counted-as-met': 'Los participantes sin respuesta se cuentan como respondedores.',
    },
  },
}
