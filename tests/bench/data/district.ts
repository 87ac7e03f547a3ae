import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { EVENTS_SCOPE, PARTNERSHIP_SCOPE } from '../../../shared/access/scopes.ts'
import type { Row } from '../../../shared/sync/protocol.ts'
import { Dice } from './dice.ts'
import { note, pickWords, title } from './words.ts'

/** How many rows one push wrote, and so how many share a version. */
const ROWS_A_VERSION = 50
const FROM = Date.UTC(2024, 3, 1)
const DAYS = 960

/**
 * A large district, made up from a seed: what a partnership's plans and two and a half years of work on
 * them come to. Its rows are such as the app itself writes (each passes its kind's schema, and what it
 * refers to is there), so every contender carries what a phone would.
 */
export class District {
  readonly rows: Row[] = []
  readonly dice: Dice
  readonly partnershipId: string
  readonly #ids = new Map<string, string[]>()
  readonly #scopes = new Map<string, string>()
  #at = FROM

  constructor(count: number, seed = 1) {
    this.dice = new Dice(seed)
    this.partnershipId = `bench-${seed}`
    this.#found()
    const actions = Math.max(20, Math.floor(count * 0.06))
    for (let n = 0; n < actions; n++) this.#action(n)
    const step = ((DAYS * 86_400_000) / count) * 0.9
    while (this.rows.length < count) {
      this.#at += this.dice.next() * 2 * step
      this.#work()
    }
    this.rows.length = count
  }

  get managerId(): string {
    return this.#ids.get('member')?.[0] ?? ''
  }

  /** An update as its author would write it next. */
  newUpdate(): { id: string; entry: DataOf<'update'> } {
    this.#at += 1000
    return { id: this.dice.uuid(), entry: this.#update(this.#one('action')) }
  }

  #found() {
    const { dice } = this
    this.#add('partnership', PARTNERSHIP_SCOPE, title(dice, 3), this.partnershipId)
    for (let n = 0; n < 12; n++) {
      const standing = n < 6 ? 'responsible authority' : 'cooperating body'
      this.#add('agency', PARTNERSHIP_SCOPE, { name: pickWords(dice, 3), aliases: [], standing })
    }
    for (let n = 0; n < 24; n++) {
      const code = `E05${String(10_000 + n).padStart(6, '0')}`
      this.#add('ward', PARTNERSHIP_SCOPE, { name: pickWords(dice, 2), code })
    }
    for (let n = 0; n < 40; n++) {
      const role = n === 0 ? 'manager' : 'contributor'
      const [agencyId, wardIds] = [this.#one('agency'), [this.#one('ward')]]
      this.#add('member', PARTNERSHIP_SCOPE, { name: pickWords(dice, 2), role, agencyId, wardIds })
    }
    for (let n = 0; n < 4; n++) this.#plan(n)
    for (let n = 0; n < 60; n++) this.#event()
  }

  #plan(n: number) {
    const { dice } = this
    const [fromOn, toOn] = [`${2024 + n}-04-01`, `${2025 + n}-03-31`]
    const words = { title: pickWords(dice, 4), aim: note(dice, 60) }
    const planId = dice.uuid()
    const scope = `plan:${planId}`
    this.#add('plan', scope, { ...words, kind: 'annual', state: 'approved', fromOn, toOn }, planId)
    for (let order = 1; order <= 6; order++) {
      const priorityId = this.#add('priority', scope, {
        ...{ planId, kind: 'priority', title: pickWords(dice, 3), order },
        ...{ leadAgencyId: this.#one('agency'), rationale: note(dice, 160) },
      })
      for (const fourP of ['prepare', 'protect', 'prevent', 'pursue']) {
        this.#add('theme', scope, { priorityId, label: fourP, order, fourP })
      }
      this.#add('indicator', scope, {
        ...{ planId, priorityId, label: pickWords(dice, 5), order, sourceAgencyId: null },
        ...{ unit: 'count', polarity: 'lower', baseline: null, rule: null },
        period: { from: fromOn, to: toOn },
      })
    }
  }

  #event() {
    const { dice } = this
    this.#add('event', EVENTS_SCOPE, {
      ...{ title: pickWords(dice, 3), kind: 'Cleansweep', onDate: this.#on() },
      ...{ wardIds: [this.#one('ward')], agencyIds: [this.#one('agency')] },
    })
  }

  #action(n: number) {
    const { dice } = this
    const themeId = this.#one('theme')
    const scope = this.#scopes.get(themeId) as string
    const theme = this.rows.find(({ id }) => id === themeId)?.data as DataOf<'theme'>
    this.#add('action', scope, {
      ...{ planId: scope.slice('plan:'.length), priorityId: theme.priorityId, themeId },
      ...{ ref: `${1 + (n % 6)}.${n}`, text: note(dice, 90), leadAgencyId: this.#one('agency') },
      ...{ stakeholderIds: [this.#one('agency')], ownerIds: [this.#one('member')], wardIds: [] },
      ...{ timescale: { means: 'none', words: 'Ongoing' }, reachTarget: null, order: n },
    })
  }

  /** One entry of a working day: updates most, then what was done at events, talk and measurements. */
  #work() {
    const { dice } = this
    const throwOf = dice.next()
    const [byId, recordedAt] = [this.#one('member'), new Date(this.#at).toISOString()]
    if (throwOf < 0.55) {
      const actionId = this.#one('action')
      this.#add('update', this.#scopes.get(actionId) as string, this.#update(actionId))
    } else if (throwOf < 0.85) {
      const kind = dice.pick(['contact made', 'advice given', 'item issued', 'no answer'])
      const what = dice.pick(['door alarm', 'year 6 pupils', 'property marking kit'])
      const entry = { eventId: this.#one('event'), kind, count: 1 + dice.below(30), what }
      this.#add('outreach', EVENTS_SCOPE, { ...entry, note: note(dice, 70), byId, recordedAt })
    } else if (throwOf < 0.93) {
      const actionId = this.#one('action')
      const scope = this.#scopes.get(actionId) as string
      const planId = scope.slice('plan:'.length)
      this.#add('comment', scope, { planId, actionId, text: note(dice, 110), byId, recordedAt })
    } else {
      const indicatorId = this.#one('indicator')
      const [from, to] = [this.#on(), this.#on()]
      const entry = { indicatorId, from, to, value: dice.below(400), byId }
      this.#add('observation', this.#scopes.get(indicatorId) as string, entry)
    }
  }

  #update(actionId: string): DataOf<'update'> {
    const { dice } = this
    return {
      ...{ actionId, status: dice.pick(['on track', 'at risk', 'ongoing'] as const) },
      ...{ note: note(dice, 100), reached: dice.below(60), happenedOn: this.#on() },
      ...{ byId: this.#one('member'), recordedAt: new Date(this.#at).toISOString() },
    }
  }

  #add(kind: Kind, scope: string, data: unknown, id = this.dice.uuid()): string {
    const version = 1 + Math.floor(this.rows.length / ROWS_A_VERSION)
    this.rows.push({ kind, id, scope, version, deleted: false, data })
    this.#scopes.set(id, scope)
    const ids = this.#ids.get(kind)
    if (ids) ids.push(id)
    else this.#ids.set(kind, [id])
    return id
  }

  #one = (kind: Kind): string => this.dice.pick(this.#ids.get(kind) ?? [])
  #on = () => new Date(this.#at).toISOString().slice(0, 10)
}
