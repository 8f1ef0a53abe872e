import { measureTidyExport } from './tidy-export.ts'

/** In a process of its own, with the options of the function that makes exports: its memory is that of an export alone. */
console.log(JSON.stringify(await measureTidyExport(Number(process.argv[2]))))
