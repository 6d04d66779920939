/** Short sources of our own, each with a faithful summary. */
export const faithful: readonly (readonly [source: string, summary: string])[] = [
  ['The bridge opened in 1932 and carries eight lanes.', 'An eight-lane bridge opened in 1932.'],
  [
    'The library in Harwick will stay open until nine in the evening from May. The council said the longer hours answer a petition signed by 2,300 residents. Two librarians will be hired.',
    'The Harwick library will stay open until nine from May after 2,300 residents signed a petition.',
  ],
  [
    'A fire broke out in a warehouse on the docks early on Friday. Forty firefighters needed six hours to put it out. Nobody was hurt, but most of the stored paper was lost.',
    'Forty firefighters needed six hours to put out a warehouse fire on the docks on Friday; nobody was hurt.',
  ],
  [
    'Volcanic soils hold water well and are rich in minerals. Farmers have grown coffee on the slopes of the volcano for two centuries. Its last eruption, in 1911, buried three villages.',
    'Farmers have grown coffee for two centuries on the mineral-rich slopes of the volcano, which last erupted in 1911.',
  ],
  [
    'The team tested the new battery in winter. At twenty degrees below zero it kept four fifths of its charge, while the old one kept half. It will be sold from next year.',
    'In winter tests the new battery kept four fifths of its charge at twenty degrees below zero. It will be sold from next year.',
  ],
  [
    'Maria Ortiz won the national chess championship on Sunday after eleven rounds. The sixteen-year-old lost no game. She will represent the country at the world cup in August.',
    'Maria Ortiz, sixteen, won the national chess championship without losing a game and will play at the world cup in August.',
  ],
];
