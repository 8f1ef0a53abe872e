import type { reportPlotsText as en } from '../en/report-plots.ts'
import type { Translation } from '../words/translation.ts'

export const reportPlotsText: Translation<typeof en> = {
  of: (count, of) => `${count} de ${of}`,
  completion: {
    title: 'Completado de lo esperado por momento',
    axis: 'Completado de lo esperado, % (intervalo del 95 %)',
    upwards: 'más completado',
    seen: ([most, least]) => `Lo más completado: ${most}; lo menos: ${least}.`,
    seenOne: (timepoint, rate) => `En ${timepoint} está completado el ${rate} de lo esperado.`,
  },
  recruitment: {
    title: 'Inscritas de las previstas hasta ahora',
    axis: 'Inscritas de las previstas hasta ahora, % (la línea es el plan)',
    upwards: 'por delante del plan',
    seen: (clinic, enrolled, planned, share) =>
      `${clinic}: ${enrolled} inscritas de ${planned} previstas hasta ahora, ${share}.`,
  },
  flow: {
    title: 'Cuántas personas llegaron a cada paso',
    axis: 'Personas',
    upwards: 'más personas',
    seen: (enrolled, step, count, share) =>
      `De ${enrolled} personas inscritas, ${count} (${share}) llegaron al último paso: ${step}.`,
  },
  outcome: {
    pooled: (rate, low, high, range) =>
      `En todas las clínicas, el ${rate} cumplió la definición (intervalo del 95 %: ${low} a ${high})${range}.`,
    pooledAlone: (rate, range) => `En todas las clínicas, el ${rate} cumplió la definición${range}.`,
    notPooled: (range) => `No hay una proporción de todas las clínicas${range}.`,
    range: (low, high) => `; cada clínica está entre ${low} y ${high}`,
  },
}
