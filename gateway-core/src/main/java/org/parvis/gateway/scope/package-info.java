/**
 * How far somebody sees: everything, or the conversations of some teams with all that hangs on them.
 *
 * <p>In: the teams of an account whose role is limited to them. Out: a condition for every query that lists conversations, and the answer to whether one thing is
 * within. Whoever sees everything costs no query anything. What is outside must look as if it did not exist.
 */
@NullMarked
package org.parvis.gateway.scope;

import org.jspecify.annotations.NullMarked;
