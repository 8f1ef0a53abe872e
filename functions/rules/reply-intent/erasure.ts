/**
 * Sentences that ask to have data deleted, in English and Spanish, as they stand after `normalizeWords`. Kept wide: a person
 * speaks with whoever wrote it before anything is deleted.
 */

const DELETE = '(?:delete|erase|destroy|wipe|purge|remove|expunge)'
const DELETED = '(?:deleted|erased|destroyed|wiped|purged|removed|expunged|gone)'
const DATA =
  '(?:data|information|info|records?|answers?|responses?|files?|details|account|profile|history|everything (?:you have |you ve |youve |u have |you got )?(?:about|on|of) me)'
const MINE =
  '(?:(?:all|any|every|of|my|the|this|that|it|personal|private|our|study|survey|health|medical|contact) )*'

const BORRAR =
  '(?:borr(?:ar|en|e|a)|elimin(?:ar|en|e|a)|suprim(?:ir|an|a)|destru(?:ir|yan|ya)|quit(?:ar|en|e)|cancel(?:ar|en|e))'
const BORRADOS = '(?:borrad|eliminad|suprimid|destruid)[oa]s?'
const MIS = '(?:(?:todos|todas|todo|toda|los|las|la|el|mis|mi|sus|estos|estas|de) )*'
const DATOS =
  '(?:datos|informacion|respuestas?|registros?|expediente|cuenta|perfil|historial|lo que (?:tienen|tiene|saben) (?:de|sobre) mi)'

export const ERASURE = [
  new RegExp(`\\b${DELETE} ${MINE}${DATA}\\b`),
  new RegExp(
    `\\b(?:want|need|like|have|get) ${MINE}${DATA} (?:to be |be )?(?:permanently |completely )?${DELETED}\\b`,
  ),
  new RegExp(`\\b(?:get rid of|throw away) ${MINE}${DATA}\\b`),
  /\b(?:do not|dont|stop) (?:keep|keeping|store|storing|hold|holding) (?:(?:any|all|of|my|the|on|to) )*(?:data|information|info|records?|answers?)\b/,
  /\b(?:delete|erase|wipe|forget) (?:me|my (?:number|phone|name|phone number))\b(?! (?:before|until|in a|for a))/,
  /\b(?:delete|erase|lose|forget) (?:this|that) (?:number|phone)\b/,
  /^(?:please |i want you to |just |now )*(?:delete|erase|wipe|destroy) (?:everything|it all|all of it)(?: please| now| thanks)*$/,
  /^(?:quiero que |por favor |me )*(?:borren|eliminen|borre|elimine|destruyan) todo(?: por favor| ya| gracias)*$/,
  /\bright to (?:be forgotten|erasure)\b|\bgdpr\b/,
  new RegExp(`\\b${BORRAR} ${MIS}${DATOS}\\b`),
  new RegExp(
    `\\b(?:quiero|deseo|necesito|pido|exijo) (?:que )?${MIS}${DATOS} (?:sean |esten |queden )?${BORRADOS}\\b`,
  ),
  /\bque (?:me |se )?(?:borren|eliminen|supriman|destruyan|borre|elimine)\b(?=.*\b(?:datos|informacion|respuestas|registros|expediente|todo)\b)/,
  /\b(?:borren?me|borrame|eliminen?me|eliminame|olviden?me|olvidense de mi)\b/,
  /\b(?:borr|elimin)(?:en|e|a|ar) (?:ya )?(?:mi|este) (?:numero|telefono|nombre)\b/,
  /\bno (?:guarden?|conserven?|almacenen?) (?:mas )?(?:mis|mi|los|la) (?:datos|informacion|respuestas)\b/,
  /\bderecho (?:al olvido|de supresion|a la supresion)\b/,
]

/** “Don't delete my data”, “did you delete my records”, “I will delete my answers myself”: nobody is asked to. */
export const NO_ERASURE =
  /\b(?:do not|dont|never|wont|not|please not|didnt|cant|without) (?:\w+ ){0,2}(?:delete|erase|destroy|wipe|purge|remove|expunge|lose|forget)\b|\b(?:did|didnt|have|has|had|why|when|who|if) (?:you |u |they |anyone |i )(?:\w+ ){0,2}(?:delet|eras|destroy|wip|purg|remov|los[et]|forg)\w*|^(?:i|ill|ive|im|we) (?:(?:will|would|can|could|may|have|had|am|just|already|accidentally|only|also) )*(?:delet|eras|remov|wip|forg|los[et])\w*|\bno (?:me |se )?(?:borr|elimin|suprim|destru|olvid)\w*/
