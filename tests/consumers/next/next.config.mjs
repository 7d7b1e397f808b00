// Other projects of this repository have lock files too: the root is this folder.
export default { turbopack: { root: import.meta.dirname } };
