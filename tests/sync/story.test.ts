import { beforeEach, describe, expect, test } from 'vitest'
import { Office, progress } from './office.ts'
import { Phone } from './phone.ts'

let office: Office
beforeEach(async () => {
  office = await Office.open()
})

describe('a PCSO without signal', () => {
  test('an update written offline reaches the dashboard once, even if the reply is lost', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const desk = await Phone.of(office, 'manager')
    pcso.weather = 'no signal'
    await pcso.record('Two schools visited')
    await pcso.trySync()
    expect(pcso.notes()).toEqual(['Two schools visited'])
    expect(pcso.store.outbox).toHaveLength(1)

    pcso.weather = 'reply lost'
    await pcso.trySync()
    await pcso.trySync()
    expect(pcso.store.outbox).toHaveLength(1)

    pcso.weather = 'fine'
    await pcso.sync()
    await desk.sync()
    expect(pcso.store.outbox).toHaveLength(0)
    expect(desk.notes()).toEqual(['Two schools visited'])
    expect(office.count('row', "kind = 'update'")).toBe(1)
    expect(office.count('history', "kind = 'update'")).toBe(1)
  })

  test('a closed tab finds its entry again, with no signal, and still sends it', async () => {
    const pcso = await Phone.of(office, 'pcso')
    pcso.weather = 'no signal'
    await pcso.record('Written before the tab was closed')
    pcso.killTab()
    await pcso.open()
    expect(pcso.notes()).toEqual(['Written before the tab was closed'])
    expect(pcso.store.view.all('action')).toHaveLength(1)
    pcso.weather = 'fine'
    await pcso.sync()
    expect(office.count('row', "kind = 'update'")).toBe(1)
  })

  test('every request arriving twice changes nothing', async () => {
    const pcso = await Phone.of(office, 'pcso')
    pcso.weather = 'doubled'
    for (const note of ['one', 'two', 'three']) {
      await pcso.record(note)
      await pcso.sync()
    }
    expect(pcso.notes()).toEqual(['one', 'three', 'two'])
    expect(office.count('row', "kind = 'update'")).toBe(3)
    expect(office.count('history', "kind = 'update'")).toBe(3)
  })

  test('an own entry never flickers out of view on its way to the office and back', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const seen: number[] = []
    await pcso.record('Still here')
    pcso.store.subscribe(() => seen.push(pcso.notes().length))
    await pcso.sync()
    expect(seen.length).toBeGreaterThan(1)
    expect(new Set(seen)).toEqual(new Set([1]))
  })

  test('250 entries of a long day are sent in order, in three requests', async () => {
    const pcso = await Phone.of(office, 'pcso')
    for (let n = 0; n < 250; n++) await pcso.record(`entry ${n}`)
    const before = office.d1.batches
    await pcso.sync()
    // Two round trips a push, one for the pull: the promise is about batches, not mutations.
    expect(office.d1.batches - before).toBe(3 * 2 + 1)
    expect(pcso.store.outbox).toHaveLength(0)
    expect(office.count('row', "kind = 'update'")).toBe(250)
  })
})

describe('two people at once', () => {
  test('edits to different fields of an action are both kept', async () => {
    const manager = await Phone.of(office, 'manager')
    const lead = await Phone.of(office, 'lead')
    await manager.store.edit('action', 'action', { text: 'Year 6 sessions' })
    await lead.store.edit('action', 'action', { evidence: 'Attendance sheets' })
    await manager.sync()
    await lead.sync()
    await manager.sync()
    expect(manager.store.view.one('action', 'action')).toMatchObject({
      text: 'Year 6 sessions',
      evidence: 'Attendance sheets',
    })
  })

  test('edits to the same field keep the first, and both stand side by side for a person to settle', async () => {
    const manager = await Phone.of(office, 'manager')
    const lead = await Phone.of(office, 'lead')
    await manager.store.edit('action', 'action', { text: 'Written by the manager' })
    await lead.store.edit('action', 'action', { text: 'Written by the lead' })
    await manager.sync()
    await lead.sync()
    await manager.sync()
    expect(lead.store.view.one('action', 'action')?.text).toBe('Written by the manager')
    for (const phone of [manager, lead]) {
      expect(phone.store.conflicts).toMatchObject([
        {
          field: 'text',
          mine: 'Written by the lead',
          theirs: 'Written by the manager',
          mineById: 'lead',
        },
      ])
    }
  })

  test('one phone’s chain of offline edits never conflicts with itself', async () => {
    const lead = await Phone.of(office, 'lead')
    for (const text of ['first', 'second', 'third'])
      await lead.store.edit('action', 'action', { text })
    await lead.sync()
    expect(lead.store.view.one('action', 'action')?.text).toBe('third')
    expect(office.count('conflict')).toBe(0)
  })

  test('a row moved between reading and writing is read again, and nobody’s words are lost', async () => {
    const manager = await Phone.of(office, 'manager')
    const lead = await Phone.of(office, 'lead')
    await manager.store.edit('action', 'action', { text: 'Sneaked in' })
    await lead.store.edit('action', 'action', { text: 'Decided over old rows' })
    let isFirst = true
    office.d1.fault = (moment) => {
      if (moment === 'before' || !isFirst) return
      isFirst = false
      office.d1.sqlite.exec(
        `update partnership set version = version + 1;
         update row set data = json_set(data, '$.text', 'Sneaked in'),
           version = (select version from partnership) where id = 'action'`,
      )
    }
    await lead.sync()
    expect(lead.store.view.one('action', 'action')?.text).toBe('Sneaked in')
    expect(office.count('conflict')).toBe(1)
  })
})

describe('bad weather at the office', () => {
  test.each(['before', 'after'] as const)(
    'a database that fails %s the commit loses and doubles nothing',
    async (when) => {
      const pcso = await Phone.of(office, 'pcso')
      await pcso.record('Through the storm')
      let faults = 0
      office.d1.fault = (moment) => {
        // Every second batch of the push is the write.
        if (moment === when && ++faults % 2 === 0 && faults < 6)
          throw new Error('D1_ERROR: network lost')
      }
      await pcso.trySync()
      office.d1.fault = null
      await pcso.sync()
      expect(pcso.store.outbox).toHaveLength(0)
      expect(pcso.notes()).toEqual(['Through the storm'])
      expect(office.count('row', "kind = 'update'")).toBe(1)
      expect(office.count('history', "kind = 'update'")).toBe(1)
    },
  )

  test('a database restored to this morning sends phones back to fetch again, and wipes nobody first', async () => {
    const pcso = await Phone.of(office, 'pcso')
    const lead = await Phone.of(office, 'lead')
    await lead.store.edit('action', 'action', { text: 'Lost in the restore' })
    await lead.sync()
    await pcso.sync()
    office.d1.sqlite.exec(
      `delete from version_mark where version = (select version from partnership);
       update partnership set version = version - 1;
       update row set data = json_set(data, '$.text', 'As it was this morning'),
         version = (select version from partnership) where id = 'action'`,
    )
    await pcso.sync()
    expect(pcso.store.view.one('action', 'action')?.text).toBe('As it was this morning')
  })
})

describe('refusals', () => {
  test('one bad mutation among good ones is refused alone and stays with the person who made it', async () => {
    const pcso = await Phone.of(office, 'pcso')
    await pcso.record('good')
    const bad = { ...progress('pcso', 'about nothing'), actionId: 'nowhere' }
    await pcso.store.create('update', 'update-bad', bad)
    await pcso.record('good too')
    await pcso.sync()
    expect(pcso.store.outbox).toHaveLength(0)
    expect(pcso.notes()).toEqual(['good', 'good too'])
    expect(pcso.store.attention).toMatchObject([
      {
        result: { outcome: 'rejected', reason: 'dependency' },
        mutation: { entry: { note: 'about nothing' } },
      },
    ])
    expect(office.count('dead_letter')).toBe(1)
  })

  test('a second browser with a copied device id takes a new one, and both are heard once', async () => {
    const first = await Phone.of(office, 'pcso')
    const second = await Phone.of(office, 'pcso')
    await second.store.db.writeMeta('deviceId', (await first.store.db.readMeta('deviceId')) ?? '')
    await first.record('from the first')
    await second.record('from the copy')
    await first.sync()
    await second.sync()
    await first.sync()
    expect(first.notes()).toEqual(['from the copy', 'from the first'])
    expect(office.count('row', "kind = 'update'")).toBe(2)
  })

  test('an officer may not edit the plan: the edit comes back with its reason', async () => {
    const pcso = await Phone.of(office, 'pcso')
    await pcso.store.edit('action', 'action', { text: 'Not mine to change' })
    await pcso.sync()
    expect(pcso.store.view.one('action', 'action')?.text).toBe('Year 6 sessions on staying safe')
    expect(pcso.store.attention).toMatchObject([{ result: { reason: 'forbidden' } }])
  })
})
