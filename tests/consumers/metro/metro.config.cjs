// As React Native sets Metro up, without React Native.
module.exports = {
  projectRoot: __dirname,
  resolver: { platforms: ['android', 'ios'], unstable_conditionNames: ['react-native'] },
  transformer: { babelTransformerPath: require.resolve('@react-native/metro-babel-transformer') },
  serializer: { getPolyfills: () => [] },
  cacheStores: [],
};
