/** Tests. */
@NullMarked
package org.parvis.channel.email.reply;

import org.jspecify.annotations.NullMarked;
