import * as v from 'valibot'
import { Count, DateOn, Id, InstantAt, Line, optionalLine } from '../words/schema.ts'

/** Who counted. A partner's own table may hold what nobody publishes. */
export const countSources = ['police.uk', 'Home Office', 'partner'] as const
export const CountSource = v.picklist(countSources)
export type CountSource = v.InferOutput<typeof CountSource>

export const areaKinds = ['ward', 'lsoa', 'district'] as const
export const AreaKind = v.picklist(areaKinds)
export type AreaKind = v.InferOutput<typeof AreaKind>

/** An ONS code; of a district, which those tables give no code, the name as printed. */
export const AreaCode = v.pipe(Line, v.maxLength(80, 'is longer than 80 characters'))

/** Where rows came from, for whoever doubts a number: on every row that was loaded from a file. */
export const loaded = {
  file: Line,
  licence: v.nullish(optionalLine),
  /** Who loaded it, or took it out. */
  byId: Id,
  loadedAt: InstantAt,
  /** Set when it was loaded by mistake: it stays, and counts nowhere. */
  takenOutAt: v.nullish(InstantAt),
}

/**
 * What one source counted in one month or quarter, type by area. `counts` stand in the order of `areas`;
 * null is not supplied and never zero.
 */
export const RecordedCounts = v.pipe(
  v.object({
    editionId: Id,
    source: CountSource,
    /** The force, the department or the partner, as it names itself. */
    publisher: Line,
    fromOn: DateOn,
    toOn: DateOn,
    areaKind: AreaKind,
    areas: v.pipe(v.array(AreaCode), v.minLength(1), v.maxLength(1500)),
    types: v.pipe(
      v.array(v.object({ type: Line, counts: v.array(v.nullable(Count)) })),
      v.maxLength(200),
    ),
    /** How a place was found: by the point on the map, by its LSOA, or as the file says. */
    placedBy: v.picklist(['point', 'lsoa', 'file']),
    /** Rows of this month that are in no count here. */
    elsewhere: v.nullish(
      v.object({ outside: Count, unlocated: Count, notUnderstood: v.nullish(Count) }),
    ),
    /** Set when it was counted on other wards: which, and through what it came onto these. */
    rebuiltFrom: v.nullish(Line),
    ...loaded,
  }),
  v.check(
    ({ areas, types }) => types.every(({ counts }) => counts.length === areas.length),
    'has a type whose counts are not one for each area',
  ),
)
export type RecordedCounts = v.InferOutput<typeof RecordedCounts>
