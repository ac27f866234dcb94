import type { SeededRandom } from '../seeded-random.ts'
import { isAscii, withoutAccents } from './accents.ts'
import type { FrenchAddress } from './address-picker.ts'
import { isoDay, writeCompact, writeFrench, writeIso } from './calendar-day.ts'
import type { FrenchDefectRates } from './defect-rates.ts'
import { DIMINUTIVES } from './first-names.ts'
import type { FrenchPerson } from './french-person.ts'
import type { FrenchDefect, FrenchRecord, FrenchSource } from './french-record.ts'
import { FIRST_DAY, LAST_DAY } from './household-maker.ts'
import { mistype } from './typing-error.ts'

/** A record before it has its number. */
export type UnnumberedRecord = Omit<FrenchRecord, 'rec_id'>

/** Writes what one source would have of a person. */
export type RecordWriter = (person: FrenchPerson, random: SeededRandom) => UnnumberedRecord

/** Of a clerk's typing errors: how many the customer makes in the e-shop, and the ERP's staff. */
const TYPING_SHARE: { readonly [source in FrenchSource]: number } = { eshop: 0.5, pos: 1, erp: 0.35 }

/** How often each source knows a field. */
const KNOWN: {
  readonly [source in FrenchSource]: {
    readonly [field in 'first' | 'dob' | 'email' | 'phone' | 'address']: number
  }
} = {
  eshop: { first: 0.98, dob: 0.3, email: 0.97, phone: 0.5, address: 0.75 },
  pos: { first: 0.92, dob: 0.45, email: 0.35, phone: 0.5, address: 0.35 },
  erp: { first: 0.93, dob: 0.5, email: 0.4, phone: 0.5, address: 0.9 },
}

const PLACEHOLDER_EMAILS = ['noreply@boutique.fr', 'test@test.fr', 'client@boutique.fr', 'aucun@aucun.fr']
const PLACEHOLDER_PHONES = ['0000000000', '0600000000', '0123456789', '0102030405']

/** Short ways of street types. */
const SHORT_WAYS: { readonly [way: string]: string } = {
  Avenue: 'Av',
  Boulevard: 'Bd',
  Chemin: 'Che',
  Impasse: 'Imp',
  Place: 'Pl',
  Route: 'Rte',
  Allée: 'All',
}

/** Prepares the writing of records with defects at the given rates. */
export function recordWriter(rates: FrenchDefectRates): RecordWriter {
  const shortForms = new Map(DIMINUTIVES.split(',').map((pair) => pair.split(':') as [string, string]))

  return (person, random) => {
    const source: FrenchSource = random.chance(0.45) ? 'eshop' : random.chance(0.65) ? 'pos' : 'erp'
    const known = KNOWN[source]
    const defects: FrenchDefect[] = []
    const happens = (rate: number, defect: FrenchDefect): boolean => {
      if (!random.chance(rate)) return false
      defects.push(defect)
      return true
    }
    const typed = (text: string): string => {
      if (!random.chance(rates.typingError * TYPING_SHARE[source])) return text
      const wrong = mistype(text, random)
      if (wrong === undefined) return text
      defects.push(wrong.kind)
      return wrong.text
    }
    const { household } = person

    let first = random.chance(known.first) ? person.firstName : ''
    const short = shortForms.get(first)
    if (short !== undefined && happens(rates.nickname, 'nickname')) first = short
    let last = person.lastName
    if (person.birthName !== undefined && happens(rates.maidenName, 'maiden_name')) {
      last = random.chance(0.5) ? person.birthName : `${person.lastName} ${person.birthName}`
    }
    first = typed(first)
    last = typed(last)
    if (first !== '' && happens(rates.namesSwapped, 'names_swapped')) [first, last] = [last, first]

    const day = FIRST_DAY + random.integer(LAST_DAY - FIRST_DAY)
    const isOld = household.formerAddress !== undefined && day < household.movedOn
    const home = isOld ? household.formerAddress! : household.address
    const hasAddress = random.chance(known.address)
    if (hasAddress && isOld) defects.push('old_address')

    const record: UnnumberedRecord = {
      source,
      first_name: first,
      last_name: last,
      dob: random.chance(known.dob) ? writeBirth(person, source, rates, random, happens) : '',
      email: random.chance(known.email) ? writeEmail(person, rates, random, happens) : '',
      phone: random.chance(known.phone) ? writePhone(person, source, rates, random, happens) : '',
      address: hasAddress ? typed(writeAddress(home, random)) : '',
      postcode: hasAddress ? home.postcode : '',
      city: hasAddress ? home.city : '',
      loyalty_id: source === 'pos' && random.chance(0.55) ? person.loyaltyId : '',
      customer_no: source === 'eshop' && random.chance(0.5) ? writeAccount(person, happens) : '',
      anonymous_id:
        source === 'eshop' && random.chance(0.6) ? writeDevice(person, rates, random, happens) : '',
      updated_at: isoDay(day),
      truth: { entity: `p${person.index}`, household: `h${household.index}`, defects },
    }
    return dress(record, source, rates, random, happens)
  }
}

type Happens = (rate: number, defect: FrenchDefect) => boolean

function writeBirth(
  { birth }: FrenchPerson,
  source: FrenchSource,
  rates: FrenchDefectRates,
  random: SeededRandom,
  happens: Happens,
): string {
  let day = birth
  if (happens(rates.placeholderDate, 'placeholder_date')) {
    day = { year: random.chance(0.55) ? 1900 : 1970, month: 1, day: 1 }
  } else if (
    source === 'pos' &&
    birth.day <= 12 &&
    birth.day !== birth.month &&
    happens(rates.dayMonthSwapped, 'day_month_swapped')
  ) {
    day = { year: birth.year, month: birth.day, day: birth.month }
  }
  return source === 'eshop' ? writeIso(day) : source === 'pos' ? writeFrench(day) : writeCompact(day)
}

function writeEmail(
  person: FrenchPerson,
  rates: FrenchDefectRates,
  random: SeededRandom,
  happens: Happens,
): string {
  if (happens(rates.placeholderEmail, 'placeholder_email')) return random.pick(PLACEHOLDER_EMAILS)
  const { email: family } = person.household
  if (family !== undefined && happens(1 / 3, 'shared_email')) return family
  const own = person.secondEmail !== undefined && random.chance(0.35) ? person.secondEmail : person.email
  if (!happens(rates.mistypedEmail, 'mistyped_email')) return own
  const at = own.indexOf('@')
  if (random.chance(0.3)) return own.replace(/\.fr$/u, '.com').replace('gmail', 'gmial')
  return `${mistype(own.slice(0, at), random)?.text ?? own.slice(0, at)}${own.slice(at)}`
}

function writePhone(
  person: FrenchPerson,
  source: FrenchSource,
  rates: FrenchDefectRates,
  random: SeededRandom,
  happens: Happens,
): string {
  if (happens(rates.placeholderPhone, 'placeholder_phone')) return random.pick(PLACEHOLDER_PHONES)
  const { landline } = person.household
  let digits = landline !== undefined && happens(0.2, 'shared_phone') ? landline : person.mobile
  if (happens(rates.mistypedPhone, 'mistyped_phone')) {
    const at = 1 + random.integer(8)
    const digit = random.chance(0.3) ? '' : String((Number(digits[at]) + 1 + random.integer(9)) % 10)
    digits = digits.slice(0, at) + digit + digits.slice(at + 1)
  }
  if (source === 'erp') return `+33${digits}`
  return random.chance(0.2) ? `0${digits}`.replace(/(\d\d)(?=\d)/gu, '$1 ') : `0${digits}`
}

function writeAccount(person: FrenchPerson, happens: Happens): string {
  return person.secondCustomerNo !== undefined && happens(0.4, 'second_account')
    ? person.secondCustomerNo
    : person.customerNo
}

function writeDevice(
  person: FrenchPerson,
  rates: FrenchDefectRates,
  random: SeededRandom,
  happens: Happens,
): string {
  if (happens(rates.kiosk, 'shared_device')) return `kiosk-${random.integer(40)}`
  const { device } = person.household
  return device !== undefined && happens(0.4, 'shared_device') ? device : random.pick(person.devices)
}

function writeAddress(home: FrenchAddress, random: SeededRandom): string {
  const short = SHORT_WAYS[home.way]
  const way = short !== undefined && random.chance(0.3) ? short : home.way
  const number = random.chance(0.3) ? home.number.replace(' bis', 'B').replace(' ter', 'T') : home.number
  return `${number} ${way} ${home.wayName}`
}

/** The habits of each system: capitals and no accents in the ERP, what people type elsewhere. */
function dress(
  record: UnnumberedRecord,
  source: FrenchSource,
  rates: FrenchDefectRates,
  random: SeededRandom,
  happens: Happens,
): UnnumberedRecord {
  const plain = (text: string): string => withoutAccents(text)
  const fields = [record.first_name, record.last_name, record.address, record.city] as const
  const hasAccents = !fields.every(isAscii)
  const drops = source === 'erp' || (hasAccents && happens(rates.accentsDropped, 'accents_dropped'))
  const shouts = source === 'erp' || (source === 'pos' && random.chance(0.5))
  const write = (text: string): string => {
    const bare = drops ? plain(text) : text
    return shouts ? bare.toUpperCase() : bare
  }
  return {
    ...record,
    first_name: write(record.first_name),
    last_name: write(record.last_name),
    address: write(record.address),
    city: write(record.city),
  }
}
