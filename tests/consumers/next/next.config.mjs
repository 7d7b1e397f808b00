const { STANDALONE } = process.env;

export default {
  // Other projects of this repository have lock files too: the root is this folder.
  turbopack: { root: import.meta.dirname },
  ...(STANDALONE && {
    output: 'standalone',
    distDir: 'standalone',
    serverExternalPackages: ['zoom-phone-sms'],
  }),
};
