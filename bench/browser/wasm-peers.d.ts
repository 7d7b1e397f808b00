// Built by node/wasm-peers.mjs; the page's server knows where.
declare module 'wasm-peers' {
  export default function init(): Promise<unknown>;
  export function decodeWithSerde(bytes: Uint8Array): unknown;
  export function copyAndValidate(bytes: Uint8Array): boolean;
}
