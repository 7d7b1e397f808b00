/** Zoom took longer than it may. */
export class Late extends Error {}
