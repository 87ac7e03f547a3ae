const asking = ['all', 'run', 'raw', 'first'] as const

/** A D1 that counts its round trips: a batch is one, and so is a statement on its own. */
export function counted(d1: D1Database): { d1: D1Database; trips: () => number } {
  let trips = 0
  const count = (statement: D1PreparedStatement): D1PreparedStatement => {
    for (const name of asking) {
      const ask = statement[name].bind(statement) as (...args: unknown[]) => unknown
      Object.assign(statement, {
        [name]: (...args: unknown[]) => {
          trips++
          return ask(...args)
        },
      })
    }
    const bind = statement.bind.bind(statement)
    return Object.assign(statement, { bind: (...args: unknown[]) => count(bind(...args)) })
  }
  const watched = Object.assign(Object.create(d1) as D1Database, {
    prepare: (sql: string) => count(d1.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      trips++
      return d1.batch(statements)
    },
  })
  return { d1: watched, trips: () => trips }
}
