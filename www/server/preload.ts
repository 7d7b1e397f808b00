/** Lets the browser fetch the wasm while it still loads the scripts that ask for it. */
import type { Plugin } from 'vite';

export function preloadWasm(): Plugin {
  return {
    name: 'preload-wasm',
    transformIndexHtml(_html, { bundle = {} }) {
      const files = Object.keys(bundle).filter((name) => name.endsWith('.wasm'));
      return files.map((name) => ({
        tag: 'link',
        // In the same mode as the script's own `fetch`: another would fetch it twice.
        attrs: { rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href: `/${name}` },
        injectTo: 'head' as const,
      }));
    },
  };
}
