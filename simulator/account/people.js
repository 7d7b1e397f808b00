/**
 * The users of the account, and who they are in a request.
 * @module
 */
import { missingScope, unknownUser } from '../api-error.js';
import { LIST_SCOPES } from '../endpoints.js';

/**
 * @typedef {object} User
 * @property {string} id
 * @property {string} email
 * @property {string} name
 * @property {string} phoneNumber
 */

/**
 * The account's list is not for a user's token.
 * @param {boolean} isOfUser
 */
export function refuseUser(isOfUser) {
  if (isOfUser) throw missingScope(LIST_SCOPES.slice(1));
}

/**
 * The user that a path names: by id, by e-mail, or as `me`. A token of a user opens `me` alone, and only
 * such a token has a user who could be `me`.
 * @param {readonly User[]} users The first one is who granted the user's token.
 * @param {string} named Decoded.
 * @param {boolean} isOfUser Whether the token is a user's.
 * @returns {User}
 */
export function findUser(users, named, isOfUser) {
  if (isOfUser && named !== 'me') throw missingScope(LIST_SCOPES.slice(1), { code: 4700 });
  const user = isOfUser
    ? users[0]
    : users.find(({ id, email }) => id === named || email === named.toLowerCase());
  if (!user) throw unknownUser(named);
  return user;
}
