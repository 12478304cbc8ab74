/**
 * The language in which agents search: words, phrases, and operators such as {@code from:}, each by its English and its French name.
 *
 * <p>In: what somebody typed. Out: what it asks for, or what is wrong with it and what would be right. Knows no record: which channel or
 * person is meant is found out where conversations are read.
 */
@NullMarked
package org.parvis.gateway.search;

import org.jspecify.annotations.NullMarked;
