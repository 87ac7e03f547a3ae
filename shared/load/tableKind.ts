/** The tables that can be loaded, told apart by their header. */
export const tableKinds = ['street', 'csp', 'plain', 'bestFit', 'population', 'matrix'] as const
export type TableKind = (typeof tableKinds)[number]

/** Where each column stands, by the name used here. */
export type Columns = Readonly<Record<string, number>>
export interface Header {
  kind: TableKind
  columns: Columns
  /** The header as printed: a row with another number of fields is broken. */
  cells: readonly string[]
}

type Needs = Record<string, RegExp>
interface Layout {
  kind: TableKind
  /** Without one of these it is another table. */
  needs: Needs
  /** One of these groups must be there whole. */
  oneOf?: readonly Needs[]
  takes?: Needs
}

/**
 * Sources: data.police.uk/about ("CSV columns"; files before 2011 have eastings and northings and no LSOA);
 * the Home Office's police recorded crime open data tables, whose labels drift from year to year; ONS
 * lookups, whose column names carry the year of the list.
 */
const layouts: readonly Layout[] = [
  {
    kind: 'street',
    needs: { month: /^month$/, type: /^crime type$/ },
    oneOf: [
      { longitude: /^longitude$/, latitude: /^latitude$/ },
      { easting: /^easting$/, northing: /^northing$/ },
      { lsoa: /^lsoa code$/ },
    ],
    takes: {
      force: /^falls within$/,
      reportedBy: /^reported by$/,
      lsoa: /^lsoa code$/,
      lsoaName: /^lsoa name$/,
    },
  },
  {
    kind: 'csp',
    needs: {
      year: /^(financial )?year$/,
      quarter: /^(financial )?(quarter|qtr)$/,
      csp: /^(csp|community safety partnership)( ?name)?$/,
      count: /^(offence )?(count|number of offences)$|^offences$/,
    },
    oneOf: [{ subgroup: /^offence sub ?group$/ }, { description: /^offence description$/ }],
    takes: {
      subgroup: /^offence sub ?group$/,
      description: /^offence description$/,
      code: /^offence code$/,
      force: /^force( name)?$/,
    },
  },
  {
    kind: 'bestFit',
    needs: { lsoa: /^lsoa\d\dcd$/, ward: /^wd\d\dcd$/ },
    takes: {
      wardName: /^wd\d\dnm$/,
      lad: /^la[du]\d\dcd$/,
      ladName: /^la[du]\d\dnm$/,
      weight: /^(weight|share|proportion)$/,
    },
  },
  {
    kind: 'plain',
    needs: {
      type: /^(crime |offence |incident )?(type|category)$|^offence$/,
      month: /^(month|period|date)$/,
      ward: /^(ward|area)( ?(code|name))?$|^wd\d\d(cd|nm)$/,
      count: /^(count|number|total|offences|crimes|incidents|value)$/,
    },
  },
  {
    kind: 'population',
    needs: { area: /^(geography|area|ward|lsoa)( ?\d{4})? ?code$|^(lsoa|wd)\d\dcd$|^mnemonic$/ },
    oneOf: [
      {
        residents:
          /^obs value$|^(usual )?residents?$|^(all )?(persons|ages|people)$|^(total )?population$/,
      },
      { households: /^(all )?households$|^number of households$/ },
    ],
    takes: {
      residents:
        /^obs value$|^(usual )?residents?$|^(all )?(persons|ages|people)$|^(total )?population$/,
      households: /^(all )?households$|^number of households$/,
      date: /^date( name)?$|^year$|^mid ?year$/,
    },
  },
]

const plainName = (cell: string) =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')

const find = (names: readonly string[], needs: Needs): [string, number][] =>
  Object.entries(needs).flatMap(([name, pattern]) => {
    const at = names.findIndex((it) => pattern.test(it))
    return at < 0 ? [] : [[name, at] as [string, number]]
  })

/**
 * What table a header row begins, or null. `matrixColumns` are the variables or months of the edition: a row
 * that names its types and at least two of them is a matrix.
 */
export function readHeader(
  cells: readonly string[],
  matrixColumns: readonly { id: string; label: string }[] = [],
): Header | null {
  const names = cells.map(plainName)
  for (const { kind, needs, oneOf = [{}], takes = {} } of layouts) {
    const needed = find(names, needs)
    if (needed.length < Object.keys(needs).length) continue
    if (!oneOf.some((group) => find(names, group).length === Object.keys(group).length)) continue
    const more = oneOf.flatMap((group) => find(names, group))
    const columns = Object.fromEntries([...find(names, takes), ...more, ...needed])
    return { kind, columns, cells }
  }
  return matrixHeader(cells, names, matrixColumns)
}

function matrixHeader(
  cells: readonly string[],
  names: readonly string[],
  variables: readonly { id: string; label: string }[],
): Header | null {
  const type = names.findIndex((name) =>
    /^((crime|disorder|offence)[ /a-z]*)?type$|^category$/.test(name),
  )
  const found = variables.flatMap(({ id, label }): [string, number][] => {
    const at = names.findIndex((name) => name === plainName(id) || name === plainName(label))
    return at < 0 ? [] : [[id, at]]
  })
  if (type < 0 || found.length < 2) return null
  const more = find(names, { ' total': /^total$/, ' band': /^(total )?(band|colour)$/ })
  return {
    kind: 'matrix',
    columns: Object.fromEntries([...found, ...more, [' type', type]]),
    cells,
  }
}

/** The table that a header comes nearest to, and what it lacks: for a message that helps. */
export function nearest(cells: readonly string[]): { kind: TableKind; lacks: string[] } | null {
  const names = cells.map(plainName)
  const tries = layouts.map(({ kind, needs, oneOf = [] }) => {
    const all = { ...needs, ...oneOf[0] }
    const found = find(names, all).map(([name]) => name)
    return {
      kind,
      found: found.length,
      lacks: Object.keys(all).filter((it) => !found.includes(it)),
    }
  })
  const best = tries.sort((a, b) => b.found - a.found || a.lacks.length - b.lacks.length)[0]
  return best && best.found >= 2 ? { kind: best.kind, lacks: best.lacks } : null
}
