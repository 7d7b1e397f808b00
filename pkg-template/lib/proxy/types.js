// Types only: see types.d.ts. This file exists because modules re-export it.
export {};
