import type { Agency } from '../../../../../../../shared/partnership/agency.ts'

interface Office {
  label: string
  address: string
  phone: string
}
interface Contact {
  role: string
  phone: string
  email: string
}

const orNull = (words: string) => words.trim() || null

/** An agency as a form holds it: short names one to a line, offices and contacts as rows. */
export class AgencyDraft {
  name = $state('')
  standing = $state<string>('cooperating body')
  aliasLines = $state('')
  note = $state('')
  offices = $state<Office[]>([])
  contacts = $state<Contact[]>([])

  constructor(from: Partial<Agency>) {
    this.name = from.name ?? ''
    this.standing = from.standing ?? 'cooperating body'
    this.aliasLines = (from.aliases ?? []).join('\n')
    this.note = from.note ?? ''
    this.offices = (from.offices ?? []).map(({ label, address, phone }) => ({
      ...{ label, address: address ?? '', phone: phone ?? '' },
    }))
    this.contacts = (from.contacts ?? []).map(({ role, phone, email }) => ({
      ...{ role, phone: phone ?? '', email: email ?? '' },
    }))
  }

  addOffice = () => this.offices.push({ label: '', address: '', phone: '' })
  addContact = () => this.contacts.push({ role: '', phone: '', email: '' })

  /** Each once, as it was first written; two that differ in capitals alone are one. */
  get aliases(): string[] {
    const lines = this.aliasLines.split('\n').map((it) => it.trim())
    const plain = lines.map((it) => it.toLowerCase())
    return lines.filter(
      (_, at) =>
        plain[at] &&
        plain.indexOf(plain[at]) === at &&
        plain[at] !== this.name.trim().toLowerCase(),
    )
  }

  get slips(): { id: string; text: string }[] {
    return [
      ...(this.name.trim() ? [] : [{ id: 'agency-name', text: 'Enter its name' }]),
      ...(this.aliases.length > 20
        ? [{ id: 'agency-aliases', text: 'Twenty short names are the most' }]
        : []),
      ...this.offices.flatMap(({ label, address, phone }, at) =>
        !label.trim() && (address.trim() || phone.trim())
          ? [{ id: `office-${at}`, text: `Say what office ${at + 1} is, as “Main office”` }]
          : [],
      ),
      ...this.contacts.flatMap(({ role, phone, email }, at) =>
        !role.trim() && (phone.trim() || email.trim())
          ? [{ id: `contact-${at}`, text: `Say which role contact ${at + 1} is` }]
          : [],
      ),
    ]
  }

  /** Rows that were left empty are left out. */
  get entry(): Agency {
    return {
      ...{ name: this.name.trim(), aliases: this.aliases, note: orNull(this.note) },
      standing: this.standing as Agency['standing'],
      offices: this.offices
        .filter(({ label }) => label.trim())
        .map(({ label, address, phone }) => ({
          ...{ label: label.trim(), address: orNull(address), phone: orNull(phone) },
        })),
      contacts: this.contacts
        .filter(({ role }) => role.trim())
        .map(({ role, phone, email }) => ({
          ...{ role: role.trim(), phone: orNull(phone), email: orNull(email) },
        })),
    }
  }
}
