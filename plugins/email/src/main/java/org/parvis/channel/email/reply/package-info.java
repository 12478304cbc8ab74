/**
 * Finds in a plain text the parts that a reader has seen before or does not need at first: quotations and signatures, in the French and
 * English forms of the common mail programs. Nothing is removed: the result is places in the text.
 */
@NullMarked
package org.parvis.channel.email.reply;

import org.jspecify.annotations.NullMarked;
