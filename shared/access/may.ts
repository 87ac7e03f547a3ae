import { sharedParts } from '../event/parts.ts'
import type { Kind } from '../kinds.ts'
import { hashIn } from '../photo/ids.ts'
import { isSame } from '../sync/canonical.ts'
import { roles } from './role.ts'
import type { Role } from './role.ts'
import { PARTNERSHIP_SCOPE } from './scopes.ts'

export const verbs = ['read', 'create', 'edit', 'delete', 'approve', 'settle', 'order'] as const
export type Verb = (typeof verbs)[number]

/** What decides which rows a member sees. */
export interface Reader {
  role: Role
  agencyId: string
  groupIds: readonly string[]
  /** Of an event helper: the one event their pass opens. */
  eventId?: string | null | undefined
}

export interface Actor extends Reader {
  memberId: string
  /** The patch; empty means the whole district. */
  wardIds: readonly string[]
  /** Null on a phone, which holds only what its member may see. */
  scopes: ReadonlySet<string> | null
  /** Set while a partnership is being started, and at no other time. */
  founds?: true
}

/** What stands beside rows and is not one: conflicts, browsers, what happened, passes, one's own reminders. */
export type Thing = Kind | 'conflict' | 'device' | 'audit' | 'pass' | 'reminder'

export interface Subject {
  kind: Thing
  id?: string
  scope?: string
  data: unknown
  /** What an edit would leave behind. */
  after?: unknown
}

type Find = (id: string) => { data: unknown } | undefined

const letter: Record<Verb, string> = {
  read: 'r',
  create: 'c',
  edit: 'e',
  delete: 'd',
  approve: 'a',
  settle: 's',
  order: 'o',
}

/**
 * Who may do what: read, create, edit, delete, approve, settle, order (a phone to sign out or wipe).
 * Reading a row is by its scope as well; rules below narrow some of these. The columns are `roles`, in
 * their order. Facts have neither e nor d: they are append-only for everybody.
 */
const table: Record<Thing, string> = {
  //              admin  manager lead  contr help analyst board scrutiny
  partnership: '  rce    re      r     r     r    r       r     r',
  agency: '       rced   rced    r     r     r    r       r     r',
  ward: '         rced   rced    r     r     r    r       r     r',
  group: '        rced   rced    r     r     r    r       r     r',
  member: '       rce    rce     r     r     r    r       r     r',
  plan: '         rceda  rceda   re    r     -    r       ra    r',
  priority: '     rced   rced    rced  r     -    r       r     r',
  theme: '        rced   rced    rced  r     -    r       r     r',
  action: '       rced   rced    rced  r     -    r       r     r',
  update: '       rc     rc      rc    rc    -    rc      r     r',
  milestone: '    rced   rced    rced  r     -    r       r     r',
  barrier: '      rce    rce     rce   rce   -    rc      rc    r',
  request: '      rc     rc      rc    r     -    rc      rc    r',
  note: '         rc     rc      rc    rc    -    rc      r     r',
  comment: '      rc     rc      rc    rc    -    rc      rc    r',
  approval: '     rc     rc      rc    r     -    r       rc    r',
  approvedText: ' rc     rc      r     r     -    r       rc    r',
  meeting: '      rced   rced    rced  r     -    r       r     r',
  minute: '       rced   rced    rced  r     -    r       r     r',
  risk: '         rced   rced    rced  r     -    r       r     r',
  riskReview: '   rc     rc      rc    r     -    rc      r     r',
  fund: '         rced   rced    r     r     -    r       r     r',
  award: '        rced   rced    rce   r     -    r       r     r',
  spend: '        rc     rc      rc    r     -    r       r     r',
  edition: '      rced   rced    r     r     -    rced    r     r',
  matrixRow: '    rced   rced    r     r     -    rced    r     r',
  driver: '       rced   rced    r     r     -    rced    r     r',
  survey: '       rced   rced    r     r     -    rced    r     r',
  keyFinding: '   rced   rced    rced  r     -    rced    r     r',
  recordedCounts: 'rce   rce     r     r     -    rce     r     r',
  boundary: '     rce    rce     r     r     -    rce     r     r',
  areaLookup: '   rce    rce     r     r     -    rce     r     r',
  population: '   rce    rce     r     r     -    rce     r     r',
  indicator: '    rced   rced    rced  r     -    rced    r     r',
  observation: '  rc     rc      rc    rc    -    rc      r     r',
  event: '        rced   rced    rced  re    re   r       r     r',
  outreach: '     rc     rc      rc    rc    rc   r       r     r',
  finding: '      rced   rced    rced  rce   rce  r       r     r',
  findingStep: '  rc     rc      rc    rc    -    r       r     r',
  photo: '        rc     rc      rc    rc    rc   rc      r     r',
  conflict: '     rs     rs      rs    -     -    -       -     -',
  device: '       ro     ro      -     -     -    -       -     -',
  audit: '        r      r       -     -     -    -       -     -',
  pass: '         rc     rc      rc    -     -    -       -     -',
  reminder: '     re     re      re    re    -    re      re    re',
}

const cells = Object.fromEntries(
  Object.entries(table).map(([kind, line]) => [kind, line.trim().split(/\s+/)]),
) as Record<Thing, string[]>

/** Roles that manage a partnership: they may speak for others, and sign in with a second factor. */
export const managing: readonly Role[] = ['administrator', 'manager']
const leading: readonly Role[] = [...managing, 'priority lead']
export const manages = (role: Role) => managing.includes(role)

/**
 * May this member do this? The same answer on the phone, where it hides a button, and at the door,
 * where it decides. `find` reads the rows that a subject stands on; without it those rules are the
 * door's alone.
 */
export function may(actor: Actor, verb: Verb, subject: Subject, find?: Find): boolean {
  if (isOwn(actor, verb, subject)) return true
  const mine = cells[subject.kind][roles.indexOf(actor.role)] ?? ''
  if (!mine.includes(letter[verb])) return false
  if (!maySee(actor, subject)) return false
  if (verb === 'read') return true
  const data = verb === 'edit' ? (subject.after ?? subject.data) : subject.data
  return (
    (speaksForSelf(actor, data) || (verb === 'edit' && isLeft(['byId'], subject.data, data))) &&
    staysInside(actor, data) &&
    (rules[subject.kind]?.(actor, verb, subject, find) ?? true)
  )
}

/** One's own conflicts and browsers are one's own to settle and to sign out. */
function isOwn({ memberId }: Actor, verb: Verb, { kind, data }: Subject): boolean {
  if (kind === 'conflict') return verb !== 'delete' && field(data, 'mineById') === memberId
  if (kind === 'device')
    return (verb === 'read' || verb === 'order') && field(data, 'memberId') === memberId
  return false
}

/** What names the event it stands under, so that a pass opens what is of its own event. */
const ofEvents: readonly Thing[] = ['outreach', 'finding', 'photo']

function maySee(actor: Actor, { kind, id, scope, data }: Subject): boolean {
  if (actor.scopes && scope !== undefined && !actor.scopes.has(scope)) return false
  if (actor.role !== 'event helper' || scope === PARTNERSHIP_SCOPE) return true
  if (kind === 'event') return id === undefined || id === actor.eventId
  return !ofEvents.includes(kind) || field(data, 'eventId') === actor.eventId
}

/** Only who manages may record a fact in somebody else's name, as for a colleague on the phone. */
function speaksForSelf(actor: Actor, data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'byId')) return true
  return field(data, 'byId') === actor.memberId || manages(actor.role)
}

/** Nobody hands a row to a group they are not in: they could not see what they did. */
function staysInside(actor: Actor, data: unknown): boolean {
  const group = field(data, 'restrictedToId')
  return typeof group !== 'string' || actor.groupIds.includes(group)
}

type Rule = (actor: Actor, verb: Verb, subject: Subject, find?: Find) => boolean

const onOwnPatch: Rule = (actor, _verb, { data }, find) => {
  const action = find?.(String(field(data, 'actionId')))?.data
  return actor.role !== 'contributor' || !action || isOnPatch(actor, action)
}

/** Which steps of a plan's life a role may take. */
const allSteps = ['submitted', 'returned', 'approved', 'signed off', 'rolled forward']
const steps: Partial<Record<Role, readonly string[]>> = {
  administrator: allSteps,
  manager: allSteps,
  'priority lead': ['submitted', 'signed off'],
  'board member': ['returned', 'approved', 'signed off'],
}

const leads = (role: Role) => manages(role) || role === 'priority lead'

/** Every field of either but these. */
const othersThan = (names: readonly string[], before: unknown, after: unknown): string[] =>
  Object.keys({ ...(before as object), ...(after as object) }).filter((it) => !names.includes(it))

/** A correction of one's own entry, or none at all. */
function correctsOwn(actor: Actor, data: unknown, find: Find | undefined): boolean {
  const corrected = field(data, 'supersedes')
  if (typeof corrected !== 'string' || leads(actor.role) || !find) return true
  return field(find(corrected)?.data, 'byId') === actor.memberId
}

const rules: Partial<Record<Thing, Rule>> = {
  update: onOwnPatch,
  // Who leads a sub-group hands its plan in, and changes nothing else of it.
  plan: ({ role }, verb, { data, after }) =>
    role !== 'priority lead' || (verb === 'edit' && isHandedIn(data, after)),
  note: (actor, _verb, { data }) => field(data, 'agencyId') === actor.agencyId,
  // Anybody raises a barrier; a contributor goes on writing in what they raised or own.
  barrier: ({ memberId, role }, verb, { data }) =>
    verb === 'create' ||
    role !== 'contributor' ||
    [field(data, 'byId'), field(data, 'ownerId')].includes(memberId),
  // Whoever is there ticks, hands out kit and adds a street; who leads the day says the rest.
  event: ({ memberId, role }, _verb, { data, after }) =>
    leads(role) ||
    (role === 'contributor' && field(data, 'leadId') === memberId) ||
    isLeft(othersThan(sharedParts, data, after), data, after ?? data),
  // One takes back what one logged oneself; of others' entries that is for who leads.
  outreach: (actor, _verb, { data }, find) => correctsOwn(actor, data, find),
  findingStep: (actor, _verb, { data }, find) => correctsOwn(actor, data, find),
  // A finding is put right by who wrote it down; anybody may say that two are one.
  finding: ({ memberId, role }, verb, { data, after }) =>
    verb === 'create' ||
    leads(role) ||
    field(data, 'byId') === memberId ||
    (role === 'contributor' &&
      isLeft(othersThan(['joinedToId'], data, after), data, after ?? data)),
  // The board approves and returns, who leads submits; a manager does both, as the board's secretary.
  approval: ({ role }, _verb, { data }) =>
    steps[role]?.includes(String(field(data, 'step'))) === true,
  photo: mayPicture,
  member: (actor, verb, { id, data, after }) => {
    const touchesAdministrator = [data, after].some((it) => field(it, 'role') === 'administrator')
    if (touchesAdministrator && actor.role !== 'administrator') return false
    // Two people for one's own standing: nobody raises themselves, and nobody locks everybody out.
    if (verb !== 'edit' || id !== actor.memberId) return true
    return isLeft(['role', 'state', 'groupIds', 'untilAt', 'eventId'], data, after)
  },
  partnership: (actor, verb, { data, after }) =>
    verb === 'create'
      ? actor.founds === true
      : actor.role === 'administrator' || isLeft(['retention', 'isOnLegalHold'], data, after),
}

/**
 * A photo says the same event as what it is of. Beside an entry it is its author's; a finding and an
 * event are everybody's. It is taken out by whoever took it, or who leads.
 */
function mayPicture(actor: Actor, _verb: Verb, { id, data }: Subject, find?: Find): boolean {
  const of = find?.(String(field(data, 'ofId')))?.data
  if (!of) return true
  const [kind, ofId] = [field(data, 'ofKind'), field(data, 'ofId')]
  const eventId = kind === 'event' ? ofId : (field(of, 'eventId') ?? null)
  if ((field(data, 'eventId') ?? null) !== eventId) return false
  const taken = field(data, 'supersedes')
  const hash = field(field(data, 'picture'), 'hash')
  if (typeof taken !== 'string') {
    const isEntry = kind === 'update' || kind === 'outreach'
    const isOwn = !isEntry || field(of, 'byId') === field(data, 'byId')
    // Found by its id, it must not claim to be another picture.
    return isOwn && typeof hash === 'string' && hashIn(id ?? '') === hash
  }
  const before = find?.(taken)?.data
  return (
    hash === undefined &&
    field(before, 'ofId') === ofId &&
    (field(before, 'byId') === actor.memberId || leading.includes(actor.role))
  )
}

/** A contributor's patch: what they own, what their agency leads or helps with, what is on their wards. */
export function isOnPatch(
  actor: Pick<Actor, 'memberId' | 'agencyId' | 'wardIds'>,
  action: unknown,
) {
  const wards = list(action, 'wardIds')
  return (
    actor.wardIds.length === 0 ||
    wards.length === 0 ||
    wards.some((id) => actor.wardIds.includes(String(id))) ||
    list(action, 'ownerIds').includes(actor.memberId) ||
    list(action, 'stakeholderIds').includes(actor.agencyId) ||
    field(action, 'leadAgencyId') === actor.agencyId
  )
}

/**
 * What an edit amounts to: a plan is approved, or taken out of approval, by its state alone, and that
 * is another right than writing in it.
 */
export function verbsOf(kind: Kind, before: unknown, after: unknown): Verb[] {
  if (kind !== 'plan' || isLeft(['state'], before, after)) return ['edit']
  const [from, to] = [field(before, 'state'), field(after, 'state')]
  const isApproval =
    to === 'approved' || from === 'approved' || (from === 'submitted' && to === 'draft')
  if (!isApproval) return ['edit']
  const others = Object.keys({ ...(before as object), ...(after as object) })
  return isLeft(
    others.filter((name) => name !== 'state'),
    before,
    after,
  )
    ? ['approve']
    : ['approve', 'edit']
}

const isHandedIn = (before: unknown, after: unknown) =>
  field(before, 'state') === 'draft' &&
  field(after, 'state') === 'submitted' &&
  isLeft(
    Object.keys({ ...(before as object), ...(after as object) }).filter((name) => name !== 'state'),
    before,
    after,
  )

const isLeft = (fields: readonly string[], before: unknown, after: unknown) =>
  fields.every((name) => isSame(field(before, name) ?? null, field(after, name) ?? null))

function field(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined
  return (data as Record<string, unknown>)[name]
}

function list(data: unknown, name: string): readonly unknown[] {
  const value = field(data, name)
  return Array.isArray(value) ? value : []
}
