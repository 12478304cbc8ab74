/**
 * Who may come in: accounts, passwords, sessions of the desk, personal access tokens.
 *
 * <p>In: what a caller presents, and what administrators order. Out: an {@link org.parvis.gateway.access.Identity}, or a refusal that does not tell
 * whether the account exists. Every opening, refusal and change stands in the change log. Neither the record nor a log ever holds a
 * secret: passwords as Argon2id, cookies and tokens as SHA-256.
 */
@NullMarked
package org.parvis.gateway.access;

import org.jspecify.annotations.NullMarked;
