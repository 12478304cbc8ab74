/**
 * Reads what an operator writes. In: a YAML file, the environment, files with secrets. Out: records whose components carry
 * {@link org.parvis.channel.Key}, or every mistake at once, each with its place, what was found and what is allowed.
 *
 * <p>A secret is never shown: not in a mistake, not in a record's text.
 */
@NullMarked
package org.parvis.gateway.configuration;

import org.jspecify.annotations.NullMarked;
