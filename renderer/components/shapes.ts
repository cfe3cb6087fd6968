/** Outlines in a 20 by 20 box; each repeats a word, so that no state is told by colour alone. */
export const SHAPES = {
  disc: 'M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16z',
  ring: 'M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16zM10 5.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z',
  diamond: 'M10 1l9 9l-9 9l-9-9z',
  triangle: 'M10 1.5l9 16.5h-18z',
  octagon: 'M6.3 1h7.4l5.3 5.3v7.4l-5.3 5.3h-7.4l-5.3-5.3v-7.4z',
  cross:
    'M4.5 2l5.5 5.5l5.5-5.5l2.5 2.5l-5.5 5.5l5.5 5.5l-2.5 2.5l-5.5-5.5l-5.5 5.5l-2.5-2.5l5.5-5.5l-5.5-5.5z',
  arrow: 'M3 2l14 8l-14 8z',
  down: 'M2 4h16l-8 13z',
  tick: 'M2 10l3-3l4 4l7.5-8l3 3l-10.5 11z',
} as const;
export type Shape = keyof typeof SHAPES;
