// Types only: see types.d.ts. The file is here because modules re-export it.
export {};
