/** Zoom exceeded the time limit. */
export class Late extends Error {}
