/**
 * The contract of {@code openapi.yaml} and what it is kept by: who may call an operation, what must come with it, what it may name, and that what is sent again is done
 * once.
 */
@NullMarked
package org.parvis.gateway.http.api;

import org.jspecify.annotations.NullMarked;
