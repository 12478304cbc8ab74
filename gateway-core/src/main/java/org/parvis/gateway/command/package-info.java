/**
 * The command line: {@code ./parvis}. In: what an operator types. Out: the gateway, started; or one answer, and an exit code that scripts
 * can rely on: 0 done, 1 not done, 2 not understood.
 *
 * <p>Results go to standard output, everything else to standard error. No command ever prints a secret.
 */
@NullMarked
package org.parvis.gateway.command;

import org.jspecify.annotations.NullMarked;
