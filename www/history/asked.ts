/** Which history to read, as it was typed. */
export interface Asked {
  session: string;
  from: string;
  to: string;
}
