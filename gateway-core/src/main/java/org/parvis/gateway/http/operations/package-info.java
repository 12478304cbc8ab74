/**
 * What the contract promises, operation by operation: each asks the room that decides, and gives what that says the shape of the contract.
 */
@NullMarked
package org.parvis.gateway.http.operations;

import org.jspecify.annotations.NullMarked;
