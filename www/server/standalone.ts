/** The page's server without Vite, for the command line. */
export { connect } from './connection.ts';
export { middlewareOf } from './plugin.ts';
