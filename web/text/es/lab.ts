import type { labText as english } from '../en/lab.ts'
import type { Translation } from '../words/translation.ts'

export const labText: Translation<typeof english> = {
  heading: 'Definiciones, una junto a otra',
  lead: 'Cada definición de respuesta sobre las mismas personas, de qué depende, y dónde difieren dos de ellas.',
  completion: 'Quién respondió',
  enrolled: 'Inscritas',
  answered: 'Respondieron',
  missed: 'No respondieron',
  notYet: 'Aún no toca',
  left: 'Dejaron el estudio',
  died: 'Fallecieron',
  answeredRate: 'Respondieron, de las preguntadas',
  rates: 'Quién responde, según cada definición',
  definition: 'Definición',
  everybody: 'Clínicas mostradas',
  nobody: 'aún no se puede decir de nadie',
  of: (met, determinable) => `${met} de ${determinable}`,
  between: (low, high) => `${low} a ${high}`,
  agreement: 'Dónde difiere de las demás',
  agreementLead:
    'En las personas a las que ambas pueden juzgar. κ baja cuando casi todas, o casi ninguna, responden; AC1 no.',
  both: 'Ambas',
  other: 'La otra definición',
  onlyThis: 'Solo esta',
  onlyOther: 'Solo la otra',
  neither: 'Ninguna',
  agree: 'Concuerdan',
  yesHere: (other) => `En sus clínicas, responden aquí pero no según «${other}»:`,
  yesThere: (other) => `En sus clínicas, responden según «${other}» pero no aquí:`,
  says: 'Qué dice',
  missing: 'Si se cuentan las respuestas que faltan',
  policies: {
    'not-determinable': 'No se cuentan',
    'counted-as-not-met': 'Como sin respuesta',
    'counted-as-met': 'Como respuesta',
  },
  durability: 'Cuándo llega y cuánto dura',
  timesKnown:
    'Cuándo hubo respuesta, o dejó de haberla, se sabe solo por las contestaciones que lo muestran: ocurrió entre dos cuestionarios. A quien deja de contestar se le sigue hasta sus últimas contestaciones.',
  timeCurves: 'Lo mismo en curvas',
  daysSince: 'Días: desde el primer tratamiento y desde la respuesta',
  noResponseYet: 'aún sin respuesta',
  stillResponding: 'la respuesta se mantiene',
  toResponse: 'Mediana del tiempo entre el primer tratamiento y la respuesta',
  ofResponse: 'Mediana del tiempo entre la respuesta y su pérdida',
  days: (median, low, high) => `${median} días (${low} a ${high})`,
  medianNotReached: 'no alcanzada por la mitad',
  open: 'abierto',
  eventsOf: (events, n) => `${events} de ${n} seguidas`,
  curves: 'La proporción según cada uno de sus números',
  curveDescription: (words, low, high) => `${words}: de ${low} a ${high} de las personas`,
  curveHidden: 'Se pueden mostrar muy pocos puntos para dibujarla.',
  axis: 'responden, %',
  units: {
    percent: '% mejor',
    points: 'puntos',
    'percent-of-range': '% del rango',
    'baseline-standard-deviations': 'DE iniciales',
    days: 'días',
    treatments: 'tratamientos',
  },
  reasons: 'Por qué no se puede juzgar a algunas',
  interval:
    'Entre paréntesis, intervalos del 95% (Wilson); proporciones de quienes pueden juzgarse, en las clínicas mostradas.',
  rule: {
    all: 'Todo esto:',
    any: 'Al menos una de estas cosas:',
    atLeast: (count) => `Al menos ${count} de estas cosas:`,
    not: 'Esto no:',
    sustained: (days) => `En cada respuesta durante al menos ${days} días:`,
    percent: (score, percent) => `${score} está al menos un ${percent}% mejor que antes del tratamiento`,
    floor: (least) => `, si era de al menos ${least}`,
    points: (score, points) => `${score} ha mejorado al menos ${points} ${points === 1 ? 'punto' : 'puntos'}`,
    range: (score, percent) => `${score} ha mejorado al menos un ${percent}% de su rango`,
    deviations: (score, count) =>
      `${score} ha mejorado al menos ${count} desviaciones estándar de las puntuaciones iniciales`,
    level: (score, least, most) =>
      least === undefined
        ? `${score} es como mucho ${most}`
        : most === undefined
          ? `${score} es al menos ${least}`
          : `${score} está entre ${least} y ${most}`,
    band: (score, bands) => `${score}: ${bands}`,
    rating: (score, band) => `${score}: «${band}» o mejor`,
    ownGoal: (now) => `${now} alcanza lo que la persona dijo, antes del tratamiento, que sería un éxito`,
    days: (least, most) =>
      least === undefined
        ? `Como mucho ${most} días desde el último tratamiento`
        : most === undefined
          ? `Al menos ${least} días desde el último tratamiento`
          : `De ${least} a ${most} días desde el último tratamiento`,
    treatments: (least, most, within) => {
      const count =
        least === undefined
          ? `Como mucho ${most}`
          : most === undefined
            ? `Al menos ${least}`
            : `De ${least} a ${most}`
      return `${count} tratamientos${within === undefined ? '' : ` en ${within} días`}`
    },
    late: 'No cuentan las respuestas dadas después del plazo.',
    missing: {
      'not-determinable': 'A quien no tiene respuesta no se le juzga.',
      'counted-as-not-met': 'Quien no tiene respuesta cuenta como sin respuesta al tratamiento.',
      'counted-as-met': 'Quien no tiene respuesta cuenta como respuesta al tratamiento.',
    },
  },
}
