/** Drawn on a 24 grid with a 2 px line; each is one path. */
export const icons = {
  patch: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5',
  pin: 'M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  menu: 'M4 6.500h16M4 12h16M4 17.500h16',
  plan: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  chart: 'M4 4v16h16M8 15l3.5-4 3 2.500L20 7',
  matrix: 'M4 4h16v16H4zM4 9.300h16M4 14.700h16M9.3 4v16M14.7 4v16',
  target:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12h.01',
  sync: 'M19.5 9A8 8 0 0 0 5 8M4.5 15A8 8 0 0 0 19 16M20 4v5h-5M4 20v-5h5',
  check: 'M4.5 12.500l5 5 10-11',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  person: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.6-4.4 3.8-6.5 8-6.500s7.4 2.1 8 6.5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.300a3.5 3.5 0 0 1 0 6.400M18.5 14.800c1.7.9 2.7 2.6 3 5.2',
  signout: 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  warning: 'M12 4L2.5 20h19zM12 10v5M12 17.500h.01',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.500L21 21',
  camera: 'M3 7.500h4.500L9 5h6l1.5 2.500H21V19H3zM12 16.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  shield: 'M12 3l8 3v5.500c0 4.8-3.3 8-8 9.5-4.7-1.5-8-4.7-8-9.500V6z',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.500h.01',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 9.500v-5M8 19.500v-5',
} as const

export type IconName = keyof typeof icons
