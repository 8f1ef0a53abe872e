import type { releasesText as english } from '../en/releases.ts'
import type { Translation } from '../words/translation.ts'

export const releasesText: Translation<typeof english> = {
  heading: 'Publicaciones',
  lead: 'Una publicación es una copia fija del estudio con todas las clínicas. Todas las personas leen las mismas cifras, y nunca cambian.',
  none: 'Todavía no hay publicaciones.',
  blinded:
    'Una publicación tiene cifras por grupo. Usted participa con enmascaramiento, por lo que no puede abrir ni hacer ninguna.',
  noneHint:
    'La primera la hace una persona que dirige el estudio. Hasta entonces, cada clínica ve sus propias cifras en vivo.',
  name: 'Nombre',
  note: 'Nota',
  noteHint:
    'Para qué es, por ejemplo un comité directivo o un manuscrito. La puede leer todo el personal del estudio.',
  data: 'Datos hasta',
  madeAt: 'Fecha',
  madeBy: 'Hecha por',
  schedule: 'calendario',
  number: 'Número',
  open: (number, name) => `Publicación ${number}: ${name}`,
  make: 'Hacer una publicación',
  makeHint:
    'Toma los datos de todas las clínicas tal como están ahora. Una publicación no se puede cambiar ni borrar.',
  submit: 'Hacer la publicación',
  made: (number) => `La publicación ${number} está hecha.`,
  faults: {
    'name-taken': 'Otra publicación de este estudio tiene este nombre. Elija otro nombre.',
    invalid: 'Escriba un nombre de 80 caracteres como máximo y una nota de 500 como máximo.',
  },
  cite: 'Cómo citarla',
  citation: (study, version, number, name, asOf, sha256) =>
    `${study} (versión ${version}), publicación ${number}: ${name}. Datos hasta ${asOf}. SHA-256 ${sha256}.`,
  about: 'De qué está hecha',
  contentHash: 'SHA-256 de las cifras',
  dataHash: 'SHA-256 de los datos de origen',
  studyVersion: 'Versión del estudio',
  program: 'Programa',
  definitions: 'Definiciones de respuesta',
  analyses: 'Análisis',
  compare: 'Comparar dos publicaciones',
  compareWith: 'con',
  first: 'Publicación',
  comparison: (first, second) => `Publicación ${first} y publicación ${second}`,
  same: 'Los datos, las definiciones y el programa son los mismos.',
  changed: {
    data: 'Los datos son distintos.',
    program: 'El programa es distinto.',
    study: 'La versión del estudio es distinta.',
  },
  changedDefinitions: (definitions) => `Definiciones distintas: ${definitions}.`,
  endpoint: 'Definición',
  timepoint: 'Momento',
  estimand: 'Estimando',
  primaryIn: (number) => `Tasa en la publicación ${number}`,
  difference: 'Diferencia, puntos porcentuales',
  source: 'Cifras que se muestran',
  live: 'En vivo',
  liveAll: 'Cifras en vivo de todas las clínicas. Cambian con cada respuesta.',
  liveOwn: 'Cifras en vivo de sus clínicas. Para el estudio completo, elija una publicación.',
  shown: (number, name, asOf) =>
    `Publicación ${number}: ${name}. Todas las clínicas, datos hasta ${asOf}. Estas cifras no cambian.`,
  rounded: (clinics, step) =>
    `Combinada de ${clinics} clínicas. En esta publicación, las tasas de todas las clínicas se redondean a ${step}.`,
  coarse: (clinics, step) =>
    `Combinada de ${clinics} clínicas. Como se suprime una clínica, las tasas de todas las clínicas se redondean a ${step}, y se omiten los intervalos y las otras formas de contar.`,
  roundedMean: (clinics) =>
    `Combinada de ${clinics} clínicas y redondeada a una centésima del intervalo de la escala, como en toda publicación.`,
  pooledAbout: (rate) => `Tasa combinada de aproximadamente ${rate}.`,
  pooledSuppressed: 'La estimación combinada se suprime: revelaría un grupo pequeño de una clínica.',
  notInRelease: 'Esta publicación no tiene este análisis',
  notInReleaseHint:
    'Una publicación contiene cada definición, momento y estimando que tenía datos en su fecha, y los dominios del estudio.',
}
